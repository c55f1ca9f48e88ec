"""Five folds by registered domain, so that no site is on both sides."""
import re
import zlib
from collections import Counter

FOLDS = 5
# Second levels under which names are registered in many countries (co.uk, com.br, ...).
SECOND_LEVEL = {"ac", "co", "com", "edu", "gob", "gov", "gouv", "go", "ne", "net", "nom", "or", "org", "sch", "in"}
HOST = re.compile(r"^[a-z][a-z0-9+.-]*://(?:[^/?#@]*@)?([^/?#:]+)", re.I)


def registered_domain(url):
    match = HOST.match(url or "")
    if not match:
        return None
    labels = match.group(1).lower().strip(".").split(".")
    if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in SECOND_LEVEL:
        return ".".join(labels[-3:])
    return ".".join(labels[-2:])


def domain_of(gold, data_set):
    """The page's site; without an address each page is a site of its own."""
    return registered_domain(gold.get("url")) or f"{data_set}:{gold['id']}"


def assign(domains):
    """Fold of each page. Largest sites first, each into the fold with the fewest pages: even and repeatable."""
    sizes = [0] * FOLDS
    fold_of = {}
    for domain, count in sorted(Counter(domains).items(), key=lambda item: (-item[1], item[0])):
        fold = sizes.index(min(sizes))
        fold_of[domain] = fold
        sizes[fold] += count
    return [fold_of[domain] for domain in domains]


def is_in_share(domain, share):
    """True for about this share of the sites, the same ones each time."""
    return share >= 1 or zlib.crc32(domain.encode()) < share * 2**32
