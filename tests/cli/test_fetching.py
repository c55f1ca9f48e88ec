"""Addresses as inputs, against a server on loopback."""

import json
import socket
import time
import unittest

from command import CommandTest, Server


class Fetching(CommandTest):
    def setUp(self):
        super().setUp()
        self.server = Server()
        self.server.__enter__()
        self.addCleanup(self.server.__exit__)

    def fetch(self, path, *arguments):
        return self.run_lubb("--allow-net", self.server.host, "-f", "jsonl", self.server.url(path), *arguments)

    def kind(self, path, *arguments):
        result = self.fetch(path, *arguments)
        self.assertEqual(result.code, 3)
        return result.rows[0]["error"]["kind"]

    def test_a_page_comes_with_what_is_known_of_its_fetch(self):
        result = self.fetch("/redirect")
        row = result.rows[0]
        self.assertEqual((result.code, row["status"], row["http_status"]), (0, "ok", 200))
        self.assertEqual((row["id"], row["url"]), (self.server.url("/redirect"), self.server.url("/redirect")))
        self.assertEqual(row["final_url"], self.server.url("/ok"))
        self.assertRegex(row["fetched_at"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertIn("lighthouse", row["text"])

    def test_loopback_is_not_contacted_without_permission(self):
        result = self.run_lubb(self.server.url("/ok"))
        self.assertEqual(result.code, 3)
        self.assertIn("--allow-net", result.err)
        self.assertEqual(self.server.requests, [])

    def test_permission_for_a_port_does_not_cover_another(self):
        with Server() as other:
            result = self.run_lubb("--allow-net", other.host, self.server.url("/ok"))
            self.assertEqual(result.code, 3)
        self.assertEqual(self.server.requests, [])

    def test_packed_bodies_and_charsets_of_the_header_are_understood(self):
        self.assertIn("lighthouse", self.fetch("/gzip").rows[0]["text"])
        row = self.fetch("/1256").rows[0]
        self.assertIn("الجسر القديم", row["text"])
        self.assertEqual(row["charset"], "windows-1256")

    def test_bodies_that_stop_early_are_errors(self):
        self.assertEqual(self.kind("/cut"), "network")
        self.assertEqual(self.kind("/gzip-cut"), "network")

    def test_failures_tell_their_kind(self):
        self.assertEqual(self.kind("/missing"), "http_status")
        self.assertEqual(self.fetch("/missing").rows[0]["http_status"], 404)
        self.assertEqual(self.kind("/loop"), "network")
        self.assertEqual(self.kind("/to-file"), "denied_by_policy")
        self.assertEqual(self.kind("/ok", "--max-bytes", "100"), "too_large")

    def test_what_is_no_page_is_skipped_whatever_the_server_calls_it(self):
        result = self.fetch("/pdf")
        self.assertEqual((result.code, result.rows[0]["status"]), (3, "skipped"))
        self.assertEqual(result.rows[0]["error"]["kind"], "unsupported_type")

    def test_the_time_limit_bounds_all_tries(self):
        begin = time.monotonic()
        self.assertEqual(self.kind("/slow", "--timeout", "1"), "timeout")
        self.assertLess(time.monotonic() - begin, 4)

    def test_a_port_where_nobody_listens_is_a_network_error(self):
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            port = unused.getsockname()[1]
            result = self.run_lubb("--allow-net", f"127.0.0.1:{port}", f"http://127.0.0.1:{port}/", "-f", "jsonl")
        self.assertEqual(result.rows[0]["error"]["kind"], "network")

    def test_headers_and_cookies_are_sent(self):
        cookies = self.write("cookies", "127.0.0.1\tFALSE\t/\tFALSE\t0\tname\tvalue\n")
        self.fetch("/ok", "-H", "Accept-Language: ar", "--cookie-file", cookies, "--user-agent", "tester")
        headers = self.server.requests[0][1]
        self.assertEqual(headers["Accept-Language"], "ar")
        self.assertEqual(headers["Cookie"], "name=value")
        self.assertEqual(headers["User-Agent"], "tester")

    def test_a_list_of_addresses_is_fetched_in_order(self):
        lines = ["# remark", self.server.url("/ok?1"), "", self.server.url("/missing"), "file:///etc/passwd"]
        lines.append(self.server.url("/ok?2"))
        result = self.run_lubb(
            "--input-format", "urls", "--allow-net", self.server.host, "--jobs", "3", stdin="\n".join(lines).encode()
        )
        self.assertEqual([row["status"] for row in result.rows], ["ok", "error", "error", "ok"])
        self.assertEqual(result.code, 1)

    def test_files_are_named_after_addresses(self):
        path = self.folder / "out"
        self.run_lubb("--allow-net", self.server.host, "--output-dir", path, "-f", "json", self.server.url("/ok/a.html?x=1"))
        names = [entry.name for entry in path.iterdir()]
        self.assertEqual(names, [self.server.host.replace(":", "-") + "-ok-a-x-1.json"])
        self.assertEqual(json.loads((path / names[0]).read_text())["status"], "ok")


if __name__ == "__main__":
    unittest.main()
