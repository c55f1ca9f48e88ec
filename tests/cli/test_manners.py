"""Usage, settings, output files, signals, closed pipes and full disks."""

import json
import os
import pty
import re
import signal
import subprocess
import unittest

from command import LUBB, REPOSITORY, CommandTest, page


class Usage(CommandTest):
    def test_wrong_usage_is_status_2_and_names_the_flag(self):
        path = self.write("page.html", page())
        for arguments, named in (
            (["--no-such-flag"], "--no-such-flag"),
            (["--format", "pdf"], "--format"),
            (["--jobs", "0"], "--jobs"),
            (["--precision", "--recall"], "--recall"),
            (["--prune", "a >> b"], "--prune"),
            (["--config", "missing"], "missing"),
            (["--url", "http://x/", path], "--url"),
            (["-f", "text", path], "--output-dir"),
        ):
            result = self.run_lubb(path, *arguments)
            self.assertEqual((result.code, result.out), (2, ""), arguments)
            self.assertIn(named, result.err.splitlines()[0])

    def test_a_folder_as_text_needs_an_output_folder(self):
        self.write("pages/a.html", page())
        self.assertEqual(self.run_lubb("pages", "-f", "markdown").code, 2)

    def test_help_manual_and_completions_agree(self):
        help_text = self.run_lubb("--help").out
        flags = set(re.findall(r"--[a-z][a-z-]+", "\n".join(line[:32] for line in help_text.splitlines())))
        self.assertGreater(len(flags), 30)
        manual = self.run_lubb("--print-man").out.replace("\\-", "-")
        shells = {shell: self.run_lubb("--print-completion", shell).out for shell in ("bash", "zsh", "fish")}
        for flag in flags:
            self.assertIn(flag, manual)
            self.assertIn(flag, shells["bash"])
            self.assertIn(flag, shells["zsh"])
            self.assertIn("-l " + flag[2:], shells["fish"])
        self.assertEqual(subprocess.run(["bash", "-n"], input=shells["bash"].encode()).returncode, 0)

    def test_the_manual_page_in_the_repository_is_the_one_the_command_prints(self):
        self.assertEqual((REPOSITORY / "src/cli/lubb.1").read_text(), self.run_lubb("--print-man").out)

    def test_the_version_is_one_line(self):
        self.assertRegex(self.run_lubb("--version").out, r"^lubb \d+\.\d+\.\d+\n$")


class Settings(CommandTest):
    def test_settings_tell_where_they_come_from(self):
        self.write("config", "min-words = 5\nlog-format = json\ntimeout = 3\n")
        result = self.run_lubb(
            "--config", "config", "--timeout", "9", "--print-config", environment={"LUBB_LOG_FORMAT": "text"}
        )
        lines = {line.split(" = ")[0]: line.split(" = ")[1] for line in result.out.splitlines() if " = " in line}
        self.assertRegex(lines["min-words"], r"^5 +# config$")
        self.assertRegex(lines["log-format"], r"^text +# environment$")
        self.assertRegex(lines["timeout"], r"^9 +# flag$")
        self.assertRegex(lines["tables"], r"^true +# default$")

    def test_the_environment_is_checked_like_flags(self):
        result = self.run_lubb(environment={"LUBB_FORMAT": "pdf"})
        self.assertEqual(result.code, 2)
        self.assertIn("LUBB_FORMAT", result.err)


class OutputFiles(CommandTest):
    def test_a_file_replaces_the_old_one_when_it_is_complete(self):
        page_path = self.write("page.html", page())
        target = self.write("out.txt", "old")
        self.assertEqual(self.run_lubb(page_path, "-o", target).code, 0)
        self.assertIn("old bridge", target.read_text())
        self.assertEqual(sorted(os.listdir(self.folder)), ["out.txt", "page.html"])

    def test_a_run_without_article_leaves_the_old_file(self):
        target = self.write("out.txt", "old")
        self.assertEqual(self.run_lubb("missing.html", "-o", target).code, 3)
        self.assertEqual(target.read_text(), "old")

    def test_each_input_gets_a_file_of_its_own(self):
        for name in ("a/page.html", "b/page.html", "b/page.htm", "b/../b/x.html"):
            self.write(name, page(name.replace("/", "")))
        inputs = ["a/page.html", "b/page.html", "b/page.htm", "b"]
        self.assertEqual(self.run_lubb(*inputs, "-f", "markdown", "--output-dir", "new/out").code, 0)
        names = sorted(os.listdir(self.folder / "new/out"))
        self.assertEqual(names, ["page-2.md", "page-3.md", "page-4.md", "page-5.md", "page.md", "x.md"])
        self.assertIn("apage", (self.folder / "new/out/page.md").read_text())

    def test_output_inside_the_folder_that_is_read_is_not_read(self):
        for i in range(30):
            self.write(f"pages/z{i:02}.html", page())
        result = self.run_lubb("pages", "-f", "html", "--output-dir", "pages/out")
        self.assertEqual((result.code, len(os.listdir(self.folder / "pages/out"))), (0, 30))
        self.assertEqual(self.run_lubb("pages", "-o", "pages/a.jsonl").code, 0)
        rows = (self.folder / "pages/a.jsonl").read_text().splitlines()
        self.assertEqual(len(rows), 60)

    def test_no_input_writes_outside_the_output_folder(self):
        rows = [json.dumps({"id": name, "html": page()}) for name in ("../../evil", "/etc/evil", "..", "a/../../b", "")]
        self.write("rows.jsonl", "\n".join(rows))
        self.assertEqual(self.run_lubb("rows.jsonl", "-f", "text", "--output-dir", "out").code, 0)
        self.assertEqual(len(os.listdir(self.folder / "out")), 5)
        self.assertEqual(sorted(os.listdir(self.folder)), ["out", "rows.jsonl"])

    def test_what_cannot_be_written_is_status_74(self):
        path = self.write("page.html", page())
        for target in ("/dev/full", "/nonexistent/folder/out"):
            result = self.run_lubb(path, "-o", target)
            self.assertEqual(result.code, 74)
            self.assertIn(target, result.err)
        self.write("plain-file", "x")
        self.assertEqual(self.run_lubb(path, "--output-dir", "plain-file").code, 74)
        with open("/dev/full", "wb") as full:
            process = subprocess.run([LUBB, path], stdout=full, stderr=subprocess.PIPE)
        self.assertEqual(process.returncode, 74)
        self.assertTrue(process.stderr)

    def test_a_closed_standard_output_is_status_74(self):
        path = self.write("page.html", page())
        process = subprocess.run(["sh", "-c", f"exec '{LUBB}' '{path}' >&-"], stderr=subprocess.PIPE)
        self.assertEqual(process.returncode, 74)


