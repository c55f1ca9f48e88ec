"""Weights of class, id and tag words: L2 logistic regression on sets of tokens tagged by distance."""
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

FEWEST_DOMAINS = 12  # a token of fewer sites is one site's habit
KEPT = 1500  # tagged tokens, by |coefficient| x sqrt(document frequency): more gain nothing measurable
INVERSE_PENALTY = 0.1  # scikit-learn's C, for sample weights with mean 1
ITERATIONS = 200


def common_tokens(pages, count):
    """Codes of tokens that stand on pages of at least FEWEST_DOMAINS sites."""
    domains = {}
    for page in pages:
        domains.setdefault(page.domain, []).append(page)
    seen = np.zeros(count, dtype=np.int32)
    for group in domains.values():
        seen[np.unique(np.concatenate([page.tokens[0] for page in group]))] += 1
    return np.flatnonzero(seen >= FEWEST_DOMAINS)


def sparse_rows(pages, columns, count, chosen):
    """One row a labelled block with words, one column a token of `columns`."""
    column_of = np.full(count, -1, dtype=np.int32)
    column_of[columns] = np.arange(len(columns))
    indices, sizes = [], []
    for page, rows in zip(pages, chosen, strict=True):
        flat, ends = page.tokens
        mapped = column_of[flat]
        begins = np.concatenate([[0], ends[:-1]]) if len(ends) else ends
        for row in rows:
            part = mapped[begins[row] : ends[row]]
            part = part[part >= 0]
            indices.append(part)
            sizes.append(len(part))
    flat = np.concatenate(indices) if indices else np.zeros(0, dtype=np.int32)
    ends = np.concatenate([[0], np.cumsum(sizes)])
    return csr_matrix((np.ones(len(flat), dtype=np.float32), flat, ends), shape=(len(sizes), len(columns)))


def fit(pages, names, chosen, weights):
    """({tagged token: weight}, bias) learned from the chosen blocks of the pages."""
    labels = np.concatenate([page.labels[rows] for page, rows in zip(pages, chosen, strict=True)])
    weights = weights / weights.mean()
    columns = common_tokens(pages, len(names))
    rows = sparse_rows(pages, columns, len(names), chosen)

    def regress(matrix):
        model = LogisticRegression(C=INVERSE_PENALTY, max_iter=ITERATIONS, tol=1e-3)
        return model.fit(matrix, labels, sample_weight=weights)

    first = regress(rows)
    frequency = np.asarray(rows.sum(axis=0)).ravel()
    importance = np.abs(first.coef_[0]) * np.sqrt(frequency)
    kept = np.sort(np.argsort(-importance, kind="stable")[:KEPT])
    second = regress(rows[:, kept])
    values = np.round(second.coef_[0].astype(np.float64), 4)
    table = {names[columns[column]]: float(value) for column, value in zip(kept, values, strict=True)}
    return table, round(float(second.intercept_[0]), 4)


def by_word(table):
    """{token: (near, middle, far)} of a table of tagged tokens."""
    zones = {"n": 0, "m": 1, "f": 2}
    result = {}
    for tagged, value in sorted(table.items()):
        zone, token = tagged.split(":", 1)
        result.setdefault(token, [0.0, 0.0, 0.0])[zones[zone]] = value
    return {token: tuple(values) for token, values in sorted(result.items())}


def write(path, table, bias):
    """The file that lubb_features --token-weights reads."""
    with open(path, "w", encoding="ascii") as file:
        file.write(f"bias\t{bias}\n")
        for token, (near, middle, far) in by_word(table).items():
            file.write(f"{token}\t{near}\t{middle}\t{far}\n")
