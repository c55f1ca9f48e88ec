"""Inputs, rows, formats and exit statuses of `lubb clean`."""

import gzip
import json
import os
import socket
import unittest
import xml.etree.ElementTree

from command import CommandTest, page


class SingleInput(CommandTest):
    def test_a_page_gives_its_text_and_nothing_else(self):
        result = self.run_lubb(self.write("page.html", page()))
        self.assertEqual((result.code, result.err), (0, ""))
        self.assertIn("The council met on Monday", result.out)
        self.assertNotIn("All rights reserved", result.out)

    def test_standard_input_is_read_without_input_and_for_a_dash(self):
        for arguments in ([], ["-"], ["clean"], ["clean", "-"]):
            result = self.run_lubb(*arguments, stdin=page().encode())
            self.assertEqual(result.code, 0)
            self.assertIn("old bridge", result.out)
        row = self.run_lubb("-f", "jsonl", stdin=page().encode()).rows[0]
        self.assertEqual((row["id"], row["status"]), ("-", "ok"))

    def test_packed_pages_are_unpacked(self):
        path = self.write("page.html.gz", gzip.compress(page().encode()))
        self.assertIn("old bridge", self.run_lubb(path).out)

    def test_a_page_without_article_is_status_3_and_an_empty_row(self):
        for content in ("", "<html><body></body></html>"):
            path = self.write("page.html", content)
            self.assertEqual(self.run_lubb(path).code, 3)
            result = self.run_lubb(path, "-f", "jsonl")
            self.assertEqual((result.code, result.rows[0]["status"]), (3, "empty"))

    def test_what_is_no_page_is_skipped_and_status_3(self):
        result = self.run_lubb(self.write("page.html", b"%PDF-1.7\n"), "-f", "jsonl")
        self.assertEqual(result.code, 3)
        self.assertEqual(result.rows[0]["status"], "skipped")
        self.assertEqual(result.rows[0]["error"]["kind"], "unsupported_type")

    def test_a_missing_file_is_an_error_that_names_it(self):
        result = self.run_lubb("missing.html")
        self.assertEqual((result.code, result.out), (3, ""))
        self.assertIn("missing.html", result.err)
        row = self.run_lubb("missing.html", "-f", "jsonl").rows[0]
        self.assertEqual((row["status"], row["error"]["kind"]), ("error", "io"))

    def test_other_schemes_are_never_files(self):
        for address in ("file:///etc/passwd", "FILE:///etc/passwd", "ftp://127.0.0.1/x"):
            result = self.run_lubb(address, "-f", "jsonl")
            self.assertEqual(result.code, 3)
            self.assertEqual(result.rows[0]["error"]["kind"], "denied_by_policy")
            self.assertNotIn("root:", result.out)

    def test_a_longer_page_than_allowed_is_cut_and_says_so(self):
        path = self.write("page.html", page() + "<p>filler</p>" * 10000)
        row = self.run_lubb(path, "-f", "jsonl", "--max-bytes", "2K").rows[0]
        self.assertEqual(row["limits"], [{"name": "input_bytes", "value": 2048}])
        self.assertEqual(row["status"], "ok")

    def test_every_format_is_written(self):
        path = self.write("page.html", page())
        for name, part in (("text", "old bridge"), ("markdown", "old bridge"), ("html", "<article"), ("tei", "<TEI")):
            result = self.run_lubb(path, "-f", name)
            self.assertEqual(result.code, 0)
            self.assertIn(part, result.out)
            self.assertTrue(result.out.endswith("\n"))
        self.assertEqual(json.loads(self.run_lubb(path, "-f", "json").out)["status"], "ok")
        xml.etree.ElementTree.fromstring(self.run_lubb(path, "-f", "tei").out)


class Rows(CommandTest):
    def test_json_lines_pass_id_and_unknown_members_through(self):
        rows = [
            {"id": "a", "url": "http://example.org/a", "html": page("first"), "batch": {"n": [1, None]}},
            {"id": 7, "url": None, "html": page("second"), "text": "not the row's own"},
        ]
        path = self.write("rows.jsonl", "\n".join(json.dumps(row) for row in rows))
        result = self.run_lubb(path)
        self.assertEqual(result.code, 0)
        first, second = result.rows
        self.assertEqual((first["id"], first["url"], first["batch"]), ("a", "http://example.org/a", {"n": [1, None]}))
        self.assertEqual(second["id"], "7")
        self.assertIn("second", second["text"])

    def test_rows_come_from_standard_input_too(self):
        line = json.dumps({"id": "a", "html": page()}).encode() + b"\n"
        for arguments in ([], ["--input-format", "jsonl"]):
            self.assertEqual(self.run_lubb(*arguments, stdin=line).rows[0]["id"], "a")

    def test_a_bad_line_is_one_row_that_tells_line_and_byte(self):
        good = json.dumps({"id": "good", "html": page()})
        path = self.write("rows.jsonl", f"{good}\nnot json\n{good}\n")
        result = self.run_lubb(path)
        self.assertEqual([row["status"] for row in result.rows], ["ok", "error", "ok"])
        self.assertIn(f"rows.jsonl:2 (byte {len(good) + 1})", result.rows[1]["error"]["message"])
        self.assertEqual(result.code, 1)

    def test_a_row_in_arabic_is_not_decoded_twice(self):
        text = "قال المتحدث باسم البلدية إن الجسر القديم سيرمم في العام المقبل، وإن العمل سيبدأ في آذار. " * 4
        html = f"<html><head><meta charset=windows-1256></head><body><p>{text}</p></body></html>"
        row = self.run_lubb("-", stdin=json.dumps({"html": html}).encode()).rows[0]
        self.assertIn("الجسر القديم", row["text"])

    def test_keys_of_a_row_are_always_there(self):
        keys = "id status url title authors date modified sitename source language direction description section tags"
        keys += " image canonical_url license page_type confidence charset charset_from text bytes text_hash"
        rows = self.run_lubb(self.write("page.html", page()), "missing", "-f", "jsonl").rows
        for row in rows:
            self.assertLessEqual(set(keys.split()), set(row))


