"""The annotated sets: what each may be used for and how much it counts.

Licences are those of the annotation; the pages belong to their publishers and are not redistributed.
"""
import json
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class DataSet:
    name: str
    licence: str
    weight: float  # of each page in training; 0 = measured, never trained on
    figure: str = "word_f1"  # what it is judged by: word_f1, shingle_f1, snippets_f
    type_weights: dict = field(default_factory=dict, hash=False)  # page type -> weight in place of the above


# Weights: news and forum sets at 3 gain more on their kind of page than wcxb-dev loses; its pages that are no
# articles are counted up in turn, since no other set has any (cross-validated).
# Each forest learns from all pages that count in it. In the forest of all pages the articles of the other sets count
# this share: articles have a forest of their own, and each news set's habits cost wcxb-dev's other kinds of page .001
# to .02.
MIXED_SHARE = 1 / 9
# Catalogues have one too (products +.022, collections and listings +.009, services +.006). The other pages cannot be
# left out of it altogether, since the type of a page is not always known: without them magic-html-dev loses .01.
CATALOGUES = ("product", "collection", "listing", "service")
OTHER_KINDS_SHARE, OTHER_SETS_SHARE = 0.3, 0.03
FORESTS = ("all_pages", "articles", "catalogues")
NOT_ARTICLES = dict.fromkeys(("forum", "product", "collection", "listing", "documentation", "service"), 3.0)
SETS = [
    DataSet("wcxb-dev", "CC-BY-4.0", 1.0, type_weights=NOT_ARTICLES),
    DataSet("trafilatura-dev", "Apache-2.0", 3.0, figure="snippets_f"),
    DataSet("scrapinghub-dev", "MIT", 3.0, figure="shingle_f1"),
    DataSet("fundus-dev", "MIT", 3.0),
    DataSet("magic-html-dev", "Apache-2.0", 3.0),
    DataSet("rtl-annotated-dev", "Apache-2.0 (pages of htmldate)", 3.0),
    DataSet("voa-dari-dev", "public domain (Voice of America)", 3.0),
    # GPL-3.0: nothing learned from it may be shipped.
    DataSet("daniel-dev", "GPL-3.0", 0.0),
]


@dataclass
class Page:
    data_set: DataSet
    gold: dict
    path: Path
    domain: str = ""
    fold: int = -1
    # Filled by blocks.py, a row or item a block:
    words: object = None
    labels: object = None
    tokens: object = None  # (codes, row ends)
    page_tokens: object = None  # codes
    texts: list = None
    features: object = None
    type_tokens: object = None  # log-odds of each page type by the page's tokens
    types: object = None  # probability of each page type
    log_odds: object = None  # of the blocks

    @property
    def is_article(self):
        """Sets without a type hold news and blogs."""
        return (self.gold.get("type") or "article") == "article"

    def share_in(self, forest):
        """How much of its weight the page counts with in a forest."""
        is_typed = bool(self.data_set.type_weights)
        if forest == "articles":
            return 1.0 if self.is_article else 0.0
        if forest == "all_pages":
            return 1.0 if is_typed or not self.is_article else MIXED_SHARE
        if is_typed:
            return 1.0 if self.gold.get("type") in CATALOGUES else OTHER_KINDS_SHARE
        return OTHER_SETS_SHARE

    @property
    def weight(self):
        return self.data_set.type_weights.get(self.gold.get("type"), self.data_set.weight)


def load(data, only=None, extra=()):
    """Pages that have both a file and something to learn or measure. `extra`: folders that are measured only."""
    pages = []
    folders = [(one, data / one.name) for one in SETS if not only or one.name in only]
    folders += [(DataSet(folder.name, "", 0.0), folder) for folder in extra]
    for data_set, folder in folders:
        gold_path = folder / "gold.jsonl"
        if not gold_path.exists():
            continue
        html = folder / "html" if (folder / "html").is_dir() else folder
        with open(gold_path, encoding="utf-8") as file:
            for gold in map(json.loads, filter(str.strip, file)):
                path = html / gold.get("file", f"{gold['id']}.html")
                if path.exists() and (gold.get("text") is not None or gold.get("with") or gold.get("without")):
                    pages.append(Page(data_set, gold, path))
    return pages
