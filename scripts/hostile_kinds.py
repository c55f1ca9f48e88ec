"""Pages that are made to hurt, as kinds: each grows with `n` bytes by one construct, around an article whose three
sentences must come out. Used by scripts/bench --growth and by the tests.

A kind is a name and a function of the size that gives the page's bytes. Two of the sentences stand in front of the
construct and must come out, the third behind it: where that is left open it is part of something else, a link, a comment, an
element nobody shows (hides_the_rest()), and need not.
"""
import re

FIRST = "The harbour office said on Monday that the winter timetable of the ferries stays as it was, quayside word Lorvante."
SECOND = "Crews had asked for a later first boat, and the council promised to look at it again in spring, quayside word Mestrolin."
THIRD = "Until then the ticket desk opens at six in the morning, and old tickets stay valid all year, quayside word Pandurek."
WORDS = ("Lorvante", "Mestrolin", "Pandurek")
HEAD = "<!doctype html><html lang=en><head><meta charset=utf-8><title>Timetable stays</title></head><body>"
BEFORE = f"<article><h1>Timetable stays</h1><p>{FIRST}</p><p>{SECOND}</p>"
AFTER = f"<p>{THIRD}</p></article></body></html>"

KINDS = {}


def kind(name, build):
    assert name not in KINDS, name
    KINDS[name] = build


