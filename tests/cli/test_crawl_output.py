"""What a crawl leaves beside its rows, and which pages it takes: saved pages, files of articles, filters."""

import gzip
import json
import re
import unittest

from command import page
from crawling import CrawlTest


class SavedPages(CrawlTest):
    def test_saved_pages_are_gzip_members_of_a_record_each_and_give_the_same_text_again(self):
        self.server.answer("/packed", gzip.compress(page("quay").encode()), Content_Encoding="gzip")
        self.seeds("/ok", "/packed", "/missing")
        self.crawl("--save-pages", "-H", "Authorization: Basic c2VjcmV0")
        (file,) = (self.folder / "out").glob("*.warc.gz")
        self.assertRegex(file.name, r"^pages-\d{4}-\d\d-\d\d\.warc\.gz$")
        packed = file.read_bytes()
        starts = [match.start() for match in re.finditer(rb"\x1f\x8b\x08", packed)]
        kinds = []
        for begin, end in zip(starts, starts[1:] + [len(packed)], strict=True):
            record = gzip.decompress(packed[begin:end]).decode()
            self.assertTrue(record.startswith("WARC/1.1\r\n"))
            kinds.append(re.search(r"WARC-Type: (\w+)", record)[1])
        self.assertEqual(kinds, ["warcinfo"] + ["response", "request"] * 2)
        self.assertNotIn(b"c2VjcmV0", gzip.decompress(packed))
        again = {row["url"]: row["text"] for row in self.run_lubb(file, "-f", "jsonl").rows}
        first = {row["url"]: row["text"] for row in self.state("export").rows}
        self.assertEqual(len(again), 2)
        self.assertEqual(again, first)

    def test_what_stands_behind_the_last_page_that_counts_is_cut_off(self):
        self.seeds("/ok")
        self.crawl("--save-pages")
        (file,) = (self.folder / "out").glob("*.warc.gz")
        whole = file.read_bytes()
        file.write_bytes(whole + whole[:100])
        self.seeds("/ok", "/ok-2")
        self.crawl("--save-pages")
        self.assertTrue(file.read_bytes().startswith(whole))
        self.assertEqual(len(self.run_lubb(file, "-f", "jsonl").rows), 3)


class ArticleFiles(CrawlTest):
    def files(self):
        root = self.folder / "out"
        return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file() and path.suffix != ".jsonl")

    def test_each_article_is_a_file_named_by_the_template(self):
        self.seeds("/ok/news/a", "/ok/news/", "/missing")
        self.crawl("--output-template", "sites/{path}", "--format", "markdown", "--with-metadata")
        names = self.files()
        self.assertEqual(len(names), 2)
        self.assertEqual(names[1], "sites/ok/news/a.md")
        self.assertRegex(names[0], r"^sites/ok/news-[0-9a-f]{8}\.md$")
        self.assertIn("title: \"A story\"", (self.folder / "out" / names[1]).read_text())

    def test_no_address_leads_out_of_the_folder_or_into_the_way_of_another(self):
        self.seeds("/ok/..%2f..%2fevil", "/ok/..%5c..%5cevil2", "/ok/%00%1b/x", "/ok/a.txt/b", "/ok/a", "/ok/" + "x" * 400)
        figures = self.figures("--output-template", "{path}")
        self.assertEqual(figures["ok"], 6)
        names = self.files()
        self.assertEqual(len(names), 6, names)
        for name in names:
            self.assertNotIn("..", name.split("/"))
            self.assertFalse(re.search(r"[\x00-\x1f]", name))
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["out", "s", "seeds"])

    def test_a_file_of_a_row_and_none_of_a_text_that_is_there_already(self):
        for path in ("/a", "/b"):
            self.server.answer(path, page("quay"))
        self.seeds("/a", "/b", "/ok")
        self.crawl("--output-template", "{path}", "--format", "json")
        names = self.files()
        self.assertEqual(len(names), 2)
        for name in names:
            row = json.loads((self.folder / "out" / name).read_text())
            self.assertEqual(row["url"], self.server.url("/" + name.removesuffix(".json")))

    def test_templates_that_cannot_be_meant_are_wrong_usage(self):
        self.seeds("/ok")
        for template in ("../{path}", "/abs/{path}", "{host}", "{nothing}{path}", "{path}/"):
            self.assertEqual(self.crawl("--output-template", template).code, 2, template)
        self.assertEqual(self.crawl("--format", "text").code, 2)


