"""The verbs crawl and state, against a server on loopback."""

import contextlib
import fcntl
import json
import os
import pty
import signal
import subprocess
import unittest

from crawling import CrawlTest


class Crawl(CrawlTest):
    def setUp(self):
        super().setUp()
        self.seeds("/ok", "/ok-2")

    def test_a_night_leaves_rows_a_state_and_figures(self):
        result = self.crawl()
        self.assertEqual((result.code, result.out), (0, ""))
        figures = json.loads(result.err.splitlines()[-1])
        self.assertEqual((figures["pages"], figures["ok"], figures["interrupted"]), (2, 2, False))
        self.assertGreater(figures["peak_rss_bytes"], 1 << 20)
        (file,) = (self.folder / "out").iterdir()
        self.assertRegex(file.name, r"^articles-\d{4}-\d\d-\d\d\.jsonl$")
        self.assertEqual(len(file.read_text().splitlines()), 2)
        self.assertEqual([row["status"] for row in self.state("export").rows], ["ok", "ok"])
        self.assertEqual(self.state("check").code, 0)
        self.assertEqual(self.state("forget", self.server.url("/ok")).code, 0)
        self.assertEqual(len(self.state("export").rows), 1)

    def test_a_good_night_is_silent_but_on_a_terminal(self):
        arguments = [word for word in self.arguments() if word != "--stats"]
        result = self.run_lubb(*arguments)
        self.assertEqual((result.code, result.out, result.err), (0, "", ""))
        leader, follower = pty.openpty()
        process = self.start_lubb(*arguments, stderr=follower)
        os.close(follower)
        shown = b""
        with contextlib.suppress(OSError):
            while piece := os.read(leader, 65536):
                shown += piece
        os.close(leader)
        self.assertEqual(process.wait(timeout=20), 0)
        self.assertRegex(shown, rb"1 hosts, \d+ pages, 0 errors, \d+ a second, \d+ to go")

    def test_the_second_night_says_what_is_unchanged(self):
        self.crawl()
        again = json.loads(self.crawl().err.splitlines()[-1])
        self.assertEqual((again["pages"], again["unchanged"]), (2, 2))
        quiet = json.loads(self.crawl("--only-new").err.splitlines()[-1])
        self.assertEqual(quiet["unchanged"], 2)
        (file,) = (self.folder / "out").iterdir()
        statuses = [json.loads(line)["status"] for line in file.read_text().splitlines()]
        self.assertEqual(statuses, ["ok", "ok", "unchanged", "unchanged"])

    def test_a_dry_run_names_the_pages_and_asks_for_none(self):
        result = self.crawl("--dry-run")
        self.assertEqual(result.code, 0)
        self.assertIn(self.server.url("/ok-2") + ": a seed", result.err)
        self.assertEqual(self.server.requests, [])
        self.assertFalse((self.folder / "s").exists())

    def test_a_signal_ends_a_crawl_while_a_server_hangs(self):
        self.write("seeds", self.server.url("/ok") + "\n" + self.server.url("/slow") + "\n")
        process = self.start_lubb(*self.arguments(), stderr=subprocess.DEVNULL)
        self.wait_for(lambda: any(path == "/slow" for path, _ in self.server.requests))
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(timeout=4), 143)
        self.assertEqual([row["status"] for row in self.state("export").rows], ["ok"])

    def test_a_state_that_another_run_holds_is_status_75(self):
        self.crawl()
        with open(self.folder / "s/state.sqlite.lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.assertEqual(self.crawl().code, 75)

    def test_what_cannot_be_meant_is_wrong_usage(self):
        for arguments in (["crawl"], ["crawl", "x"], ["state"], ["state", "burn", "--state", "x"], ["state", "export"]):
            self.assertEqual(self.run_lubb(*arguments).code, 2)
        self.assertEqual(self.crawl("--delay", "-1").code, 2)
        self.assertEqual(self.crawl("--contact", "a)b").code, 2)
        self.write("seeds", "ftp://example.org/\n")
        result = self.crawl()
        self.assertEqual(result.code, 2)
        self.assertIn("seeds:1:", result.err)

    def test_a_damaged_state_is_named(self):
        self.crawl()
        self.write("s/state.sqlite", "no database" * 1000)
        for result in (self.crawl(), self.state("export"), self.state("check")):
            self.assertEqual(result.code, 74)
            self.assertIn("state.sqlite", result.err)


if __name__ == "__main__":
    unittest.main()
