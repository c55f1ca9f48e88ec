"""The verbs crawl and state, against a server on loopback."""

import fcntl
import json
import unittest

from command import CommandTest, Server


class Crawl(CommandTest):
    def setUp(self):
        super().setUp()
        self.server = Server()
        self.server.__enter__()
        self.addCleanup(self.server.__exit__)
        self.write("seeds", self.server.url("/ok") + "\n" + self.server.url("/redirect") + "\n")

    def crawl(self, *arguments):
        return self.run_lubb(
            *("crawl", "--state", "s/state.sqlite", "--seeds", "seeds", "--output-dir", "out", "--delay", "0"),
            *("--allow-net", self.server.host, "--stats", *arguments),
        )

    def state(self, *arguments):
        return self.run_lubb("state", *arguments, "--state", "s/state.sqlite")

    def test_a_night_leaves_rows_a_state_and_figures(self):
        result = self.crawl()
        self.assertEqual((result.code, result.out), (0, ""))
        figures = json.loads(result.err.splitlines()[-1])
        self.assertEqual((figures["pages"], figures["ok"], figures["interrupted"]), (2, 2, False))
        (file,) = (self.folder / "out").iterdir()
        self.assertRegex(file.name, r"^articles-\d{4}-\d\d-\d\d\.jsonl$")
        self.assertEqual(len(file.read_text().splitlines()), 2)
        self.assertEqual([row["status"] for row in self.state("export").rows], ["ok", "ok"])
        self.assertEqual(self.state("check").code, 0)
        self.assertEqual(self.state("forget", self.server.url("/ok")).code, 0)
        self.assertEqual(len(self.state("export").rows), 1)

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
