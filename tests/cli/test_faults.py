"""What the system does to a run: no memory, no room, broken reads, odd names. Each gets a word and a status, never silence."""

import gzip
import json
import os
import pathlib
import signal
import subprocess
import sys
import unittest

from command import LUBB, CommandTest, is_sanitized, page

# A library to be preloaded (tests/support/fail_allocation.cpp); not there in a sanitized build.
FAIL_ALLOCATION = os.environ.get("LUBB_FAIL_ALLOCATION")
DENSE, SPARSE = 24, 40  # allocations that are tried: so many first ones, and so many spread over the rest
FLAT = 6 << 20  # bytes that memory may differ by between few files and many


class Memory(CommandTest):
    def run_with(self, variable, value, *arguments):
        environment = self.environment({"LD_PRELOAD": FAIL_ALLOCATION, variable: str(value)})
        return subprocess.run([LUBB, *arguments], cwd=self.folder, env=environment, capture_output=True, timeout=60)

    def check(self, done, wanted, what):
        self.assertIn(done.returncode, (0, 1, 2, 3, 74), (what, done.stderr))
        if done.returncode == 0:
            self.assertEqual(done.stdout, wanted, what)
        else:
            self.assertTrue(done.stderr.strip(), what)
        for line in done.stdout.splitlines():
            json.loads(line)

    def test_any_allocation_may_fail(self):
        if not FAIL_ALLOCATION:
            self.skipTest("no library that fails allocations in this build")
        inputs = ["-f", "jsonl", "page.html", "rows.jsonl", "text.txt.gz"]
        self.write("page.html", page())
        self.write("rows.jsonl", json.dumps({"id": "x", "html": page()}) + "\n")
        self.write("text.txt.gz", gzip.compress(b"It rained all day in the town, the office said on Monday.\n" * 9))
        done = self.run_with("LUBB_COUNT_TO", self.folder / "count", *inputs)
        self.assertEqual(done.returncode, 0)
        total = int((self.folder / "count").read_text())
        self.assertGreater(total, 1000)
        for number in [*range(1, DENSE), *range(DENSE, total, max(1, total // SPARSE))]:
            self.check(self.run_with("LUBB_FAIL_AT", number, *inputs), done.stdout, f"allocation {number}")
            if number % 3 == 0:
                self.check(self.run_with("LUBB_FAIL_FROM", number, *inputs), done.stdout, f"from allocation {number}")

    def test_little_memory_is_an_error_of_the_page_that_needs_it(self):
        if not FAIL_ALLOCATION:
            self.skipTest("sanitizers need more address space")
        self.write("pages/a.html", page("first"))
        self.write("pages/b.html", page("second") + "<p>It rained. <b>x</b>" * 2_000_000)
        self.write("pages/c.html", page("third"))
        done = subprocess.run(["sh", "-c", f"ulimit -v 240000; exec '{LUBB}' -j 1 pages"], cwd=self.folder, capture_output=True)
        self.assertIn(done.returncode, (1, 3, 74), done.stderr)
        self.assertTrue(done.stderr.strip())
        statuses = {row["id"]: row["status"] for row in map(json.loads, done.stdout.splitlines())}
        self.assertEqual(statuses, {"pages/a.html": "ok", "pages/b.html": "error", "pages/c.html": "ok"})

    def peak(self, folder):
        process = subprocess.Popen([LUBB, "-j", "2", folder], cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
        return usage.ru_maxrss << 10

    @unittest.skipIf(is_sanitized(), "a sanitizer keeps what was freed")
    def test_memory_does_not_grow_with_the_number_of_files(self):
        for i in range(4000):
            self.write(f"{'few' if i < 400 else 'many'}/{i % 7}/{i}.html", "<p>It rained all day in the town.</p>")
        self.assertLess(self.peak("many"), self.peak("few") + FLAT)


class Files(CommandTest):
    def test_a_file_that_breaks_while_it_is_read_is_an_error_of_its_own(self):
        self.write("page.html", page())
        result = self.run_lubb("-f", "jsonl", "/proc/self/mem", "page.html")  # reading it at 0 is EIO
        self.assertEqual([row["status"] for row in result.rows], ["error", "ok"])
        self.assertEqual(result.rows[0]["error"]["kind"], "io")
        self.assertIn("/proc/self/mem", result.err)

    def test_names_of_any_bytes_are_read_and_told_on_one_line(self):
        names = [b"new\nline.html", b"esc\x1b[31m.html", b"bad\xff.html", b"-rf.html", b"..%2f..%2fx.html", b" .html", "نص.html".encode()]
        for name in names:
            self.write(os.path.join("pages", os.fsdecode(name)), page())
        result = self.run_lubb("-v", "pages")
        self.assertEqual(sorted(result.statuses.values()), ["ok"] * len(names))
        self.assertNotIn("\x1b", result.out + result.err)
        self.assertEqual(self.run_lubb("-f", "text", "--output-dir", "out", "pages").code, 0)
        written = os.listdir(os.fsencode(self.folder / "out"))
        self.assertEqual(len(written), len(names))
        for name in written:
            self.assertNotRegex(name.decode("utf-8"), r"[\x00-\x1f/]|^\.")

    def test_links_of_folders_make_no_endless_walk(self):
        self.write("pages/a/page.html", page())
        (self.folder / "pages/a/up").symlink_to("..")
        (self.folder / "pages/a/self").symlink_to("self")
        (self.folder / "pages/zero.html").symlink_to("/dev/zero")
        (self.folder / "pages/password.html").symlink_to("/etc/passwd")
        result = self.run_lubb("pages")
        self.assertEqual([row["id"] for row in result.rows if row["status"] == "ok"], ["pages/a/page.html"])
        self.assertNotIn("root:", result.out)

    def test_a_full_disk_is_told_and_leaves_no_half_file(self):
        if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", self.write("disk/x", "").parent], capture_output=True).returncode:
            self.skipTest("needs to mount a small disk")
        self.addCleanup(subprocess.run, ["umount", "-l", self.folder / "disk"])
        self.write("page.html", page() + "<p>It rained all day in the town, and nobody went out.</p>" * 3000)
        for arguments in (["-o", "disk/out.txt"], ["--output-dir", "disk", "-f", "text"]):
            result = self.run_lubb("page.html", *arguments)
            self.assertEqual(result.code, 74)
            self.assertIn("disk", result.err)
            self.assertEqual(os.listdir(self.folder / "disk"), [])


class Signals(CommandTest):
    @staticmethod
    def catches(process, number):
        status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
        return int(status.split("SigCgt:")[1].split()[0], 16) >> (number - 1) & 1

    def test_a_fault_of_the_program_is_told_before_it_ends(self):
        if not FAIL_ALLOCATION:
            self.skipTest("sanitizers have a handler of their own")
        for number in (signal.SIGSEGV, signal.SIGBUS):
            process = self.start_lubb("-", stdin=subprocess.PIPE, stderr=subprocess.PIPE)
            self.wait_for(lambda: self.catches(process, number))
            process.send_signal(number)
            # Sent from outside there is no instruction to fail again.
            self.assertIn(b"a fault in the program", process.stderr.readline())


if __name__ == "__main__":
    sys.exit(unittest.main())
