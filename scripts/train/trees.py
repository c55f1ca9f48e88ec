"""The forest over block features, and the weights of training blocks."""
import lightgbm
import numpy as np

PARAMETERS = {
    "objective": "binary",
    "learning_rate": 0.15,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "min_data_in_leaf": 60,
    "lambda_l2": 5.0,
    "max_bin": 63,
    # The reader in C++ knows plain comparisons only.
    "use_missing": False,
    "zero_as_missing": False,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,  # forests are trained side by side instead
    "verbose": -1,
}
TREES, LEAVES = 96, 20
MOST_BLOCKS = 260  # of one page; more of the same page teach nothing new


def training_rows(page, seed, most=MOST_BLOCKS):
    """Labelled blocks with words; of a long page a sample that depends on the seed and the page only."""
    rows = np.flatnonzero((page.labels >= 0) & (page.words > 0))
    if len(rows) > most:
        key = int.from_bytes(str(page.gold["id"]).encode()[-8:], "little")
        rows = np.sort(np.random.default_rng([seed, key]).choice(rows, most, replace=False))
    return rows


def block_weights(page, rows):
    """Each page counts about as much as another, its blocks by their words."""
    if page.gold.get("text") is not None:
        gold_words = int(page.words[page.labels == 1].sum())
    else:  # by snippets: the labelled blocks are a few of many
        gold_words = int(page.words[rows].sum())
    return page.weight * (page.words[rows] + 1) / (gold_words + 0.25 * page.words.sum() + 30)


def fit(pages, chosen, shares, seed, trees=TREES, leaves=LEAVES, unused=()):
    """`shares`: how much of its weight each page counts with."""
    features = np.concatenate([page.features[rows] for page, rows in zip(pages, chosen, strict=True)])
    features[:, list(unused)] = 0
    labels = np.concatenate([page.labels[rows] for page, rows in zip(pages, chosen, strict=True)])
    weights = np.concatenate(
        [share * block_weights(page, rows) for page, rows, share in zip(pages, chosen, shares, strict=True)]
    )
    weights = weights / weights.mean()
    parameters = {**PARAMETERS, "seed": seed, "num_leaves": leaves}
    data = lightgbm.Dataset(features, labels, weight=weights, params=parameters, free_raw_data=True)
    return lightgbm.train(parameters, data, num_boost_round=trees)
