"""The command under ThreadSanitizer: no two threads touch the same memory unordered, whatever ends the run.

Run by the preset tsan only; another build of the command could not see a race.
"""

import pathlib
import signal
import subprocess
import unittest

from command import LUBB, REPOSITORY
from crawling import CrawlTest
from test_site_memory import PAGES, story

PAGE_COUNT = 60  # enough for eight threads to meet; a page costs some ten times what it costs otherwise
JOBS = ("--jobs", "8")


def why_not():
    """Why nothing can be seen here, or nothing."""
    if b"__tsan_init" not in pathlib.Path(LUBB).read_bytes():
        return "the command is not built with ThreadSanitizer"
    said = subprocess.run([LUBB, "--version"], capture_output=True, text=True).stderr
    return "ThreadSanitizer cannot run on this kernel" if "FATAL: ThreadSanitizer" in said else ""


@unittest.skipIf(why_not(), why_not())
class Races(CrawlTest):
    def pages(self):
        for number in range(PAGE_COUNT):
            self.write(f"pages/{number}.html", story(number % PAGES, number))
        return "pages"

    def sound(self, *arguments):
        """Runs to its end; gives the result."""
        result = self.run_lubb(*arguments, timeout=120)
        self.assertNotIn("ThreadSanitizer", result.err)
        return result

    def broken_off(self, end, *arguments):
        """Runs until it has printed a line, then does end(process); gives its exit status."""
        process = self.start_lubb(*arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdout.read(1)
        end(process)
        said = process.stderr.read().decode()
        self.assertNotIn("ThreadSanitizer", said)
        return process.wait(60)

    def test_pages_of_a_folder_come_out_in_order(self):
        result = self.sound("clean", *JOBS, "--comments", self.pages(), REPOSITORY / "fixtures/hostile")
        names = [row["id"] for row in result.rows if row["id"].startswith("pages")]
        self.assertEqual(names, sorted(names))
        self.assertEqual(len(names), PAGE_COUNT)

    def test_pages_go_to_files_of_their_own(self):
        self.assertEqual(self.sound("clean", *JOBS, "-f", "tei", "--output-dir", "out", self.pages()).code, 0)
        self.assertEqual(len(list((self.folder / "out").iterdir())), PAGE_COUNT)

    def test_a_site_is_remembered(self):
        self.assertEqual(len(self.sound("clean", *JOBS, "--site-memory", self.pages()).rows), PAGE_COUNT)

    def test_a_signal_ends_the_run(self):
        code = self.broken_off(lambda process: process.send_signal(signal.SIGTERM), "clean", *JOBS, *[self.pages()] * 20)
        self.assertEqual(code, 128 + signal.SIGTERM)

    def test_a_reader_that_leaves_ends_the_run(self):
        self.assertEqual(self.broken_off(lambda process: process.stdout.close(), "clean", *JOBS, *[self.pages()] * 20), 0)

    def test_addresses_are_fetched_side_by_side(self):
        self.write("list", "".join(self.server.url(f"/ok{number}") + "\n" for number in range(20)))
        arguments = ("clean", *JOBS, "--allow-net", self.server.host, "--input-format", "urls", "list")
        self.assertEqual(set(self.sound(*arguments).statuses.values()), {"ok"})

    def nightly(self):
        self.seeds(*(f"/ok{number}" for number in range(PAGE_COUNT)), "/redirect", "/loop", "/gzip-cut", "/pdf", "/missing")
        return (*self.arguments(), "--per-host", "8", *JOBS)

    def test_a_crawl_extracts_while_it_fetches(self):
        self.sound(*self.nightly(), "--save-pages")
        self.assertGreaterEqual(list(self.rows().values()).count("ok"), PAGE_COUNT)
        self.sound(*self.nightly(), "--save-pages")  # the second night knows the pages and the site

    def test_a_signal_ends_a_crawl(self):
        self.server.answer("/robots.txt", "", 404)
        process = self.start_lubb(*self.nightly(), stderr=subprocess.PIPE)
        self.wait_for(lambda: len(self.server.requests) > PAGE_COUNT // 2)
        process.send_signal(signal.SIGINT)
        said = process.stderr.read().decode()
        self.assertNotIn("ThreadSanitizer", said)
        self.assertIn(process.wait(60), (0, 128 + signal.SIGINT))


if __name__ == "__main__":
    unittest.main()
