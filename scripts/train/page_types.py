"""What kind of page it is: the probability of each type, which tells the block scorer what content means there.

Two steps. A logistic regression over the set of class, id and tag words of the page gives a score a type; boosted
trees see these scores and one row a page, the mean of the block features weighted by words.
"""
import lightgbm
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

# In the order of PageType.
TYPES = ["article", "forum", "product", "collection", "listing", "documentation", "service"]
FEWEST_PAGES = 12  # a token of fewer pages is a site's habit
KEPT = 1000  # tokens, by the range of their coefficients x sqrt(pages)
INVERSE_PENALTY = 0.03  # scikit-learn's C
ITERATIONS = 300
TREES, LEAVES = 40, 8  # trees a type
PARAMETERS = {
    "objective": "multiclass",
    "num_class": len(TYPES),
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


def type_of(page):
    """News and blog sets hold articles and forum threads; only wcxb-dev has the others."""
    return TYPES.index(page.gold.get("type") or "article")


def weight_of(page):
    """The sets of one kind of page would else make everything an article."""
    if page.data_set.name != "wcxb-dev":
        return 0.5
    return 1.0 if type_of(page) == 0 else 2.0


def token_matrix(pages, column_of):
    parts = [np.unique(column_of[page.page_tokens]) for page in pages]
    parts = [part[part >= 0] for part in parts]
    ends = np.concatenate([[0], np.cumsum([len(part) for part in parts])])
    shape = (len(pages), int(column_of.max()) + 1)
    return csr_matrix((np.ones(ends[-1], dtype=np.float32), np.concatenate(parts), ends), shape=shape)


def columns_of(codes, count):
    column_of = np.full(count, -1, dtype=np.int32)
    column_of[codes] = np.arange(len(codes))
    return column_of


def fit_tokens(pages, names):
    """({token: scores}, bias) learned from the pages."""
    labels = np.array([type_of(page) for page in pages])
    weights = np.array([weight_of(page) for page in pages])
    seen = np.bincount(np.concatenate([page.page_tokens for page in pages]), minlength=len(names))
    codes = np.flatnonzero(seen >= FEWEST_PAGES)

    def regress(codes):
        model = LogisticRegression(C=INVERSE_PENALTY, max_iter=ITERATIONS)
        return model.fit(token_matrix(pages, columns_of(codes, len(names))), labels, sample_weight=weights)

    def centred(coefficients):
        return coefficients - coefficients.mean(axis=0)

    importance = np.ptp(regress(codes).coef_, axis=0) * np.sqrt(seen[codes])
    codes = np.sort(codes[np.argsort(-importance, kind="stable")[:KEPT]])
    model = regress(codes)
    values = np.round(centred(model.coef_.astype(np.float64)), 4)
    table = {names[code].removeprefix("p:"): tuple(values[:, place].tolist()) for place, code in enumerate(codes)}
    return table, np.round(centred(model.intercept_.astype(np.float64)), 4)


def score_tokens(page, names, table, bias):
    words = {names[code].removeprefix("p:") for code in page.page_tokens}
    return sum((np.array(table[word]) for word in sorted(words & table.keys())), start=np.array(bias))


def page_row(page):
    """The mean of the page's block rows, weighted by words, and the type scores of its tokens."""
    total = max(int(page.words.sum()), 1)
    means = page.features.astype(np.float64).T @ (page.words / total)
    return np.concatenate([means, page.type_tokens]).astype(np.float32)


def fit(pages, seed):
    parameters = {**PARAMETERS, "seed": seed}
    data = lightgbm.Dataset(
        np.stack([page_row(page) for page in pages]), np.array([type_of(page) for page in pages]),
        weight=np.array([weight_of(page) for page in pages]), params=parameters,
    )  # fmt: skip
    return lightgbm.train(parameters, data, num_boost_round=TREES)


def predict(booster, page):
    return booster.predict(page_row(page)[None, :])[0].astype(np.float32)
