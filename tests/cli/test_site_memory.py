"""What is remembered of a site: blocks that many of its pages have, and what its pages are usually like."""

import http.server
import json
import os
import socket
import threading
import unittest

from command import CommandTest, Handler
from test_warc import record

PAGES = 14
PROMOTION = "Our readers make this work possible, so please think about a small gift to the paper today."
CITIES = "Aleppo Basra Cairo Damascus Essaouira Fez Gaza Homs Irbid Jeddah Khartoum Latakia Mosul Nablus".split()


def story(number, edition=0):
    """A page with an article of its own, in which the site's promotion stands."""
    city, neighbour = CITIES[number % PAGES], CITIES[(number + 3) % PAGES]
    paragraphs = [
        f"<p>The council of {city} met on day {place + edition} and heard what the people of {neighbour} had to say about "
        f"the bridge, school {place * number} and the old market beside the river, which was built in {1900 + number}.</p>"
        for place in range(6)
    ]
    paragraphs.insert(3, f"<p>{PROMOTION}</p>")
    title = f"What {city} wants of {neighbour}"
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title></head><body>"
        f"<article><h1>{title}</h1>{''.join(paragraphs)}</article></body></html>"
    )


def wall(number):
    """The same page after the site's template has changed: next to nothing is left."""
    return f"<!doctype html><html><head><title></title></head><body><p>Story {CITIES[number]} is for members.</p></body></html>"


class SiteHandler(Handler):
    def do_GET(self):
        if self.path == "/robots.txt":
            return self.reply(b"", 404)
        if self.path == "/gone":
            return self.reply(b"", 404)
        self.reply(self.server.make(int(self.path.rsplit("/", 1)[1])).encode())


class Crawl(CommandTest):
    def setUp(self):
        super().setUp()
        self.site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), SiteHandler)
        self.site.make = story
        self.site.requests = []
        threading.Thread(target=self.site.serve_forever, daemon=True).start()
        self.addCleanup(self.site.server_close)
        self.addCleanup(self.site.shutdown)
        self.host = f"127.0.0.1:{self.site.server_port}"

    def night(self, make=story, pages=PAGES, *more):
        self.site.make = make
        self.write("seeds", "".join(f"http://{self.host}/{number}\n" for number in range(pages)))
        return self.run_lubb(
            *("crawl", "--state", "state.sqlite", "--seeds", "seeds", "--output-dir", "out", "--delay", "0"),
            *("--allow-net", self.host, "--stats", *more),
        )

    def rows(self):
        (file,) = (self.folder / "out").iterdir()
        return [json.loads(line) for line in file.read_text().splitlines()]

    def test_what_all_pages_had_last_night_is_left_out_of_a_new_page(self):
        self.night()
        first = self.rows()
        self.assertTrue(all(PROMOTION in row["text"] for row in first), "in the first night nothing is known")
        self.night(lambda number: story(number, edition=number == 5))
        second = self.rows()[len(first):]
        changed = [row for row in second if row["status"] == "ok"]
        self.assertEqual([row["id"][-2:] for row in changed], ["/5"], "the same bytes are unchanged")
        self.assertNotIn(PROMOTION, changed[0]["text"])
        self.assertEqual(changed[0]["text"].count("The council"), 6)

    def test_without_the_memory_every_night_is_as_the_first(self):
        self.night(story, PAGES, "--no-site-memory")
        self.night(lambda number: story(number, edition=1), PAGES, "--no-site-memory")
        self.assertTrue(all(PROMOTION in row["text"] for row in self.rows()))

    def test_a_template_that_changes_in_the_third_night_is_named(self):
        self.night()
        second = self.night(lambda number: story(number, edition=1), PAGES, "--fail-on", "any")
        self.assertEqual((second.code, json.loads(second.err.splitlines()[-1])["drift"]), (0, []))
        third = self.night(wall, PAGES, "--fail-on", "drift")
        self.assertEqual(third.code, 1)
        (drift,) = json.loads(third.err.splitlines()[-1])["drift"]
        self.assertEqual(drift["host"], f"http://{self.host}")
        self.assertEqual({change["figure"] for change in drift["changes"]}, {"words", "untitled"})
        self.assertIn(f"http://{self.host}: ", third.err)
        self.assertIn("--fail-on drift", third.err)

    def test_a_host_out_of_line_is_named_without_making_the_night_fail(self):
        for edition in range(2):
            self.night(lambda number, edition=edition: story(number, edition))
        third = self.night(wall)
        self.assertEqual(third.code, 0)
        self.assertIn("drift", third.err)
        self.assertEqual(len(self.night(wall, PAGES, "--quiet").err.splitlines()), 1, "the figures of --stats alone")

    def test_a_site_that_only_adds_pages_is_not_named(self):
        for night in range(4):
            result = self.night(story, PAGES + 10 * night, "--fail-on", "drift")
            figures = json.loads(result.err.splitlines()[-1])
            self.assertEqual((result.code, figures["drift"]), (0, []))

    def test_a_night_fails_for_errors_where_that_is_asked_for_but_not_for_pages_that_are_gone(self):
        with socket.create_server(("127.0.0.1", 0)) as closed:
            nobody = closed.getsockname()[1]
        self.write("seeds", f"http://{self.host}/1\nhttp://127.0.0.1:{nobody}/x\n")
        arguments = (
            *("crawl", "--state", "state.sqlite", "--output-dir", "out", "--delay", "0"),
            *("--allow-net", "127.0.0.1", "--timeout", "2"),
        )
        self.assertEqual(self.run_lubb(*arguments, "--seeds", "seeds").code, 0)
        failed = self.run_lubb(*arguments, "--seeds", "seeds", "--fail-on", "errors", "--quiet")
        self.assertEqual(failed.code, 1)
        self.assertIn("1 pages failed", failed.err)
        self.write("seeds", f"http://{self.host}/1\nhttp://{self.host}/gone\n")
        self.assertEqual(self.run_lubb(*arguments, "--seeds", "seeds", "--fail-on", "errors").code, 0)


