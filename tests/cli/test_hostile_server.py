"""Every wrong answer of a server comes to a row that says so, for single requests and in a crawl."""

import json
import unittest

from command import CommandTest, is_sanitized
from hostile_server import ANSWERS, MARKER, HostileServer

MEMORY_LIMIT = 300 << 20  # bytes, with all bombs going off at once


class HostileAnswers(CommandTest):
    def setUp(self):
        super().setUp()
        self.server = HostileServer().__enter__()
        self.addCleanup(self.server.__exit__)
        self.addresses = {f"http://{self.server.host}{path}": kinds for path, (kinds, _) in ANSWERS.items()}

    def judge(self, rows):
        self.assertEqual(set(rows), set(self.addresses))
        for address, kinds in self.addresses.items():
            row = rows[address]
            with self.subTest(address):
                if kinds == "page" or (kinds == "either" and row["status"] == "ok"):
                    self.assertEqual(row["status"], "ok", row.get("error"))
                    self.assertIn(MARKER, row["text"])
                elif kinds == "either":
                    self.assertIn(row["status"], ("error", "empty", "skipped"))
                else:
                    self.assertIn(row["status"], ("error", "skipped"))
                    self.assertIn(row["error"]["kind"], kinds.split())
                    self.assertIn(address.split("/", 3)[3], row["error"]["message"])
        self.assertEqual(self.server.inner_hits, 0)

    def test_single_requests(self):
        result = self.run_lubb(
            *("--input-format", "urls", "-f", "jsonl", "--jobs", "32", "--timeout", "3", "--stats", "--max-bytes", "4M"),
            *("--allow-net", self.server.host),
            stdin="\n".join(self.addresses).encode(),
        )
        self.assertEqual(result.code, 1)
        self.judge({row["id"]: row for row in result.rows})
        if not is_sanitized():
            self.assertLess(json.loads(result.err.splitlines()[-1])["peak_rss_bytes"], MEMORY_LIMIT)

    def test_a_crawl(self):
        self.write("seeds", "\n".join(self.addresses))
        result = self.run_lubb(
            *("crawl", "--stats", "--state", "state", "--seeds", "seeds", "--output-dir", "out", "--delay", "0", "--timeout", "3"),
            *("--per-host", "32", "--jobs", "32", "--ignore-robots", "--max-bytes", "4M", "--allow-net", self.server.host),
        )
        self.assertEqual(result.code, 0)
        (file,) = (self.folder / "out").iterdir()
        rows = [json.loads(line) for line in file.read_text().splitlines()]
        self.assertEqual(len(rows), len(self.addresses))
        texts = {row["id"]: row for row in rows}
        # The same article under several addresses is told once.
        article = next(row for row in rows if row["status"] == "ok" and MARKER in row["text"])
        for row in rows:
            if "duplicate_of" in row:
                texts[row["id"]] = {**article, "id": row["id"]}
        self.judge(texts)


if __name__ == "__main__":
    unittest.main()
