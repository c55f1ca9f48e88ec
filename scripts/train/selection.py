"""Which blocks to keep, from their probabilities. The same rule as src/extract/score.cpp."""
import numpy as np

LOWEST_CUT, HIGHEST_CUT = 0.12, 0.50
SURE_F1, SURE_CUT = 0.90, 0.60  # on a page as clear as this, the line is drawn there
FEWEST_EXPECTED_WORDS = 15


def expected_f1(probability, words, keep):
    kept, content = words[keep].sum(), (probability * words).sum()
    return 2 * (probability * words)[keep].sum() / (kept + content) if kept + content > 0 else 0.0


def keep(probability, words):
    """Booleans, a block each."""
    probability = np.where(words > 0, probability, 0.0)
    if len(words) == 0:
        return np.zeros(0, dtype=bool)
    order = np.lexsort((np.arange(len(words)), -probability))
    content = probability * words
    kept = np.cumsum(words[order])
    values = 2 * np.cumsum(content[order]) / np.maximum(kept + content.sum(), 1e-9)
    cut = float(np.clip(probability[order[int(np.argmax(values))]], LOWEST_CUT, HIGHEST_CUT))
    chosen = probability >= cut
    if content[chosen].sum() < FEWEST_EXPECTED_WORDS:
        return np.zeros(len(words), dtype=bool)
    return probability >= max(cut, SURE_CUT) if expected_f1(probability, words, chosen) >= SURE_F1 else chosen
