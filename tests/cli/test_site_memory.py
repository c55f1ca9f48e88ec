"""What is remembered of a site: blocks that many of its pages have, and what its pages are usually like."""

import http.server
import json
import socket
import threading
import unittest

from command import CommandTest, Handler

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


if __name__ == "__main__":
    unittest.main()
