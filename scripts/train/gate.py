"""Is the page an article? Decides which of two forests scores it: that of all pages or that of articles.

One forest for everything is pulled about by what the sets mean by content: a shop's product cards are content, a
newspaper's teaser cards are not. The gate sees one row a page: the means of the block features, weighted by words.
"""
import lightgbm
import numpy as np

TREES, LEAVES = 48, 8
PARAMETERS = {
    "objective": "binary",
    "num_leaves": LEAVES,
    "learning_rate": 0.1,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "min_data_in_leaf": 20,
    "lambda_l2": 5.0,
    "max_bin": 63,
    "use_missing": False,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbose": -1,
}
# Probability from which a page counts as an article. Taking a list for an article costs more than the reverse: at
# 0.5 wcxb-dev loses 0.007, at 0.7 it loses nothing but the other sets gain less.
THRESHOLD = 0.6


def page_row(page):
    """The mean of the page's block rows, weighted by words; zeros without words."""
    total = page.words.sum()
    if total == 0:
        return None
    return (page.features.astype(np.float64).T @ (page.words / total)).astype(np.float32)


def fit(pages, seed):
    rows = [(page_row(page), page.is_article) for page in pages]
    rows = [(row, article) for row, article in rows if row is not None]
    data = lightgbm.Dataset(
        np.stack([row for row, _ in rows]), np.array([int(article) for _, article in rows]),
        params={**PARAMETERS, "seed": seed},
    )  # fmt: skip
    return lightgbm.train({**PARAMETERS, "seed": seed}, data, num_boost_round=TREES)


def is_article(booster, page):
    row = page_row(page)
    return row is not None and float(booster.predict(row[None, :])[0]) >= THRESHOLD
