"""Pages that are made to hurt: each gives its article, within bounds, and what comes out is clean.

fixtures/hostile holds small ones, each with a file of expectations beside it; scripts/hostile_kinds.py makes large ones.
"""

import json
import os
import re
import resource
import subprocess
import sys
import unittest

from command import LUBB, REPOSITORY, CommandTest, is_sanitized

sys.dont_write_bytecode = True
sys.path.insert(0, str(REPOSITORY / "scripts"))
import hostile_kinds  # noqa: E402

FIXTURES = REPOSITORY / "fixtures/hostile"
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
DANGEROUS = r"(javascript|data|file|vbscript):"
DANGEROUS_LINK = {
    "markdown": re.compile(r"(?i)[^\\]\]\(\s*<?" + DANGEROUS),
    "html": re.compile(r"(?i)(href|src)=.?\s*" + DANGEROUS),
    "tei": re.compile(r"(?i)(target|url)=.?\s*" + DANGEROUS),
}
SIZE = 20_000  # bytes of a made page
MEMORY = 400 << 20  # of the run over all of them; sanitizers need several times as much


class Fixtures(CommandTest):
    """FILE.expect: lines "has TEXT", "lacks TEXT", "order" (of the has lines), "status STATUS", "key KEY VALUE" (JSON),
    "limit NAME", "content-type VALUE", "option FLAG" and "# why"."""

    def pages(self):
        pages = sorted(path for path in FIXTURES.iterdir() if path.suffix != ".expect")
        self.assertGreater(len(pages), 80)
        return pages

    def row_of(self, page, expected):
        options = [value for name, value in expected if name == "option"]
        options += [f"--content-type={value}" for name, value in expected if name == "content-type"]
        result = self.run_lubb("-f", "jsonl", "--url", "https://coast.example/a/b.html", *options, page)
        self.assertEqual(len(result.rows), 1)
        return result.rows[0], result.out

    def check(self, page):
        lines = page.with_suffix(".expect").read_text("utf-8").splitlines()
        expected = [(line.split(" ")[0], line.partition(" ")[2]) for line in lines]
        row, out = self.row_of(page, expected)
        text, place = row["text"] or "", 0
        for name, value in expected:
            if name == "has":
                self.assertIn(value, text)
                if ("order", "") in expected:
                    self.assertGreaterEqual(text.find(value), place)
                    place = text.find(value)
            elif name == "lacks":
                self.assertNotIn(value, out)
            elif name == "key":
                key, wanted = value.split(" ", 1)
                self.assertEqual(row[key], json.loads(wanted))
            elif name == "limit":
                self.assertIn(value, [limit["name"] for limit in row.get("limits", [])])
            else:
                self.assertIn(name, ("#", "order", "option", "content-type", "status"))
        self.assertEqual(row["status"], dict(expected).get("status", "ok"))
        for value in hostile_strings(row):
            self.assertIsNone(CONTROLS.search(value), value[:200])

    def test_every_page_gives_what_is_expected_of_it(self):
        for page in self.pages():
            with self.subTest(page=page.name):
                self.check(page)

    def test_no_format_carries_controls_or_dangerous_links(self):
        for form in ("text", "markdown", "html", "tei"):
            self.run_lubb("-f", form, "--output-dir", form, "--with-metadata", "--links", "--images", *self.pages())
            files = list((self.folder / form).iterdir())
            self.assertGreater(len(files), 80)
            for file in files:
                out = file.read_bytes().decode("utf-8").replace("\n", "").replace("\t", "")
                self.assertIsNone(CONTROLS.search(out), file)
                if form in DANGEROUS_LINK:
                    self.assertIsNone(DANGEROUS_LINK[form].search(out), file)


class Kinds(CommandTest):
    def run_over_all(self, *options):
        for name in hostile_kinds.KINDS:
            self.write(f"pages/{name}.html", hostile_kinds.build(name, SIZE))
        process = subprocess.Popen(
            [LUBB, "-f", "jsonl", *options, "pages"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=self.folder
        )
        out = process.stdout.read()
        process.stdout.close()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(process.returncode, 0)
        return {os.path.basename(row["id"])[:-5]: row for row in map(json.loads, out.decode().splitlines())}, usage

    def test_one_run_over_all_kinds_gives_every_article(self):
        rows, usage = self.run_over_all("--comments", "--links", "--images")
        self.assertEqual(set(rows), set(hostile_kinds.KINDS))
        for name, row in rows.items():
            with self.subTest(kind=name):
                self.assertEqual(row["status"], "ok")
                wanted = hostile_kinds.WORDS[:2] if hostile_kinds.hides_the_rest(name) else hostile_kinds.WORDS
                for word in wanted:
                    self.assertIn(word, row["text"])
                for value in hostile_strings(row):
                    self.assertIsNone(CONTROLS.search(value))
        if not is_sanitized():
            self.assertLess(usage.ru_maxrss << 10, MEMORY)

    def test_the_smallest_stack_is_enough_for_the_deepest_page(self):
        for name in ("deep-div", "deep-ul-li", "deep-b", "open-blockquote", "deep-table-tr-td", "deep-svg-g", "deep-math-mrow", "value-json-array"):
            path = self.write(f"{name}.html", hostile_kinds.build(name, 400_000))
            limit = lambda: resource.setrlimit(resource.RLIMIT_STACK, (256 << 10, 256 << 10))  # noqa: E731
            done = subprocess.run([LUBB, "-f", "jsonl", path], capture_output=True, preexec_fn=None if is_sanitized() else limit)
            self.assertEqual(done.returncode, 0, (name, done.stderr))

    def test_tables_nested_and_wide_do_not_multiply_in_any_format(self):
        for name in ("one-wide-table", "one-ragged-table", "wide-spanning-cells", "deep-and-wide-lists", "deep-and-wide-quotes"):
            path = self.write(f"{name}.html", hostile_kinds.build(name, 100_000))
            for form in ("text", "markdown", "html", "tei"):
                self.assertLess(len(self.run_lubb("-f", form, path).out), 2_000_000, (name, form))


def hostile_strings(value):
    """All strings inside, newlines and tabs apart."""
    if isinstance(value, str):
        yield value.replace("\n", "").replace("\t", "")
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from hostile_strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from hostile_strings(inner)


if __name__ == "__main__":
    unittest.main()