class Interruption(CommandTest):
    def test_a_closed_pipe_is_quiet(self):
        for i in range(300):
            self.write(f"pages/{i}.html", page(f"word{i}") * 3)
        process = self.start_lubb("pages", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdout.readline()
        process.stdout.close()
        self.assertEqual(process.wait(timeout=30), 0)
        self.assertEqual(process.stderr.read(), b"")

    def test_a_reader_that_leaves_ends_the_run_although_more_input_may_come(self):
        process = self.start_lubb(
            "--input-format", "jsonl", stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        line = json.dumps({"html": page()}).encode() + b"\n"
        process.stdin.write(line)
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write(line)
        process.stdin.flush()
        self.assertEqual(process.wait(timeout=20), 0)

    def stop(self, number, target=None):
        line = json.dumps({"id": "done", "html": page()}).encode() + b"\n"
        arguments = ["--input-format", "jsonl"] + (["-o", target] if target else [])
        process = self.start_lubb(*arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdin.write(line)
        process.stdin.flush()
        if target:
            self.wait_for(lambda: any(path.stat().st_size > 0 for path in self.folder.glob(".lubb-*.tmp")))
        else:
            self.assertEqual(json.loads(process.stdout.readline())["id"], "done")
        process.send_signal(number)
        code = process.wait(timeout=20)
        self.assertIn(b"stopped", process.stderr.read())
        return code

    def test_signals_end_a_run_after_what_was_finished_is_written(self):
        self.assertEqual(self.stop(signal.SIGTERM), 143)
        self.assertEqual(self.stop(signal.SIGINT), 130)

    def test_a_stopped_run_leaves_the_old_file_and_a_partial_one(self):
        target = self.write("out.jsonl", "old")
        self.assertEqual(self.stop(signal.SIGTERM, target), 143)
        self.assertEqual(target.read_text(), "old")
        self.assertEqual(json.loads((self.folder / "out.jsonl.partial").read_text())["id"], "done")


class Talk(CommandTest):
    def test_stats_are_the_last_line_of_standard_error(self):
        self.write("pages/a.html", page())
        self.write("pages/b.html", "")
        result = self.run_lubb("pages", "--stats")
        stats = json.loads(result.err.splitlines()[-1])
        self.assertEqual(
            list(stats),
            ["pages", "ok", "empty", "skipped", "unchanged", "error", "input_bytes", "seconds", "cpu_seconds"]
            + ["peak_rss_bytes"],
        )
        self.assertEqual((stats["pages"], stats["ok"], stats["empty"]), (2, 1, 1))
        self.assertEqual(stats["input_bytes"], len(page()))

    def test_messages_can_be_json(self):
        result = self.run_lubb("missing.html", "--log-format", "json")
        message = json.loads(result.err.splitlines()[0])
        self.assertEqual((message["level"], message["kind"]), ("error", "io"))

    def test_quiet_still_tells_why_the_status_is_not_0(self):
        self.write("pages/a.html", page())
        (self.folder / "pages/dangling").symlink_to("nowhere")
        result = self.run_lubb("pages", "--quiet")
        self.assertEqual((result.code, len(result.err.splitlines())), (1, 1))

    def test_nothing_from_an_input_steers_a_terminal(self):
        name = "evil\x1b]0;title\x07\x9b31m.html"
        self.write("pages/" + name, page(title="a\x1b[31mb"))
        (self.folder / "pages" / (name + "2")).symlink_to("nowhere")
        leader, follower = pty.openpty()
        process = subprocess.Popen([LUBB, "pages", "-v"], cwd=self.folder, stdout=follower, stderr=follower)
        os.close(follower)
        shown = b""
        while True:
            try:
                piece = os.read(leader, 65536)
            except OSError:
                break
            if not piece:
                break
            shown += piece
        os.close(leader)
        process.wait()
        progress_free = shown.replace(b"\r\x1b[K", b"")
        self.assertNotIn(b"\x1b", progress_free)
        self.assertNotIn(b"\x07", progress_free)
        self.assertIn(b"evil", progress_free)


if __name__ == "__main__":
    unittest.main()
