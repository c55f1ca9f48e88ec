"""What the tests of the verb crawl share: a server, a list of seeds, a state and an output folder."""

import json

from command import CommandTest, Server


class CrawlTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.server = Server()
        self.server.__enter__()
        self.addCleanup(self.server.__exit__)

    def seeds(self, *lines):
        self.write("seeds", "".join(self.server.url(line) + "\n" for line in lines))

    def arguments(self):
        return (
            *("crawl", "--state", "s/state.sqlite", "--seeds", "seeds", "--output-dir", "out", "--delay", "0"),
            *("--allow-net", self.server.host, "--stats"),
        )

    def crawl(self, *more):
        return self.run_lubb(*self.arguments(), *more)

    def figures(self, *more):
        return json.loads(self.crawl(*more).err.splitlines()[-1])

    def state(self, *arguments):
        return self.run_lubb("state", *arguments, "--state", "s/state.sqlite")

    def rows(self):
        """path -> status of the last row"""
        (file,) = (self.folder / "out").glob("*.jsonl")
        rows = [json.loads(line) for line in file.read_text().splitlines()]
        return {row["id"].removeprefix(self.server.url("")): row["status"] for row in rows}
