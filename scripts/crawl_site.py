"""Generated sites on loopback addresses, for crawls that are measured or killed.

Host N is 127.0.1.N, all on one port. Page I of a host is /page/I: an article of its own words, with ETag and
Last-Modified; / links to all of them, /sitemap.xml lists them and robots.txt names it. Each night every tenth page
changes. What was asked for is counted by the server itself.

  crawl_site.py --hosts 20 --pages 250 [--delay MS]    serves until its standard input ends; prints its port

The page /ctl/night?N begins night N, /ctl/counts tells the counts and /ctl/reset sets them to nothing.
"""
import argparse
import asyncio
import collections
import json
import sys
import threading

VOICES = ("The harbour office", "A speaker of the council", "The weather service", "The museum", "The school board")
DEEDS = ("said that the winter timetable stays as it was", "asked for two more weeks", "published its figures for March",
         "will open the north hall to visitors", "wants to repair the old bridge by summer")
REASONS = ("because the crews had asked for it", "although the cost had been disputed", "since the rains came early",
           "after a long debate in the town hall", "as had been agreed in the spring")
CHANGED_PART = 10  # one page of so many changes in a night


def host_address(number):
    return f"127.0.1.{number + 1}"


def version(page, night):
    return sum((page + earlier) % CHANGED_PART == 0 for earlier in range(1, night + 1))


def marker(host, page, night):
    """A word that stands in this version of this page and nowhere else."""
    return f"Lot{host}x{page}x{version(page, night)}"


def article(host, page, night):
    word = marker(host, page, night)
    paragraphs = []
    for i in range(8):
        n = page * 31 + i * 7 + host
        voice, deed, reason = VOICES[n % 5], DEEDS[n // 5 % 5], REASONS[n // 25 % 5]
        paragraphs.append(f"<p>{voice} {deed}, {reason}, in the matter of {word} number {n}. People who live near the "
                          f"place were pleased, and some of them wrote to the paper on page {i + 1}.</p>")
    menu = "".join(f"<li><a href=/page/{i}>Section {i}</a></li>" for i in range(20))
    return (f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{word}</title></head><body><ul>{menu}</ul>"
            f"<article><h1>The matter of {word}</h1>{''.join(paragraphs)}</article><footer>Imprint</footer></body></html>")


class Site:
    def __init__(self, hosts, pages, delay_ms=0):
        self.hosts, self.pages, self.delay = hosts, pages, delay_ms / 1000
        self.night = 1
        self.port = 0
        self.reset()

    def reset(self):
        self.counts = collections.Counter()
        self.paths = collections.Counter()
        self.open = collections.Counter()
        self.most_at_once = 0

    def seeds(self):
        return "".join(f"http://{host_address(host)}:{self.port}/page/{page}\n"
                       for page in range(self.pages) for host in range(self.hosts))

    def front_pages(self):
        return "".join(f"http://{host_address(host)}:{self.port}/ max-pages={self.pages}\n" for host in range(self.hosts))

    def permissions(self):
        return [word for host in range(self.hosts) for word in ("--allow-net", f"{host_address(host)}:{self.port}")]

    def answer(self, host, path, conditions):
        """(status, headers, body)"""
        if path.startswith("/ctl/"):
            return 200, "", self.control(path)
        self.counts["requests"] += 1
        self.paths[f"{host}{path}"] += 1
        if path == "/robots.txt":
            return 200, "", f"Sitemap: http://{host_address(host)}:{self.port}/sitemap.xml\n"
        if path == "/sitemap.xml":
            base = f"http://{host_address(host)}:{self.port}/page/"
            return 200, "", "<urlset>" + "".join(f"<url><loc>{base}{i}</loc></url>" for i in range(self.pages)) + "</urlset>"
        number = path.removeprefix("/page/")
        if path != "/" and not (number.isdigit() and int(number) < self.pages):
            return 404, "", ""
        page = self.pages if path == "/" else int(number)
        tag = f'"{version(page, self.night)}"'
        headers = f"ETag: {tag}\r\nLast-Modified: Tue, 03 Mar 2026 10:00:00 GMT\r\n"
        self.counts["conditional"] += "if-none-match" in conditions
        if conditions.get("if-none-match") == tag:
            self.counts["not_modified"] += 1
            return 304, headers, ""
        self.counts["bodies"] += 1
        return 200, headers, article(host, page, self.night)

    def control(self, path):
        if path.startswith("/ctl/night?"):
            self.night = int(path.split("?")[1])
        if path == "/ctl/reset":
            self.reset()
        again = sum(count - 1 for count in self.paths.values())
        return json.dumps({**self.counts, "again": again, "most_at_once": self.most_at_once})


class Connection(asyncio.Protocol):
    def __init__(self, site):
        self.site, self.received, self.chain = site, b"", None

    def connection_made(self, transport):
        self.transport = transport
        self.host = int(transport.get_extra_info("sockname")[0].rsplit(".", 1)[1]) - 1

    def data_received(self, data):
        self.received += data
        while b"\r\n\r\n" in self.received:
            head, self.received = self.received.split(b"\r\n\r\n", 1)
            lines = head.decode("latin-1").split("\r\n")
            conditions = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
            site = self.site
            site.open[self.host] += 1
            site.most_at_once = max(site.most_at_once, site.open[self.host])
            answer = site.answer(self.host, lines[0].split(" ")[1], conditions)
            if site.delay:
                asyncio.get_running_loop().call_later(site.delay, self.reply, answer)
            else:
                self.reply(answer)

    def reply(self, answer):
        status, headers, body = answer
        self.site.open[self.host] -= 1
        body = body.encode()
        length = "" if status == 304 else f"Content-Length: {len(body)}\r\n"
        self.transport.write(f"HTTP/1.1 {status} .\r\nContent-Type: text/html\r\n{headers}{length}\r\n".encode() + body)


async def serve(site, ready):
    loop = asyncio.get_running_loop()
    for host in range(site.hosts):
        server = await loop.create_server(lambda: Connection(site), host_address(host), site.port)
        site.port = site.port or server.sockets[0].getsockname()[1]
    ready.set()
    await asyncio.Event().wait()


def start(site):
    """Serves from a thread of this process until that ends."""
    ready = threading.Event()
    threading.Thread(target=lambda: asyncio.run(serve(site, ready)), daemon=True).start()
    if not ready.wait(20):
        raise RuntimeError("the sites cannot be served")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hosts", type=int, default=20)
    parser.add_argument("--pages", type=int, default=250, help="of each host")
    parser.add_argument("--delay", type=int, default=0, metavar="MS", help="before each answer")
    arguments = parser.parse_args()
    site = Site(arguments.hosts, arguments.pages, arguments.delay)
    start(site)
    print(site.port, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