def times(piece, size):
    return piece * max(1, size // len(piece))


def body(name, piece, closing="", inside=""):
    """The piece over and over between two parts of an article; `closing` as often behind it."""
    def build(size):
        count = max(1, size // (len(piece) + len(closing)))
        return (HEAD + BEFORE + piece * count + inside + closing * count + AFTER).encode("utf-8", "surrogatepass")
    kind(name, build)


def head(name, piece):
    kind(name, lambda size: (HEAD.replace("</head>", times(piece, size) + "</head>") + BEFORE + AFTER).encode())


def numbered(name, piece, closing=""):
    """Like body(); # becomes a number that is never the same."""
    def build(size):
        count = max(1, size // (len(piece) + len(closing) + 4))
        parts = [piece.replace("#", str(i)) for i in range(count)]
        return (HEAD + BEFORE + "".join(parts) + closing * count + AFTER).encode()
    kind(name, build)


def attribute(name, start, piece, end, tag_end="x</span>"):
    kind(name, lambda size: (HEAD + BEFORE + start + times(piece, size) + end + tag_end + AFTER).encode("utf-8", "surrogatepass"))


# Elements in each other, closed and left open.
for element in ("div", "span", "b", "font", "section", "blockquote", "ul><li", "dl><dd", "table><tr><td", "ruby><rt", "details",
                "fieldset", "form", "button", "object", "label", "center", "x-y", "a href=/x", "h1", "em><strong", "figure", "pre",
                "svg><g", "svg><foreignObject><div", "math><mrow", "math><mtext><p", "template", "noscript", "select><optgroup",
                "table><caption", "marquee", "nobr", "li", "td", "option", "article", "main", "picture", "ins", "iframe", "video"):
    label = element.split(" ")[0].replace("><", "-")
    names = [part.split(" ")[0] for part in element.split("><")]
    body(f"open-{label}", f"<{element}>")
    body(f"deep-{label}", f"<{element}>", "".join(f"</{name}>" for name in reversed(names)), "x")

# Formatting elements and tags in the wrong order.
for label, piece in {
    "b-p": "<b><p>x</b>", "a-b": "<a href=/x><b>y</a>z</b>", "b-i": "<b><i>x</b>y</i>", "i-div": "<i><b><div>x</b></i>", "nobr-a": "<nobr><a href=/>x",
    "font-p": "<font size=2><p>x", "table-b": "<table><b>x</table>", "table-text": "<table>x<tr>y</table>", "a-table-a": "<a href=/><table><a href=/>x",
    "select-table": "<select><table><tr><td>x", "end-p": "</p>", "end-b": "</b>", "end-br": "</br>", "end-any": "</q></div></ul>", "body-attr": "<body a=b>",
    "html-attr": "<html c=d>", "end-body": "</body>x", "frameset": "<frameset><frame>", "p-empty": "<p>", "li-empty": "<li>", "br": "<br>", "hr": "<hr>x",
    "form-button": "<form><button>x<form>", "h1-h2": "<h1>x<h2>", "table-table": "<table><table>", "td-table": "<table><tr><td>x</table>",
    "col": "<table><col><col></table>", "input": "<table><input type=hidden></table>", "option": "<option>x", "template-td": "<template><td>x</template>",
    "b-button": "<b><button>x</b></button>", "math-b": "<math><b>x</math>", "svg-p": "<svg><p>x</svg>", "image": "<image>", "isindex": "<isindex>",
}.items():
    body(f"order-{label}", piece)
numbered("order-distinct-fonts", "<font color=c#>x<p>y")
numbered("order-distinct-b", "<b id=i#><p>x</b>")
numbered("order-distinct-elements", "<e#>x</e#>")

# Markup that does not end.
for label, piece in {
    "lt": "<", "lt-slash": "</", "lt-bang": "<!", "lt-question": "<?x ", "comment": "<!--", "comment-dashes": "<!-- -- ", "comment-end": "-->",
    "comment-short": "<!-->", "cdata": "<![CDATA[", "cdata-end": "]]>", "tag": "<div ", "tag-in-tag": "<a <b ", "end-tag": "</div ",
    "script": "<script>", "script-escaped": "<script><!--<script></script>", "script-toggle": "<!--<script>--></script>", "style": "<style>", "title": "<title>",
    "textarea": "<textarea>", "xmp": "<xmp>", "noembed": "<noembed>x", "noframes": "<noframes>x", "plaintext": "<plaintext>x", "svg-style": "<svg><style>x",
    "svg-title": "<svg><title><p>", "svg-cdata": "<svg><![CDATA[x", "quote": "<p a='x\">", "equals": "<p =====>", "slash": "<p / / />", "nul": "\0",
    "script-end": "</script>", "doctype": "<!doctype html>", "annotation": "<math><annotation-xml encoding=text/html>x",
}.items():
    body(f"unended-{label}", piece)

# Character references and characters.
for label, piece in {
    "amp": "&", "amp-name": "&amp", "not": "&notit;", "hash": "&#", "hash-x": "&#x", "zero": "&#0;", "surrogate": "&#xD800;", "huge-number": "&#99999999999999999999;",
    "nbsp": "&nbsp; ", "nested": "&amp;amp;lt;", "long-name": "&CounterClockwiseContourIntegral", "two-points": "&NotEqualTilde;", "bell": "\x07", "escape": "\x1b[2J",
    "c1": "\x9b", "del": "\x7f", "cr": "\r", "crlf": "\r\n\r\n", "tab": "\t", "form-feed": "\f", "zwj": "\u200d", "zwnj": "\u200c", "bidi": "\u202e", "isolate": "\u2066x",
    "marks": "\u0301", "haraka": "\u064e", "tatweel": "\u0640", "emoji": "\U0001F469\u200d\U0001F680", "tag-characters": "\U000E0041", "line-separator": "\u2028",
    "ideographic-space": "\u3000", "noncharacter": "\uffff", "private": "\ue000", "presentation": "\ufefb", "capital": "\u0130", "bom": "\ufeff",
}.items():
    body(f"character-{label}", piece)
kind("character-invalid", lambda size: HEAD.encode() + BEFORE.encode() + b"\xff\xfe\xc3\xed\xa0\x80\xf4\x90\x80\x80 " * (size // 10) + AFTER.encode())
kind("character-overlong", lambda size: HEAD.encode() + BEFORE.encode() + b"\xc0\xaf\xe0\x80\xaf" * (size // 5) + AFTER.encode())

# Text that patterns stumble over.
for label, piece in {
    "word": "a", "caps": "A", "digits": "7", "dots": ". ", "commas": ", ", "ellipsis": "...", "exclamation": "!", "at": "a@", "mail": "a.b-c@d.", "url": "http://a.b/", "www": "www.",
    "slashes": "//", "dashes": "- ", "brackets": "(((", "square": "[", "link": "[a](", "image": "![", "stars": "*", "underscores": "_", "backticks": "`", "pipes": "| ",
    "hashes": "# ", "dollars": "$x", "tex": "\\(x\\)", "tex-frac": "\\frac{", "backslashes": "\\", "quotes": "\"'", "guillemets": "«", "by": "By ", "by-name": "By Ann Lee, ",
    "date": "12 November 2024 ", "date-numbers": "12/11/2024 ", "date-dashes": "2024-", "iso": "2024-11-12T08:30:00+02:00", "time": "10:30 ", "month": "May ", "arabic": "نوفمبر ",
    "written": "كتب: ", "source": "Source: ", "read-also": "Read also: ", "copyright": "© ", "share": "Share ", "titles": "Timetable stays | ", "number-list": "1. ", "thai": "ก", "han": "漢", "kana": "あ",
    "hangul": "한", "hebrew": "ש", "persian-digits": "۱۲۳", "roman": "Ⅷ", "math-letters": "\U0001D400", "lines": "x\n", "spaces": " ", "newlines": "\n", "sentence": "It rained. ",
}.items():
    body(f"text-{label}", piece)
    body(f"paragraphs-{label}", f"<p>{piece * 12}</p>")

# Attributes.
for label, (start, piece, end) in {
    "same": ("<span ", "a=b ", ">"), "bare": ("<span ", "x ", ">"), "no-space": ("<span ", "a='b'", ">"), "equals": ("<span ", "=", ">"), "quotes": ("<span ", "\"'", ">"),
    "name": ("<span ", "n", ">"), "value": ("<span title='", "v", "'>"), "references": ("<span title='", "&amp;", "'>"), "unquoted": ("<span title=", "v&lt", ">"),
    "class": ("<span class='", "c1 ", "'>"), "class-words": ("<div class='", "comment-share-nav ", "'>"), "id": ("<div id='", "sidebar-", "'>"), "style": ("<div style='", "color:red;", "'>"),
    "href": ("<a href='", "/x", "'>"), "href-dots": ("<a href='", "../", "'>"), "href-query": ("<a href='/?", "a=b&amp;", "'>"), "href-escapes": ("<a href='/", "%41", "'>"),
    "href-spaces": ("<a href='", " \t", "'>"), "data": ("<img src='data:image/png;base64,", "AAAA", "'>"), "srcset": ("<img src=/a srcset='", "/b 2x, ", "'>"), "rel": ("<a href=/ rel='", "tag ", "'>"),
    "alt": ("<img src=/a alt='", "word ", "'>"), "datetime": ("<time datetime='", "2024-", "'>"), "itemprop": ("<div itemscope><span itemprop='", "author ", "'>"),
    "itemref": ("<div itemscope itemref='", "a b ", "'>"), "lang": ("<div lang='", "en-", "'>"), "tag-name": ("<", "x", ">"), "end-tag": ("</span ", "a=b ", ">"), "nul": ("<span ", "\0", ">"),
    "colspan": ("<table><tr><td colspan=", "9", ">"), "start": ("<ol start=", "9", "><li>"), "aria": ("<div aria-label='", "menu ", "'>"),
}.items():
    attribute(f"attribute-{label}", start, piece, end)
numbered("attributes-distinct", "<span a#=b#>x</span>")
kind("attributes-distinct-one-tag", lambda size: (HEAD + BEFORE + "<span " + "".join(f"a{i} " for i in range(size // 7)) + ">x</span>" + AFTER).encode())
kind("attributes-distinct-classes", lambda size: (HEAD + BEFORE + "".join(f"<p class='c{i} d{i}'>x</p>" for i in range(size // 28)) + AFTER).encode())

# Many of one thing.
for label, piece in {
    "links": "<a href=/a>one</a> ", "link-items": "<li><a href=/a>one more link</a>", "images": "<img src=/a.png alt=a>", "figures": "<figure><img src=/a.png><figcaption>A wave</figcaption></figure>",
    "paragraphs": "<p>It rained all day in the town.</p>", "paragraphs-linked": "<p>It <a href=/r>rained</a> all day.</p>", "divs": "<div>x</div>", "spans": "<span>x</span>", "headings": "<h2>Part</h2><p>x</p>",
    "rows": "<table><tr><td>a<td>b</table>", "cells": "<td>x", "comments": "<div class=comment><b class=author>Ann</b><time>2024-11-12</time><p>I agree with that.</p></div>",
    "articles": "<article><h2>More</h2><p>It rained all day in the town, they said.</p></article>", "asides": "<aside><p>Read also</p></aside>", "forms": "<form><input><button>x</button></form>",
    "scripts": "<script>x</script>", "styles": "<style>p{}</style>", "html-comments": "<!-- x -->", "iframes": "<iframe src=/x></iframe>", "templates": "<template><p>x</template>", "times": "<time datetime=2024-11-12>12 Nov</time> ",
    "bylines": "<p class=byline>By Ann Lee</p>", "code": "<pre><code>x = 1\n</code></pre>", "formulas": "<math><mi>x</mi></math>", "tex": "<span class=math>\\(x^2\\)</span> ", "quotes": "<blockquote>Yes.</blockquote>",
    "list": "<ul><li>x</ul>", "definitions": "<dl><dt>a<dd>b</dl>", "ruby": "<ruby>x<rt>y</ruby>", "hidden": "<div hidden>x</div>", "undisplayed": "<p style='display:none'>x</p>", "details": "<details><summary>a</summary>b</details>",
    "noscripts": "<noscript><img src=/x></noscript>", "svgs": "<svg><path d='M0 0'/></svg>", "microdata": "<div itemscope itemtype=http://schema.org/Person><span itemprop=name>Ann</span></div>",
    "social": "<a href=https://x.example/share>Share</a> ", "breaks": "x<br>y<br><br>", "posts": "<div class=post><h3>Ann wrote</h3><p>I think so too, in the main.</p></div>", "cards": "<div class=card><a href=/a><h3>Story</h3></a><p>It rained.</p></div>",
}.items():
    body(f"many-{label}", piece)
numbered("many-distinct-paragraphs", "<p>It rained # times in the town, and then it did again.</p>")
numbered("many-distinct-links", "<a href=/p/#>story #</a> ")
numbered("many-distinct-cards", "<div class=card><a href=/a/#><h3>Story #</h3></a><p>It rained # times.</p></div>")
body("one-list", "<li>It rained.")
kind("one-table", lambda size: (HEAD + BEFORE + "<table>" + times("<tr><td>a<td>b", size) + "</table>" + AFTER).encode())
kind("one-row", lambda size: (HEAD + BEFORE + "<table><tr>" + times("<td>a", size) + "</table>" + AFTER).encode())
kind("one-ragged-table", lambda size: (HEAD + BEFORE + "<table>" + "".join("<tr>" + "<td>a" * (i % 40) for i in range(size // 104)) + "</table>" + AFTER).encode())
kind("one-wide-table", lambda size: (HEAD + BEFORE + "<table><tr>" + "<td>a" * (size // 10) + times("<tr><td>a", size // 2) + "</table>" + AFTER).encode())
kind("one-pre", lambda size: (HEAD + BEFORE + "<pre>" + times("x = 1\n", size) + "</pre>" + AFTER).encode())
kind("one-select", lambda size: (HEAD + BEFORE + "<select>" + times("<option>x", size) + "</select>" + AFTER).encode())
kind("one-script", lambda size: (HEAD + BEFORE + "<script>" + times("var a='<p>x</p>';", size) + "</script>" + AFTER).encode())

# Metadata.
for label, piece in {
    "meta": "<meta name=author content='Ann Lee'>", "og": "<meta property=og:title content='Timetable stays'>", "tags": "<meta property=article:tag content=ferry>", "canonical": "<link rel=canonical href=/a>", "titles": "<title>x</title>",
    "base": "<base href=/a/>", "ld": "<script type=application/ld+json>{\"@type\":\"Thing\",\"name\":\"x\"}</script>", "dates": "<meta property=article:published_time content=2024-11-12>", "keywords": "<meta name=keywords content='a,b,c'>",
    "refresh": "<meta http-equiv=refresh content='0;url=/'>", "charsets": "<meta charset=utf-8>", "icons": "<link rel=icon href=/i>", "noscript": "<noscript><link rel=x></noscript>",
}.items():
    head(f"head-{label}", piece)
for label, (start, piece, end) in {
    "description": ("<meta name=description content='", "word ", "'>"), "author": ("<meta name=author content='", "Ann Lee, ", "'>"), "keywords": ("<meta name=keywords content='", "a,", "'>"), "title": ("<title>", "Timetable | ", "</title>"),
    "date": ("<meta name=date content='", "2024-11-", "'>"), "og-title": ("<meta property=og:title content='", "Time &amp; ", "'>"), "canonical": ("<link rel=canonical href='", "/a", "'>"), "charset": ("<meta charset='", "x", "'>"),
    "json": ("<script type=application/ld+json>{\"@type\":\"Article\",\"articleBody\":\"", "It rained. ", "\"}</script>"), "json-array": ("<script type=application/ld+json>", "[", "</script>"),
    "json-objects": ("<script type=application/ld+json>", "{\"a\":", "</script>"), "json-values": ("<script type=application/ld+json>[", "1,", "1]</script>"), "json-quotes": ("<script type=application/ld+json>", "\"", "</script>"),
    "json-escapes": ("<script type=application/ld+json>{\"@type\":\"Article\",\"headline\":\"", "\\ud83d\\ude00", "\"}</script>"), "json-backslashes": ("<script type=application/ld+json>\"", "\\", "</script>"),
    "json-graph": ("<script type=application/ld+json>{\"@graph\":[", "{\"@type\":\"Person\",\"@id\":\"a\",\"name\":\"b\"},", "1]}</script>"), "json-authors": ("<script type=application/ld+json>{\"@type\":\"Article\",\"author\":[", "\"Ann\",", "\"Bo\"]}</script>"),
    "json-commas": ("<script type=application/ld+json>[", ",", "]</script>"), "json-keys": ("<script type=application/ld+json>{", "\"name\":1,", "\"z\":1}</script>"), "json-entities": ("<script type=application/ld+json>{\"@type\":\"Article\",\"articleBody\":\"", "&lt;p&gt;a", "\"}</script>"),
    "json-articles": ("<script type=application/ld+json>[", "{\"@type\":\"NewsArticle\",\"headline\":\"Timetable stays\",\"articleBody\":\"It rained.\"},", "1]</script>"), "json-breadcrumb": ("<script type=application/ld+json>{\"@type\":\"BreadcrumbList\",\"itemListElement\":[", "{\"name\":\"a\"},", "1]}</script>"),
    "json-apostrophes": ("<script type=application/ld+json>{'a':", "'b',", "1}</script>"), "json-comments": ("<script type=application/ld+json>", "/* x */", "{}</script>"), "json-unquoted": ("<script type=application/ld+json>{\"a\":\"", "x \"y\" ", "\"}</script>"),
}.items():
    kind(f"value-{label}", lambda size, s=start, p=piece, e=end: (HEAD.replace("<title>Timetable stays</title>", "" if s == "<title>" else "<title>Timetable stays</title>").replace("</head>", s + times(p, size) + e + "</head>") + BEFORE + AFTER).encode())

# Much of one thing inside much of another.
DEEP = "<div>" * 200


def around(name, start, piece, end=""):
    """Numbered pieces inside one element."""
    def build(size):
        count = max(1, size // (len(piece) + 4))
        return (HEAD + BEFORE + start + "".join(piece.replace("#", str(i)) for i in range(count)) + end + AFTER).encode()
    kind(name, build)


around("deep-and-wide", DEEP, "<p class=c#>It rained # times.</p>", "</div>" * 200)
around("deep-and-wide-links", DEEP, "<a href=/#>story #</a><br>", "</div>" * 200)
around("deep-and-wide-formatting", "<b>" * 30 + DEEP, "<p>It rained # times.", "</div>" * 200)
around("deep-and-wide-formulas", "<span class=katex>" * 200, "<i>#</i>", "</span>" * 200)
around("deep-and-wide-tables", "<table><tr><td>" * 60, "<p>It rained # times.</p>", "</table>" * 60)
around("deep-and-wide-lists", "<ul><li>" * 100, "<li>It rained # times.", "</ul>" * 100)
around("deep-and-wide-quotes", "<blockquote>" * 100, "<p>It rained # times in the town again.</p>", "</blockquote>" * 100)
around("wide-further-article", "</article><article>", "<h1>Timetable # stays</h1><p>It rained.</p>")
around("wide-pulled-quotes", "", "<blockquote>It rained # times in the town again.</blockquote>")
around("wide-equal-quotes", "", "<blockquote>It rained all day in the town.</blockquote>")
around("wide-letter-quotes", "", "<blockquote>a a a a a a a a</blockquote>")
around("wide-announcements", "", "<p>It rained as follows in all of the town:</p><ul><li>day #</ul>")
around("wide-authors", "", "<a rel=author href=/a#>Ann Lee</a> ")
around("wide-author-classes", "", "<span class=author>Ann Lee</span> <span class=date>12 November 2024</span>")
around("wide-author-lines", "", "<p class=author>By Ann Lee</p><p class=date>12 November 2024</p>")
around("wide-titles", "", "<h1>Timetable stays</h1>")
around("wide-title-links", "", "<h2><a href=/#>Timetable stays</a></h2>")
around("wide-labels", "", "<p>Published: 12 November 2024</p><p>Source: Coast News #</p><p>Tags: a, b, #</p>")
around("wide-breadcrumbs", "<nav class=breadcrumb>", "<a href=/#>Part #</a> &gt; ", "</nav>")
around("wide-comments", "<div id=comments>", "<div class=comment><span class=author>Ann #</span><p>I agree with # of it.</p></div>", "</div>")
around("wide-comment-labels", "<div id=comments>", "<div class=comment><p>I agree with # of it.</p></div><i class=author>Ann</i>", "</div>")
around("wide-figures", "", "<figure><img src=/a#.png alt=a width=300><figcaption>A wave, number #</figcaption></figure>")
around("wide-captions", "<figure>", "<figcaption>A wave, number #</figcaption>", "</figure>")
around("wide-microdata", "<div itemscope itemtype=http://schema.org/Article>", "<meta itemprop=author content='Ann #'><span itemprop=headline>Timetable #</span>", "</div>")
around("wide-microdata-nested", "<div itemscope itemprop=a>" * 100, "<span itemprop=name>Ann #</span>", "</div>" * 100)
around("wide-code", "<pre>", "<span class=line><span class=k>x</span> = #</span>\n", "</pre>")
around("wide-spans", "<p>", "<span class=w#>word</span> ", "</p>")
around("wide-nested-links", "<p>", "<a href=/#><b><i>word</i></b></a> ", "</p>")
around("wide-cells-of-blocks", "<table>", "<tr><td><p>It rained.</p><p>Then # more.</p><td><ul><li>x</ul>", "</table>")
around("wide-spanning-cells", "<table>", "<tr><td colspan=1000 rowspan=65534>#<td>b", "</table>")
around("wide-list-items", "<ol start=2147483647>", "<li value=#>It rained.", "</ol>")
around("wide-fields", "<p>It rained <b><i>", "<keygen>all # ", "</i></b>")
around("wide-menu", "<p>It rained <b><i>", "<menuitem>all # ", "</i></b>")
kind("wide-notes", lambda size: (HEAD + BEFORE + "".join(f"<p>It rained<a href=#n{i}>[{i}]</a> all day.</p>" for i in range(size // 80))
                                 + "".join(f"<p id=n{i}>{i} In the town.</p>" for i in range(size // 80)) + AFTER).encode())
around("wide-raised-notes", "", "<p>It rained<sup>#</sup> all day.</p><p><sup>#</sup> In the town.</p>")
kind("notes-of-one-target", lambda size: (HEAD + BEFORE + "<p>" + times("<a href=#n>[1]</a> word ", size // 2) + "</p><div id=n>" + times("<p>1</p>", size // 2) + "</div>" + AFTER).encode())
kind("notes-with-links", lambda size: (HEAD + BEFORE + "<p>" + times("<a href=#n>1</a> word ", size // 2) + "</p><div id=n><p>It rained all day." + times("<a href=#q>x</a> word ", size // 2) + "</p></div>" + AFTER).encode())
around("wide-ids", "", "<p id=p#><a name=a#></a><a href=#p>It rained.</a></p>")
kind("classes-around-blocks", lambda size: (HEAD + BEFORE + "<div class='" + " ".join(f"comment share nav post{i}" for i in range(size // 60)) + "'>"
                                            + "".join(f"<p class=c{i}>It rained.</p>" for i in range(size // 60)) + "</div>" + AFTER).encode())
kind("long-title-and-headings", lambda size: (HEAD.replace("Timetable stays", times("a ", size // 2)) + BEFORE + times("<h2>a a a a a a a a</h2>", size // 2) + AFTER).encode())
kind("long-title-and-heading", lambda size: (HEAD.replace("Timetable stays", times("a", size // 2)) + BEFORE + "<h2>" + times("a", size // 2) + "b</h2>" + AFTER).encode())
kind("long-description-and-text", lambda size: (HEAD.replace("</head>", "<meta name=description content='" + times("a ", size // 2) + "'></head>") + BEFORE + "<p>" + times("a ", size // 2) + "</p>" + AFTER).encode())
kind("article-body-and-text", lambda size: (HEAD.replace("</head>", '<script type=application/ld+json>{"@type":"Article","articleBody":"' + times("a ", size // 2) + '"}</script></head>') + BEFORE
                                            + "<p>" + times("a ", size // 9) + "</p>" + AFTER).encode())
kind("agents-and-references", lambda size: (HEAD.replace("</head>", '<script type=application/ld+json>{"@graph":[' + "".join(f'{{"@type":"Person","@id":"#{i}","name":"Ann {i}"}},' for i in range(size // 80))
                                            + '{"@type":"Article","headline":"Timetable stays","author":[' + ",".join(f'{{"@id":"#{i}"}}' for i in range(size // 80)) + "]}]}</script></head>") + BEFORE + AFTER).encode())
kind("item-references", lambda size: (HEAD + BEFORE + "".join(f"<div itemscope itemref='i{i + 1} i0' id=i{i}><span itemprop=name>x</span></div>" for i in range(size // 70)) + AFTER).encode())

LEFT_OPEN = re.compile(
    r"open-(?!span|b$|font|section|h1|ins|article|main)|order-(i-div|nobr-a|a-table-a|form-button)|wide-further-article|deep-and-wide-(formatting|quotes)"
    r"|attribute-(href|rel|class-words)|unended-(comment|script|style|tag-in-tag|title|textarea|xmp|quote|cdata|plaintext|no|svg)"
)


def hides_the_rest(name):
    return LEFT_OPEN.match(name) is not None


def build(name, size):
    return KINDS[name](size)