class Clean(CommandTest):
    def setUp(self):
        super().setUp()
        for number in range(PAGES):
            self.write(f"in/{number:02}.html", story(number))

    def texts(self, *arguments):
        return {row["id"]: row["text"] for row in self.run_lubb("-f", "jsonl", *arguments).rows}

    def test_what_all_pages_of_a_folder_have_is_left_out(self):
        without, found = self.texts("in"), self.texts("in", "--site-memory")
        self.assertEqual(len(found), PAGES)
        for name, text in found.items():
            self.assertNotIn(PROMOTION, text)
            self.assertEqual(without[name].replace(PROMOTION + "\n\n", ""), text)

    def test_threads_and_order_make_no_difference(self):
        names = sorted(path.relative_to(self.folder) for path in (self.folder / "in").iterdir())
        forwards = self.texts("--site-memory", "--jobs", "1", *names)
        backwards = self.texts("--site-memory", "--jobs", "4", *reversed(names))
        self.assertEqual(forwards, backwards)
        self.assertEqual(forwards, self.texts("--site-memory", "in"))

    def test_few_pages_are_read_as_without(self):
        for number in range(9, PAGES):
            (self.folder / f"in/{number:02}.html").unlink()
        self.assertEqual(self.run_lubb("in").out, self.run_lubb("in", "--site-memory").out)

    def test_rows_are_of_the_site_of_their_address(self):
        rows = [{"id": str(n), "url": f"https://{'www.' * (n % 2)}a.example/{n}", "html": story(n)} for n in range(PAGES)]
        rows += [{"id": f"b{n}", "url": f"https://b.example/{n}", "html": story(n)} for n in range(4)]
        self.write("rows.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
        texts = self.texts("rows.jsonl", "--site-memory")
        self.assertEqual({name for name, text in texts.items() if PROMOTION in text}, {"b0", "b1", "b2", "b3"})

    def test_records_of_an_archive_are_of_the_site_of_their_address(self):
        self.write("pages.warc", b"".join(record(number, story(number)) for number in range(PAGES)))
        texts = self.texts("pages.warc", "--site-memory")
        self.assertEqual(len(texts), PAGES)
        self.assertFalse(any(PROMOTION in text for text in texts.values()))

    def test_pages_of_two_sites_in_one_folder_are_told_apart_by_the_address_they_give(self):
        link = "<link rel=canonical href=https://{}.example/{}>"
        for number in range(PAGES):
            site = "few" if number < 4 else "many"
            page = story(number).replace("</head>", link.format(site, number) + "</head>")
            self.write(f"in/{number:02}.html", page)
        kept = [PROMOTION in text for text in self.texts("in", "--site-memory").values()]
        self.assertEqual(kept, [number < 4 for number in range(PAGES)])

    def test_explain_looks_at_the_folder_of_the_page(self):
        self.assertNotIn("pages of this host", self.run_lubb("explain", "in/03.html").out)
        self.assertIn("seen on 14 of 14 pages of this host", self.run_lubb("explain", "in/03.html", "--site-memory").out)

    def test_what_cannot_be_read_twice_is_wrong_usage(self):
        os.mkfifo(self.folder / "pipe")
        for inputs in (["-"], [], ["pipe"], ["http://a.example/"], ["--input-format", "urls", "in/00.html"]):
            result = self.run_lubb("--site-memory", *inputs)
            self.assertEqual(result.code, 2)
            self.assertIn("--site-memory reads its input twice", result.err)


if __name__ == "__main__":
    unittest.main()