class Choice(CrawlTest):
    def feed(self, *paths):
        items = "".join(f"<item><link>{self.server.url(path)}</link></item>" for path in paths)
        self.server.answer("/feed", f"<rss><channel>{items}</channel></rss>", Content_Type="application/rss+xml")

    def test_filters_hold_for_what_is_found_and_the_blacklist_for_all(self):
        self.feed("/ok/news/1", "/ok/tag/2", "/ok/news/tag/3", "/ok/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/4")
        self.seeds("/feed", "/ok/seed", "/ok/tag/seed")
        self.write("blacklist", f"# no tags\n{self.server.host}/ok/tag/\nhttp://{self.server.host}/ok/news/tag\n")
        figures = self.figures("--url-filter", "/news/", "--url-filter", "أخبار|nothing", "--blacklist", "blacklist")
        self.assertEqual((figures["ok"], figures["skipped"]), (3, 1))
        wanted = ["/ok/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/4", "/ok/news/1", "/ok/seed"]
        self.assertEqual(sorted(path for path, status in self.rows().items() if status == "ok"), wanted)
        self.assertEqual(self.rows()["/ok/tag/seed"], "skipped")
        self.assertEqual(self.server.asked("/ok/tag/seed"), 0)

    def test_filters_that_cannot_be_read_are_wrong_usage(self):
        self.seeds("/ok")
        self.assertEqual(self.crawl("--url-filter", "(").code, 2)
        self.assertEqual(self.crawl("--blacklist", "missing").code, 2)
        self.write("blacklist", "\nhttp://[::1\n")
        self.assertIn("blacklist:2:", self.crawl("--blacklist", "blacklist").err)

    def test_a_front_page_leads_to_the_sitemaps_of_robots_txt_and_to_its_feeds(self):
        self.server.answer("/robots.txt", "Sitemap: " + self.server.url("/map.xml"), Content_Type="text/plain")
        self.server.answer("/map.xml", f"<urlset><url><loc>{self.server.url('/ok/mapped')}</loc></url></urlset>")
        self.feed("/ok/fed")
        links = '<link rel=alternate type="application/rss+xml" href=/feed>'
        self.server.answer("/", page("front", head=links) + "<a href=/ok/linked>x</a>")
        self.server.answer("/section", page("section") + "<a href=/ok/linked>x</a>")
        self.seeds("/")
        self.crawl()
        self.assertEqual(set(self.rows()), {"/", "/ok/mapped", "/ok/fed"})
        self.seeds("/ok", "/section follow=1")
        self.crawl()
        self.assertIn("/ok/linked", self.rows())

    def test_a_seed_bounds_what_it_leads_to_in_a_night_and_its_delay_holds_there(self):
        self.feed(*(f"/ok/{i}" for i in range(9)))
        self.seeds("/feed max-pages=4")
        self.assertEqual(self.figures()["ok"], 4)
        self.assertEqual(self.figures()["ok"], 4)

    def test_a_rehearsal_says_what_is_left_out_and_why(self):
        self.seeds("/ok", "/feed")
        self.write("blacklist", self.server.host + "/feed")
        result = self.crawl("--dry-run", "--blacklist", "blacklist")
        self.assertIn("/feed: left out by the blacklist", result.err)
        self.assertIn("/ok: a seed", result.err)


class Patience(CrawlTest):
    def test_a_busy_host_is_asked_again_when_it_said_so(self):
        self.server.answer("/busy", "", 429, Retry_After="1")
        self.server.answer("/busy", page("quay"))
        self.server.answer("/broken", "", 500)
        self.seeds("/busy", "/broken", "/missing")
        figures = self.figures()
        self.assertEqual((figures["ok"], figures["error"]), (1, 2))
        self.assertEqual((self.server.asked("/busy"), self.server.asked("/missing")), (2, 1))
        self.assertEqual(self.server.asked("/broken"), 3)
        self.assertEqual(figures["retries"], 3)

    def test_a_host_that_wants_to_be_left_alone_for_hours_waits_for_the_next_night(self):
        self.server.answer("/busy", "", 503, Retry_After="7200")
        self.seeds("/busy", "/ok")
        figures = self.figures()
        self.assertEqual((figures["hosts_postponed"], figures["due"]), (1, 1))
        self.assertEqual(self.server.asked("/ok"), 0)

    def test_a_night_that_takes_too_long_goes_on_the_next_time(self):
        self.seeds("/ok", "/slow", "/ok-2")
        result = self.crawl("--max-run-time", "1")
        self.assertEqual(result.code, 0)
        self.assertIn("--max-run-time", result.err)
        self.assertEqual(self.figures("--timeout", "1")["interrupted"], False)
        self.assertEqual(self.server.asked("/ok"), 1)
        self.assertEqual(self.rows()["/ok-2"], "ok")


if __name__ == "__main__":
    unittest.main()
