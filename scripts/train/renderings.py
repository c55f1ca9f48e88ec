"""Web pages as the plain text that scrapers save, with all the junk in.

Scrapers differ in where they break lines, so a page is rendered in several manners:
  lines   a line a text block
  blank   the same with an empty line between blocks
  joined  the entries of a list or table run together in one line, as copying from a browser often gives it
  nodes   a line a text node: sentences are broken at links, the document's title comes first
  source  the text as it stands between the tags, with the line breaks of the source
"""
import random
import zlib

import lxml.html

MANNERS = ("lines", "blank", "joined", "nodes", "source")
LEFT_OUT = {"script", "style", "template", "svg", "iframe", "object", "select", "datalist", "textarea"}
LIST_TOKENS = {"n:<li", "n:<td", "n:<th", "n:<option", "n:<nav", "n:<dd", "n:<dt"}
JOINTS = (" ", " ", " ", " • ", " | ", "")
MOST_JOINED_WORDS = 25  # a longer entry is a paragraph that happens to stand in a list


def generator(page_id, manner):
    return random.Random(zlib.crc32(f"{page_id}/{manner}".encode()))


def joined(blocks, page_id):
    """Neighbouring short entries of lists share a line; about every third list is left as it is."""
    chance = generator(page_id, "joined")
    lines, joint = [], None
    for block in blocks:
        listed = not LIST_TOKENS.isdisjoint(block["tokens"]) and block["words"] <= MOST_JOINED_WORDS
        if not listed:
            joint = None
            lines.append(block["text"])
        elif joint is not None:
            lines[-1] += joint + block["text"]
        else:
            lines.append(block["text"])
            joint = chance.choice(JOINTS) if chance.random() < 0.7 else None
    return "\n".join(lines)


def text_nodes(html):
    """Text nodes of the document in order, the title first."""
    root = lxml.html.fromstring(html)
    pending, found = [(root, False)], []
    while pending:
        element, tail = pending.pop()
        if tail:
            found.append(element.tail)
            continue
        if element.tail and element is not root:
            pending.append((element, True))
        if not isinstance(element.tag, str) or element.tag in LEFT_OUT:
            continue
        if element.text:
            found.append(element.text)
        pending += [(child, False) for child in reversed(element)]
    return found


def render(manner, page_id, html, blocks):
    """`html`: bytes of the page; `blocks`: as lubb_features --tokens prints them."""
    if manner == "lines":
        return "\n".join(block["text"] for block in blocks)
    if manner == "blank":
        return "\n\n".join(block["text"] for block in blocks)
    if manner == "joined":
        return joined(blocks, page_id)
    try:
        nodes = text_nodes(html)
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        return None
    if manner == "nodes":
        return "\n".join(" ".join(node.split()) for node in nodes if node.strip())
    return "".join(nodes)
