"""Which blocks to keep, from their probabilities. The same rule as src/extract/cut.cpp."""
import numpy as np

import page_types
import sets

HIGHEST_CUT = 0.50
# (lowest cut, fewest expected words) of web pages, and of scrapes in plain text
PAGES, SCRAPES = (0.10, 6), (0.12, 15)
SURE_F1, SURE_CUT = 0.90, 0.60  # on an article as clear as this, the line is drawn there
LIKELY_ARTICLE = 0.5
# Probability of a kind of page -> how much its forest counts: see src/extract/score.h, as for all of these.
ARTICLES_FROM, ARTICLES_ALONE = 0.1, 0.9
CATALOGUES_FROM, CATALOGUES_ALONE = 0.2, 0.8
SMALLEST_SHARE = 0.15
LIKELY_CATALOGUE, CATALOGUE_CERTAINTY = 0.5, 0.7
CATALOGUE_HIGHEST_CUT = 0.45


def part_between(value, lowest, highest):
    return min(1.0, max(0.0, (value - lowest) / (highest - lowest)))


def forest_shares(types):
    """How much each forest counts, by the probabilities of the page's types."""
    catalogue = float(sum(types[page_types.TYPES.index(name)] for name in sets.CATALOGUES))
    catalogues = part_between(catalogue, CATALOGUES_FROM, CATALOGUES_ALONE)
    articles = (1 - catalogues) * part_between(float(types[0]), ARTICLES_FROM, ARTICLES_ALONE)
    shares = {"all_pages": 1 - catalogues - articles, "articles": articles, "catalogues": catalogues}
    shares = {kind: share for kind, share in shares.items() if share >= SMALLEST_SHARE}
    certainty = CATALOGUE_CERTAINTY if catalogue >= LIKELY_CATALOGUE else 1.0
    return {kind: certainty * share / sum(shares.values()) for kind, share in shares.items()}


def expected_f1(probability, words, keep):
    kept, content = words[keep].sum(), (probability * words).sum()
    return 2 * (probability * words)[keep].sum() / (kept + content) if kept + content > 0 else 0.0


def keep(probability, words, article=1.0, rules=PAGES, highest=HIGHEST_CUT):
    """Booleans, a block each; `article` is the probability that the page is one."""
    lowest, fewest_words = rules
    probability = np.where(words > 0, probability, 0.0)
    if len(words) == 0:
        return np.zeros(0, dtype=bool)
    order = np.lexsort((np.arange(len(words)), -probability))
    content = probability * words
    kept = np.cumsum(words[order])
    values = 2 * np.cumsum(content[order]) / np.maximum(kept + content.sum(), 1e-9)
    cut = float(np.clip(probability[order[int(np.argmax(values))]], lowest, highest))
    chosen = probability >= cut
    if content[chosen].sum() < fewest_words:
        return np.zeros(len(words), dtype=bool)
    clear = article > LIKELY_ARTICLE and expected_f1(probability, words, chosen) >= SURE_F1
    return probability >= max(cut, SURE_CUT) if clear else chosen
