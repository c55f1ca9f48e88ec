"""Labels of blocks: content, junk or unknown.

With a gold text, a block is content if at least half of its words align to it. With snippets only, a block that
holds part of a "must appear" snippet is content, one that holds a "must not appear" snippet is junk, all others
are unknown.
"""
import numpy as np

from align import aligned_words, words_of

CONTENT, JUNK, UNKNOWN = 1, 0, -1
CONTENT_SHARE = 0.5  # of a block's words


def by_text(blocks, gold_text):
    """(labels, share of aligned words) of the blocks, a list of texts."""
    words = [words_of(text) for text in blocks]
    flat = [word for block in words for word in block]
    aligned = aligned_words(flat, words_of(gold_text))
    shares = np.zeros(len(blocks), dtype=np.float32)
    place = 0
    for number, block in enumerate(words):
        if block:
            shares[number] = aligned[place : place + len(block)].mean()
        place += len(block)
    return (shares >= CONTENT_SHARE).astype(np.int8), shares


def squash(text):
    return " ".join(text.split())


def by_snippets(blocks, must, must_not):
    """A snippet may run over several blocks: each block that it touches counts."""
    labels = np.full(len(blocks), UNKNOWN, dtype=np.int8)
    texts = [squash(block) for block in blocks]
    begins = np.cumsum([0] + [len(text) + 1 for text in texts])
    page = " ".join(texts)
    for snippets, label in ((must, CONTENT), (must_not, JUNK)):
        for snippet in map(squash, snippets):
            if not snippet:
                continue
            place = page.find(snippet)
            only = place >= 0 and page.find(snippet, place + 1) < 0
            while place >= 0:
                first = int(np.searchsorted(begins, place, "right")) - 1
                last = int(np.searchsorted(begins, place + len(snippet), "left"))
                # A "must" snippet that stands twice (also in a teaser) says nothing about either place.
                if label == JUNK or only:
                    labels[first:last] = label
                place = page.find(snippet, place + 1)
    return labels
