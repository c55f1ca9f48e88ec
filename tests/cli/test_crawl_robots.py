"""robots.txt in a crawl: what each kind of file, or of failure, lets be fetched."""

import threading
import time
import unittest

from command import CommandTest, Handler, QuietServer, page

PATHS = ("/p/a", "/private/a", "/p/x.php", "/p/x.php5")
RULES = b"User-agent: *\nDisallow: /private\n"

# name of the host -> (status, body or where to, pages that must be fetched, pages that must not be)
KINDS = {
    "missing": (404, b"", "/p/a /private/a", ""),
    "forbidden": (403, b"", "/p/a /private/a", ""),
    "broken": (500, b"", "", "/ /p/a /private/a"),
    "busy": (503, b"", "", "/ /p/a"),
    "empty": (200, b"", "/p/a /private/a", ""),
    "html": (200, b"<!doctype html><p>Disallow: nothing", "/p/a /private/a", ""),
    "all": (200, b"User-agent: *\nDisallow: /\n", "", "/ /p/a"),
    "rules": (200, RULES, "/p/a", "/private/a"),
    "bom": (200, b"\xef\xbb\xbf" + RULES, "/p/a", "/private/a"),
    "cr": (200, RULES.replace(b"\n", b"\r"), "/p/a", "/private/a"),
    "nul": (200, b"\0\0\n" + RULES, "/p/a", "/private/a"),
    "latin1": (200, b"Disallow: /\xe9\n" + RULES, "/p/a", "/private/a"),
    "longest": (200, b"User-agent: *\nDisallow: /p\nAllow: /p/a\n", "/p/a", "/p/x.php"),
    "wildcard": (200, b"User-agent: *\nDisallow: /*.php$\n", "/p/x.php5", "/p/x.php"),
    "groups": (200, b"User-agent: *\nDisallow: /\nUser-agent: LUBB\nDisallow: /private\n", "/p/a", "/private/a"),
    "long-line": (200, b"#" * 100_000 + b"\n" + RULES, "/p/a", "/private/a"),
    "long": (200, RULES + b"#" * 600_000, "/p/a", "/private/a"),
    "stars": (200, b"User-agent: *\nDisallow: /" + b"*a" * 3000 + b"$\n" + b"Disallow: /private\n", "/p/a", "/private/a"),
    "moved": (302, "/real-robots.txt", "/p/a", "/private/a"),
    "inward": (302, "http://127.0.0.9:9/robots.txt", "", "/p/a"),
    "loop": (302, "/robots.txt", "", "/p/a"),
}


class RobotsHandler(Handler):
    def do_GET(self):
        name = self.headers["Host"].split(".")[0]
        self.server.requests.append((name, self.path, time.monotonic(), dict(self.headers)))
        status, content, *_ = KINDS.get(name, (200, b"User-agent: *\nCrawl-delay: 0.4\n"))
        if self.path == "/real-robots.txt":
            self.reply(RULES)
        elif self.path != "/robots.txt":
            links = "".join(f"<a href={path}>x</a>" for path in PATHS)
            self.reply((page(f"word {name} {self.path}") + links).encode())
        elif status == 302:
            self.reply(b"", 302, Location=content)
        else:
            self.reply(content, status, Content_Type="text/plain")


class Robots(CommandTest):
    def setUp(self):
        super().setUp()
        self.server = QuietServer(("127.0.0.1", 0), RobotsHandler)
        self.server.requests = []
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def crawl(self, names, *more):
        hosts = [f"{name}.localhost:{self.server.server_port}" for name in names]
        self.write("seeds", "".join(f"http://{host}/ follow=1\n" for host in hosts))
        permissions = [word for host in hosts for word in ("--allow-net", host)]
        return self.run_lubb(
            *("crawl", "--state", "state", "--seeds", "seeds", "--output-dir", "out", "--delay", "0", *permissions), *more
        )

    def asked(self, name):
        return [path for host, path, *_ in self.server.requests if host == name]

    def test_every_kind_of_file_is_obeyed(self):
        self.assertEqual(self.crawl(KINDS, "--contact", "https://example.org/bot").code, 0)
        for name, (_, _, allowed, forbidden) in KINDS.items():
            asked = self.asked(name)
            with self.subTest(name):
                self.assertEqual(asked[0], "/robots.txt")
                self.assertEqual([path for path in allowed.split() if path not in asked], [])
                self.assertEqual([path for path in forbidden.split() if path in asked], [])
        agents = {headers["User-Agent"] for *_, headers in self.server.requests}
        self.assertEqual(len(agents), 1)
        self.assertRegex(agents.pop(), r"^lubb/[\d.]+ \(\+https://example.org/bot\)$")

    def test_a_delay_that_is_asked_for_is_kept(self):
        self.crawl(["slowly"])
        times = [moment for host, path, moment, _ in self.server.requests if path != "/robots.txt"]
        self.assertGreaterEqual(len(times), 5)
        self.assertGreaterEqual(min(b - a for a, b in zip(times, times[1:])), 0.4)

    def test_it_is_ignored_only_when_that_is_asked_for(self):
        self.crawl(["all"], "--ignore-robots")
        self.assertIn("/private/a", self.asked("all"))
        self.assertNotIn("/robots.txt", self.asked("all"))


if __name__ == "__main__":
    unittest.main()
