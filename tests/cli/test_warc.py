"""WARC files: those of other writers (fixtures/warc), and damaged ones."""

import gzip
import pathlib
import unittest

from command import CommandTest, page

FIXTURES = pathlib.Path(__file__).resolve().parents[2] / "fixtures" / "warc"


def record(number, body, kind="response", head=b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"):
    block = head + (body.encode() if isinstance(body, str) else body)
    return (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:test:{number}>\r\nWARC-Date: 2026-01-02T03:04:05Z\r\n"
        f"WARC-Target-URI: http://example.org/{number}\r\nContent-Type: application/http; msgtype={kind}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    ).encode() + block + b"\r\n\r\n"


def ids(result):
    return [(row["id"], row["status"]) for row in result.rows]


FIRST, SECOND = ("<urn:test:1>", "ok"), ("<urn:test:2>", "ok")


class Archives(CommandTest):
    def test_files_of_other_writers_give_the_rows_that_lie_beside_them(self):
        files = [path for path in sorted(FIXTURES.iterdir()) if not path.name.endswith(".tsv")]
        self.assertGreaterEqual(len(files), 4)
        for path in files:
            with self.subTest(path.name):
                rows = self.run_lubb(path).rows
                told = [
                    "\t".join(str(row.get(key) or "-") for key in ("status", "url", "http_status", "charset", "title"))
                    for row in rows
                ]
                wanted = path.with_name(path.name + ".rows.tsv").read_text("utf-8").splitlines()
                self.assertEqual(told, wanted)

    def test_a_row_has_the_records_id_date_and_status(self):
        path = self.write("a.warc", record(1, page("harbour")))
        row = self.run_lubb(path).rows[0]
        self.assertEqual(row["id"], "<urn:test:1>")
        self.assertEqual((row["url"], row["http_status"]), ("http://example.org/1", 200))
        self.assertEqual(row["fetched_at"], "2026-01-02T03:04:05Z")
        self.assertIn("harbour", row["text"])

    def test_standard_input_is_known_by_its_bytes_packed_or_not(self):
        records = [record(1, page()), record(2, page())]
        for data in (b"".join(records), b"".join(map(gzip.compress, records)), gzip.compress(b"".join(records))):
            for arguments in ([], ["--input-format", "warc"]):
                self.assertEqual(ids(self.run_lubb(*arguments, stdin=data)), [FIRST, SECOND])

    def test_records_of_a_file_in_a_folder_are_rows_among_the_others(self):
        self.write("in/a.html", page())
        self.write("in/b.warc.gz", gzip.compress(record(1, page())) + gzip.compress(record(2, page())))
        self.write("in/c.html", page())
        self.assertEqual(ids(self.run_lubb("in")), [("in/a.html", "ok"), FIRST, SECOND, ("in/c.html", "ok")])

    def test_another_name_needs_the_flag(self):
        path = self.write("archive", record(1, page()))
        result = self.run_lubb(path)
        self.assertEqual(result.code, 3)
        self.assertIn("--input-format warc", result.err)
        self.assertEqual(ids(self.run_lubb(path, "--input-format", "warc")), [FIRST])

    def test_every_record_has_an_output_file_of_its_own(self):
        path = self.write("a.warc", record(1, page()) + record(1, page()) + record("../../x", page()))
        self.assertEqual(self.run_lubb(path, "-f", "text", "--output-dir", "out").code, 0)
        names = sorted(file.name for file in (self.folder / "out").iterdir())
        self.assertEqual(names, ["example.org-..-..-x.txt", "example.org-1-2.txt", "example.org-1.txt"])

    def test_other_answers_are_skipped_and_other_records_are_no_rows(self):
        moved = b"HTTP/1.1 301 Moved\r\nLocation: /\r\n\r\n"
        data = record(0, "GET / HTTP/1.1\r\n\r\n", "request") + record(1, page(), head=moved) + record(2, page())
        result = self.run_lubb(self.write("a.warc", data))
        self.assertEqual(ids(result), [("<urn:test:1>", "skipped"), SECOND])
        self.assertEqual(result.rows[0]["error"]["kind"], "http_status")
        self.assertEqual(result.code, 0)

    def test_a_page_that_the_archive_cut_says_so(self):
        cut = record(1, page()).replace(b"WARC-Date", b"WARC-Truncated: length\r\nWARC-Date")
        row = self.run_lubb(self.write("a.warc", cut)).rows[0]
        self.assertEqual((row["status"], row["limits"][0]["name"]), ("ok", "archived_bytes"))

    def test_the_size_limit_holds_for_each_page(self):
        data = record(1, page() + "<p>filler</p>" * 300_000) + record(2, page())
        rows = self.run_lubb(self.write("a.warc", data), "--max-bytes", "4K").rows
        self.assertEqual([row["status"] for row in rows], ["ok", "ok"])
        self.assertEqual(rows[0]["limits"][0], {"name": "input_bytes", "value": 4096})


class Damage(CommandTest):
    def check(self, data, wanted):
        self.write("a.warc", data)
        result = self.run_lubb("a.warc")
        self.assertEqual(ids(result), wanted)
        self.assertEqual(result.code, 1)

    def test_a_damaged_member_is_one_row_and_the_next_record_is_found(self):
        first, bad, second = (gzip.compress(record(n, page() + "x" * 3000)) for n in (1, 7, 2))
        broken = bad[:300] + bytes(byte ^ 0x55 for byte in bad[300:340]) + bad[340:]
        self.check(first + broken + second, [FIRST, ("<urn:test:7>", "error"), SECOND])
        self.check(first + bad[: len(bad) // 2] + second, [FIRST, ("<urn:test:7>", "error"), SECOND])

    def test_bytes_between_records_are_one_row(self):
        for noise in (b"noise\nWARC/1.0 is no record\n" * 1000, bytes(5000)):
            self.check(record(1, page()) + noise + record(2, page()), [FIRST, (f"a.warc:{len(record(1, page()))}", "error"), SECOND])

    def test_a_wrong_length_costs_one_record(self):
        for length in (b"99999999999999999999", b"-5", b"", b"5", b"70000000"):
            bad = record(7, "x" * 100)
            bad = bad[: bad.index(b"Content-Length")] + b"Content-Length: " + length + bad[bad.index(b"\r\n\r\n") :]
            with self.subTest(length=length):
                self.check(record(1, page()) + bad + record(2, page()), [FIRST, ("<urn:test:7>", "error"), SECOND])

    def test_a_broken_compressed_body_is_an_error_of_its_record(self):
        packed = gzip.compress(page().encode())
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
        data = record(1, page()) + record(7, packed[:-20], head=head) + record(2, page())
        self.check(data, [FIRST, ("<urn:test:7>", "error"), SECOND])


if __name__ == "__main__":
    unittest.main()
