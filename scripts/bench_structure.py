"""Structure against recorded outputs of other extractors: which of their headings, items, cells ... ours keeps.

DATA/<set>/markup/<id>.html or <id>.md holds the other's output. Its elements are looked for in ours, by kind and
text: found; flat (the text is there without its structure); gone (the text was not kept, which the quality table
judges). Elements that only ours has, are counted as extra where the other has the text without the structure.
"""
import json
import re
import subprocess
import tempfile
from collections import Counter, defaultdict
from html.parser import HTMLParser
from pathlib import Path

from bench_common import BenchError

KINDS = ("heading", "item", "cell", "quote", "code", "language", "link", "caption", "math", "note")
HTML_KINDS = {"li": "item", "td": "cell", "th": "cell", "blockquote": "quote", "pre": "code", "figcaption": "caption"}
HTML_KINDS |= {f"h{level}": "heading" for level in range(1, 7)}
BLOCK_TAGS = {*HTML_KINDS, "p", "div", "ul", "ol", "dl", "dt", "dd", "table", "tr", "section", "article", "br", "figure"}
SHORTEST_QUOTATION = 25  # letters: shorter texts stand in other sentences by chance and must be a line of their own
PLACEHOLDER_URL = "http://page.example/folder/page.html"  # for pages that tell no address: resolves relative links


def plain(text):
    """Letters and digits only: what is left of a text when spacing, escapes and quotation marks don't count."""
    return "".join(re.findall(r"\w+", text.replace("_", ""))).lower()


def plain_lines(text):
    """(the whole text, its lines)"""
    return plain(text), {plain(line) for line in text.split("\n")}


class HtmlStructure(HTMLParser):
    """(kind, text) of each element of interest; an outer item does not repeat the items inside."""

    def __init__(self):
        super().__init__()
        self.open, self.found, self.text = [], [], []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag in BLOCK_TAGS:
            self.text.append("\n")
        kind = HTML_KINDS.get(tag)
        if tag == "a" and re.match(r"https?:", attributes.get("href") or ""):
            kind = "link"
        if tag == "code" and (language := re.search(r"lang(?:uage)?-([\w+#-]+)", attributes.get("class") or "")):
            self.found.append(("language", language.group(1)))
        if kind:
            self.open.append((tag, kind, []))

    def handle_endtag(self, tag):
        if tag in BLOCK_TAGS:
            self.text.append("\n")
        for at in range(len(self.open) - 1, -1, -1):
            if self.open[at][0] == tag:
                _, kind, text = self.open.pop(at)
                self.found.append((kind, plain("".join(text))))
                return

    def handle_data(self, data):
        self.text.append(data)
        inner_item = max((i for i, entry in enumerate(self.open) if entry[1] == "item"), default=-1)
        for at, (_, kind, text) in enumerate(self.open):
            if kind != "item" or at == inner_item:
                text.append(data)


def html_structure(markup):
    parser = HtmlStructure()
    parser.feed(markup)
    return [(kind, text) for kind, text in parser.found if text], plain_lines("".join(parser.text))


LINE_KINDS = [
    ("note", re.compile(r"^\[\^[^\]]+\]:\s*(.*)")),
    ("heading", re.compile(r"^#{1,6}\s+(.*)")),
    ("item", re.compile(r"^(?:[-*+]|\d+[.)])\s+(.*)")),
]


def markdown_code(markdown, found):
    """Takes fenced code and mathematics out of the text."""

    def code(match):
        if match.group(2).strip():
            found.append(("language", match.group(2).strip().split()[0]))
        found.append(("code", plain(match.group(3))))
        return "\n" + match.group(3).replace("|", "").replace("#", "") + "\n"

    def mathematics(match):
        found.append(("math", plain(match.group(1))))
        return " " + match.group(1) + " "

    markdown = re.sub(r"(?ms)^[ >]*(`{3,})([^\n`]*)\n(.*?)\n[ >]*\1", code, markdown)
    markdown = re.sub(r"(?s)\$\$(.+?)\$\$", mathematics, markdown)
    return re.sub(r"(?<![\w\\$])\$(?=[^\s$])([^$\n]*[^\s$\\])\$(?![\w$])", mathematics, markdown)


