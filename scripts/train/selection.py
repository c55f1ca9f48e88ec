"""Which blocks to keep, from their probabilities. The same rule as src/extract/cut.cpp."""
import numpy as np

HIGHEST_CUT = 0.50
# (lowest cut, fewest expected words) of web pages, and of scrapes in plain text
PAGES, SCRAPES = (0.06, 8), (0.12, 15)
SURE_F1, SURE_CUT = 0.90, 0.60  # on an article as clear as this, the line is drawn there
LIKELY_ARTICLE = 0.5
ARTICLES_FROM, ARTICLES_ALONE = 0.1, 0.9  # probability of an article -> how much the article forest counts


def article_share(probability):
    return min(1.0, max(0.0, (probability - ARTICLES_FROM) / (ARTICLES_ALONE - ARTICLES_FROM)))


def expected_f1(probability, words, keep):
    kept, content = words[keep].sum(), (probability * words).sum()
    return 2 * (probability * words)[keep].sum() / (kept + content) if kept + content > 0 else 0.0


def keep(probability, words, article=1.0, rules=PAGES):
    """Booleans, a block each; `article` is the probability that the page is one."""
    lowest, fewest_words = rules
    probability = np.where(words > 0, probability, 0.0)
    if len(words) == 0:
        return np.zeros(0, dtype=bool)
    order = np.lexsort((np.arange(len(words)), -probability))
    content = probability * words
    kept = np.cumsum(words[order])
    values = 2 * np.cumsum(content[order]) / np.maximum(kept + content.sum(), 1e-9)
    cut = float(np.clip(probability[order[int(np.argmax(values))]], lowest, HIGHEST_CUT))
    chosen = probability >= cut
    if content[chosen].sum() < fewest_words:
        return np.zeros(len(words), dtype=bool)
    clear = article > LIKELY_ARTICLE and expected_f1(probability, words, chosen) >= SURE_F1
    return probability >= max(cut, SURE_CUT) if clear else chosen
