"""Pages saved as plain text: a scrape with the junk still in."""

import gzip
import json
import unittest

from command import SENTENCES, CommandTest, page

SCRAPE = "\n".join(
    [
        "Skip to content", "Home", "News", "Sport", "The bridge will be repaired next year", "By Ada Quill",
        "Published: 3 May 2024", "Share", *SENTENCES, "Related articles", "Another story", "Leave a reply",
        "All rights reserved",
    ]
)  # fmt: skip
# Latin capitals with accents, as windows-1252 spells them.
ACCENTED = SCRAPE.replace("council", "Bürgermeister").replace("bridge", "Brücke")


class ScrapedText(CommandTest):
    def row(self, *arguments, **options):
        result = self.run_lubb("-f", "jsonl", *arguments, **options)
        self.assertEqual(result.code, 0, result.err)
        self.assertEqual(len(result.rows), 1)
        return result.rows[0]

    def test_a_text_file_is_known_by_its_content(self):
        row = self.row(self.write("page.txt", SCRAPE))
        self.assertEqual(row["status"], "ok")
        self.assertEqual(row["text"], "\n\n".join(SENTENCES))
        self.assertEqual(row["title"], "The bridge will be repaired next year")
        self.assertEqual((row["authors"], row["date"]), (["Ada Quill"], "2024-05-03"))
        self.assertEqual((row["language"], row["direction"]), ("en", "ltr"))

    def test_rows_have_the_keys_of_rows_of_pages(self):
        text, html = self.row(self.write("a.txt", SCRAPE)), self.row(self.write("a.html", page()))
        optional = {"provenance", "kicker"}
        self.assertEqual(set(text) - optional, set(html) - optional)

    def test_html_under_the_name_of_text_is_html(self):
        row = self.row(self.write("page.txt", page(title="A headline in a tag")))
        self.assertEqual(row["title"], "A headline in a tag")
        self.assertNotIn("<p>", row["text"])

    def test_standard_input_may_be_text(self):
        for arguments in ([], ["--input-format", "text"]):
            row = self.row(*arguments, stdin=SCRAPE.encode())
            self.assertEqual((row["id"], row["text"]), ("-", "\n\n".join(SENTENCES)))

    def test_the_input_format_text_overrules_the_content(self):
        row = self.row("--input-format", "text", self.write("page.html", SCRAPE + "\n<p>Not</p> parsed <b>here</b>"))
        self.assertEqual(row["text"], "\n\n".join(SENTENCES))

    def test_every_format_is_written(self):
        path = self.write("page.txt", SCRAPE)
        for name in ("text", "markdown", "html", "json", "tei"):
            result = self.run_lubb("-f", name, path)
            self.assertEqual(result.code, 0)
            self.assertIn(SENTENCES[0], result.out)
            self.assertNotIn("Another story", result.out)

    def test_text_in_older_encodings_is_decoded(self):
        path = self.write("page.txt", ACCENTED.encode("windows-1252"))
        self.assertIn("Bürgermeister", self.row(path)["text"])
        self.assertEqual(self.row(self.write("wide.txt", ACCENTED.encode("utf-16")))["charset_from"], "bom")

    def test_a_meta_in_text_declares_nothing(self):
        path = self.write("page.txt", (ACCENTED + "\n<meta charset=windows-1251>\n").encode())
        self.assertEqual(self.row("--input-format", "text", path)["charset"], "utf-8")

    def test_packed_text_is_unpacked(self):
        self.assertEqual(self.row(self.write("page.txt.gz", gzip.compress(SCRAPE.encode())))["status"], "ok")

    def test_a_text_without_article_is_empty_and_a_binary_file_is_skipped(self):
        result = self.run_lubb("-f", "jsonl", self.write("menu.txt", "Home\nNews\nSport\n"))
        self.assertEqual((result.code, result.rows[0]["status"]), (3, "empty"))
        result = self.run_lubb("-f", "jsonl", self.write("paper.txt", b"%PDF-1.7\n"))
        self.assertEqual((result.code, result.rows[0]["status"]), (3, "skipped"))

    def test_the_text_does_not_depend_on_other_files_of_the_run(self):
        first, second = self.write("in/a.txt", SCRAPE), self.write("in/b.txt", SCRAPE + "\nA line of its own")
        together = self.run_lubb("-f", "jsonl", "in").rows
        apart = [self.run_lubb("-f", "jsonl", path).rows[0] for path in (first, second)]
        self.assertEqual([row["text"] for row in together], [row["text"] for row in apart])

    def test_explain_gives_every_line_a_reason(self):
        for arguments in ([], ["--input-format", "text"]):
            result = self.run_lubb("explain", "--format", "json", *arguments, self.write("page.txt", SCRAPE))
            blocks = json.loads(result.out)["blocks"]
            self.assertEqual(len(blocks), len(SCRAPE.splitlines()))
            self.assertTrue(all(block["reason"] for block in blocks))


if __name__ == "__main__":
    unittest.main()