def markdown_structure(markdown):
    found, text = [], []
    markdown = re.sub(r"(?s)\A---\n.*?\n---\n", "", markdown)
    for line in markdown_code(markdown, found).split("\n"):
        line = line.strip()
        quoted = line.startswith(">")
        line = line.lstrip("> ")
        for label, target in re.findall(r"(?<!!)\[((?:[^\[\]]|\\.)*)\]\((\S+?)(?:\s+\"[^\"]*\")?\)", line):
            if target.startswith("http"):
                found.append(("link", plain(label)))
        line = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", line)
        line = re.sub(r"\]\([^)]*\)", "]", line)
        text.append(line)
        if quoted:
            found.append(("quote", plain(line)))
        if line.startswith("|"):
            found.extend(("cell", plain(cell)) for cell in re.split(r"(?<!\\)\|", line.strip("|")))
            continue
        for kind, pattern in LINE_KINDS:
            if match := pattern.match(line):
                found.append((kind, plain(match.group(1))))
                break
    return [(kind, text) for kind, text in found if text], plain_lines("\n".join(text))


def ours(args, folder, form, work):
    """Our output by page. Written with addresses, so that relative links are kept."""
    urls = {}
    for line in (folder / "gold.jsonl").read_text("utf-8").splitlines():
        page = json.loads(line)
        urls[page["id"]] = page.get("url")
    rows = []
    for page in sorted((folder / "html").iterdir()):
        html = page.read_bytes().decode("utf-8", errors="replace")
        rows.append(json.dumps({"id": page.stem, "url": urls.get(page.stem) or PLACEHOLDER_URL, "html": html}))
    command = [args.lubb, "-f", form, "--links", "--images", "--quiet", "--jobs", str(args.jobs)]
    command += ["--input-format", "jsonl", "--output-dir", work, "-"]
    done = subprocess.run(command, input="\n".join(rows).encode(), stderr=subprocess.PIPE)
    if done.returncode not in (0, 1):
        raise BenchError(f"{args.lubb} ended with {done.returncode}: {done.stderr.decode(errors='replace')[-500:]}")
    return {path.stem: path.read_text(encoding="utf-8") for path in Path(work).rglob("*.*") if path.is_file()}


def is_flat(text, whole, lines):
    return text in lines or len(text) >= SHORTEST_QUOTATION and text in whole


def compare(theirs, our):
    """(counts by (kind, verdict), lost elements) of one page."""
    (wanted, their_text), (got, our_text) = theirs, our
    left, counts, lost = Counter(got), Counter(), []
    for kind, text in wanted:
        if left[kind, text] > 0:
            left[kind, text] -= 1
            counts[kind, "found"] += 1
        elif kind == "language" or is_flat(text, *our_text):
            counts[kind, "flat"] += 1
            lost.append((kind, text))
        else:
            counts[kind, "gone"] += 1
    their_elements = set(wanted)
    for (kind, text), number in left.items():
        if number > 0 and (kind, text) not in their_elements and is_flat(text, *their_text):
            counts[kind, "extra"] += number
    return counts, lost


def run(args):
    sets = sorted(path.parent for path in args.data.glob("*/markup") if not args.set or path.parent.name in args.set)
    if not sets:
        raise BenchError(f"{args.data}: no */markup below it")
    for folder in sets:
        pages = sorted((folder / "markup").iterdir())
        markdown = any(page.suffix == ".md" for page in pages)
        structure = markdown_structure if markdown else html_structure
        with tempfile.TemporaryDirectory() as work:
            written = ours(args, folder, "markdown" if markdown else "html", work)
        total, lost = Counter(), defaultdict(list)
        for page in pages:
            counts, elements = compare(structure(page.read_text("utf-8")), structure(written.get(page.stem, "")))
            total += counts
            for kind, text in elements:
                lost[kind].append((page.stem, text))
        print(f"{folder.name:<24}{'found':>8}{'flat':>8}{'gone':>8}{'extra':>8}   found of kept text")
        for kind in KINDS:
            found, flat, gone, extra = (total[kind, verdict] for verdict in ("found", "flat", "gone", "extra"))
            if found + flat + gone + extra:
                share = found / (found + flat) if found + flat else 0
                print(f"  {kind:<22}{found:>8}{flat:>8}{gone:>8}{extra:>8}   {share:.3f}")
            for page, count in Counter(page for page, _ in lost[kind]).most_common(args.worst):
                example = next(text for name, text in lost[kind] if name == page)
                print(f"      {count:>4}  {page}: {example[:60]}")
    return 0
