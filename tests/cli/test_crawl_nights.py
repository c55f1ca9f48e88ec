"""Whole nights over generated sites: three in a row, killed ones, and ones in bad surroundings. The full size is
`scripts/bench --crawl`."""

import os
import pathlib
import resource
import shutil
import signal
import subprocess
import sys
import time
import types
import unittest

from command import LUBB, REPOSITORY, CommandTest, is_sanitized

sys.path.insert(0, str(REPOSITORY / "scripts"))

import bench_crawl  # noqa: E402

PAGES = 10 * bench_crawl.HOSTS
ARGUMENTS = types.SimpleNamespace(lubb=pathlib.Path(LUBB).absolute(), option=["--jobs", "8"])


class Nights(CommandTest):
    def test_later_nights_fetch_only_what_changed(self):
        results, faults = bench_crawl.nights(ARGUMENTS, PAGES, self.folder / "nights")
        self.assertEqual(faults, [])
        self.assertEqual([bodies for _, bodies, *_ in results], [PAGES, PAGES // 10, PAGES // 10])

    def test_killed_crawls_lose_no_page_and_write_none_twice(self):
        (kills, _, again), faults = bench_crawl.kills(ARGUMENTS, PAGES, 8, self.folder)
        self.assertEqual((kills, faults), (8, []))
        in_memory = 8 + 4 * os.cpu_count() + 8  # on their way, waiting for a worker, not written down yet
        self.assertLessEqual(again, kills * in_memory)


class Surroundings(CommandTest):
    """After each of these the next crawl finishes the night."""

    def setUp(self):
        super().setUp()
        self.sites = bench_crawl.Sites(PAGES // bench_crawl.HOSTS, delay=2).__enter__()
        self.addCleanup(self.sites.__exit__)
        self.crawl = bench_crawl.Crawl(ARGUMENTS, self.sites, self.folder / "crawl")

    def finish(self):
        self.crawl.night()
        self.assertEqual(self.crawl.faults(1), [])
        self.assertEqual(self.crawl.rows_twice(), 0)

    def run_with(self, prepare=None, before=()):
        command = self.crawl.command()
        return subprocess.run([*before, *command], preexec_fn=prepare, capture_output=True, timeout=60)

    def test_a_disk_that_is_full(self):
        limit = 256 << 10  # of any file; a full disk is the same to whoever writes
        result = self.run_with(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        self.assertEqual(result.returncode, 74)
        self.assertTrue(result.stderr)
        self.finish()

    @unittest.skipUnless(os.geteuid() == 0, "needs root to mount a small file system")
    def test_a_file_system_that_is_full(self):
        place = self.folder / "crawl" / "out"
        place.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=96k", "none", place], capture_output=True).returncode:
            self.skipTest("cannot mount")
        self.addCleanup(subprocess.run, ["umount", "-l", place], capture_output=True)
        self.assertEqual(self.run_with().returncode, 74)
        subprocess.run(["mount", "-o", "remount,size=32m", place], check=True)
        self.finish()

    def test_few_files_may_be_open(self):
        result = self.run_with(lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)))
        self.assertEqual(result.returncode, 0, result.stderr)
        self.finish()

    @unittest.skipUnless(os.geteuid() == 0, "root can become somebody who may not write")
    def test_an_output_folder_that_cannot_be_written_to_is_found_before_anything_is_fetched(self):
        self.folder.chmod(0o755)
        (self.folder / "crawl").chmod(0o777)
        (self.folder / "crawl" / "out").mkdir(mode=0o555)
        self.assertEqual(self.run_with(lambda: os.setuid(65534)).returncode, 74)
        self.assertEqual(self.sites.control("counts").get("requests", 0), 0)
        for path in (self.folder / "crawl").glob("state*"):
            path.unlink()
        self.finish()

    @unittest.skipIf(is_sanitized() or not shutil.which("faketime"), "needs faketime, which no sanitizer lets in")
    def test_a_clock_that_is_set_back_and_forth(self):
        for moment in ("+10y", "-1d", "@1970-01-02 00:00:00"):
            self.assertEqual(self.run_with(before=["faketime", "-f", moment]).returncode, 0, moment)
        self.finish()

    def test_an_interrupt_reaches_a_background_job_that_ignores_it(self):
        command = " ".join(f"'{word}'" for word in self.crawl.command())
        shell = subprocess.Popen(["sh", "-c", f"{command} 2>/dev/null & echo $!; wait $!; echo $?"], stdout=subprocess.PIPE)
        self.addCleanup(self.end, shell)
        job = int(shell.stdout.readline())
        self.wait_for(lambda: self.sites.control("counts").get("bodies", 0) > 0)
        begin = time.monotonic()
        os.kill(job, signal.SIGINT)
        self.assertEqual(shell.stdout.readline(), b"130\n")
        self.assertLess(time.monotonic() - begin, 4)
        self.finish()


if __name__ == "__main__":
    unittest.main()