class Folder(CommandTest):
    def setUp(self):
        super().setUp()
        self.write("pages/b.html", page("second"))
        self.write("pages/a.html", page("first"))
        self.write("pages/sub/c.html", page("third"))

    def test_every_regular_file_gives_a_row_in_order_of_bytes(self):
        self.write("pages/empty.html", "")
        self.write("pages/notes.txt", "Nobody had seen the ferry since Monday.")
        self.write("pages/style.css", "a { color: red }")
        self.write("pages/page-without-ending", page("fourth"))
        self.write("pages/paper.html", b"%PDF-1.4 <html>")
        (self.folder / "pages/dangling.html").symlink_to("nowhere")
        (self.folder / "pages/loop").symlink_to(".")
        os.mkfifo(self.folder / "pages/pipe")
        listener = socket.socket(socket.AF_UNIX)
        self.addCleanup(listener.close)
        os.chdir(self.folder / "pages")
        listener.bind("socket")
        os.chdir("/")
        result = self.run_lubb("pages/")
        self.assertEqual(
            list(result.statuses.items()),
            [
                ("pages/a.html", "ok"),
                ("pages/b.html", "ok"),
                ("pages/dangling.html", "error"),
                ("pages/empty.html", "empty"),
                ("pages/loop", "skipped"),
                ("pages/notes.txt", "ok"),
                ("pages/page-without-ending", "ok"),
                ("pages/paper.html", "skipped"),
                ("pages/pipe", "skipped"),
                ("pages/socket", "skipped"),
                ("pages/style.css", "skipped"),
                ("pages/sub/c.html", "ok"),
            ],
        )
        self.assertEqual(result.code, 1)

    def test_skipped_files_do_not_count(self):
        self.write("pages/style.css", "a { color: red }")
        self.assertEqual(self.run_lubb("pages").code, 0)

    def test_names_that_are_no_utf8_give_valid_json(self):
        (self.folder / "pages").joinpath(os.fsdecode(b"\xff\xfe.html")).write_text(page())
        result = self.run_lubb("pages")
        self.assertEqual((result.code, len(result.rows)), (0, 4))

    def test_unreadable_files_and_folders_are_errors(self):
        if os.geteuid() == 0:
            self.skipTest("root may read everything")
        os.chmod(self.folder / "pages/b.html", 0)
        os.chmod(self.folder / "pages/sub", 0)
        self.addCleanup(os.chmod, self.folder / "pages/sub", 0o700)
        statuses = self.run_lubb("pages").statuses
        self.assertEqual((statuses["pages/b.html"], statuses["pages/sub"]), ("error", "error"))

    def test_the_order_and_the_bytes_do_not_depend_on_the_number_of_threads(self):
        for i in range(120):
            self.write(f"pages/{i:03}.html", page(f"w{i}") + "<p>x</p>" * (i % 7 * 2000))
        one = self.run_lubb("pages", "--jobs", "1")
        four = self.run_lubb("pages", "--jobs", "4")
        self.assertEqual(one.out, four.out)
        self.assertEqual(len(one.rows), 123)

    def test_several_inputs_as_json_are_an_array_and_as_tei_a_corpus(self):
        rows = json.loads(self.run_lubb("pages", "-f", "json").out)
        self.assertEqual([row["id"] for row in rows], ["pages/a.html", "pages/b.html", "pages/sub/c.html"])
        root = xml.etree.ElementTree.fromstring(self.run_lubb("pages", "-f", "tei").out)
        self.assertTrue(root.tag.endswith("teiCorpus"))

    def test_an_empty_folder_gives_status_3_and_still_a_document(self):
        (self.folder / "nothing").mkdir()
        result = self.run_lubb("nothing", "-f", "json")
        self.assertEqual((result.code, json.loads(result.out)), (3, []))
        self.assertEqual(self.run_lubb("nothing").out, "")


class Selection(CommandTest):
    def test_pages_that_were_not_asked_for_are_empty_and_tell_why(self):
        path = self.write("page.html", page())
        for arguments, reason in (
            (["--min-words", "1000"], "words"),
            (["--target-language", "ar"], "language"),
            (["--only-with-metadata"], "date"),
        ):
            result = self.run_lubb(path, "-f", "jsonl", *arguments)
            row = result.rows[0]
            self.assertEqual((result.code, row["status"], row["error"]["kind"]), (3, "empty", "no_content"))
            self.assertIn(reason, row["error"]["message"])
            self.assertFalse(row["text"])
        self.assertEqual(self.run_lubb(path, "--min-words", "20", "--target-language", "en").code, 0)


class Explain(CommandTest):
    def test_the_trace_shows_kept_and_dropped_blocks(self):
        path = self.write("page.html", page())
        blocks = json.loads(self.run_lubb("explain", path, "-f", "json").out)["blocks"]
        self.assertEqual({block["kept"] for block in blocks}, {True, False})
        self.assertIn("council", self.run_lubb("explain", path).out)
        self.assertIn("<html", self.run_lubb("explain", path, "-f", "html").out)

    def test_it_takes_one_page(self):
        self.write("pages/a.html", page())
        self.assertEqual(self.run_lubb("explain", "pages").code, 2)
        self.assertEqual(self.run_lubb("explain", "missing.html").code, 3)


if __name__ == "__main__":
    unittest.main()
