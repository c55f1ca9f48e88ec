"""What training prints: figures by set and page type, precision and recall, the worst pages by cause."""
from collections import Counter
from multiprocessing import Pool

import numpy as np

import measures
import page_types
import selection

TYPED_SET = "wcxb-dev"


def kept_text(page, keep):
    return "\n".join(text for text, kept in zip(page.texts, keep, strict=True) if kept)


def kept_by_score(page):
    if len(page.words) == 0:
        return np.zeros(0, dtype=bool)
    is_catalogue = "catalogues" in selection.forest_shares(page.types)
    highest = selection.CATALOGUE_HIGHEST_CUT if is_catalogue else selection.HIGHEST_CUT
    return selection.keep(1 / (1 + np.exp(-page.log_odds)), page.words, float(page.types[0]), highest=highest)


def groups_of(page):
    """Names of the lines that the page counts in."""
    name = page.data_set.name
    return [name, f"{name}/{page.gold['type']}"] if name == TYPED_SET else [name]


def figures(pages, texts, jobs):
    """{line: (pages, value)}"""
    work = [(page.data_set.figure, text, page.gold) for page, text in zip(pages, texts, strict=True)]
    with Pool(jobs) as pool:
        values = pool.map(measures.page_figure, work, chunksize=16)
    groups = {}
    for page, value in zip(pages, values, strict=True):
        for group in groups_of(page):
            groups.setdefault(group, (page.data_set.figure, []))[1].append(value)
    return {group: (len(values), measures.combine(figure, values)) for group, (figure, values) in groups.items()}


def by_score(pages, jobs):
    """{line: (pages, value)} of the blocks that the score alone keeps."""
    return figures(pages, [kept_text(page, kept_by_score(page)) for page in pages], jobs)


def study(columns):
    """One line a set, one column a way of learning: {title: {line: (pages, value)}}."""
    first = next(iter(columns.values()))
    lines = [f"{'by score alone':<26}{'pages':>6}" + "".join(f"{title:>14}" for title in columns)]
    for group in sorted(first):
        cells = "".join(f"{values[group][1]:14.4f}" for values in columns.values())
        lines.append(f"{group:<26}{first[group][0]:>6}{cells}")
    return lines


def table(pages, rows, jobs):
    columns = {
        "command": [rows[str(page.path)]["text"] for page in pages],
        "blocks": [kept_text(page, kept_by_score(page)) for page in pages],
        "labels": [kept_text(page, page.labels == 1) for page in pages],
    }
    values = {name: figures(pages, texts, jobs) for name, texts in columns.items()}
    lines = [f"{'set':<26}{'pages':>6}" + "".join(f"{name:>10}" for name in columns)]
    for group in sorted(values["command"]):
        cells = "".join(f"{values[name][group][1]:10.4f}" for name in columns)
        lines.append(f"{group:<26}{values['command'][group][0]:>6}{cells}")
    return lines


def types(pages):
    """How often the page type is right: a line a type, a column what it was taken for."""
    counts = np.zeros((len(page_types.TYPES), len(page_types.TYPES)), dtype=int)
    for page in pages:
        if page.data_set.name == TYPED_SET:
            counts[page_types.type_of(page), int(np.argmax(page.types))] += 1
    right = counts.trace() / max(counts.sum(), 1)
    lines = [f"page types, cross-validated: {right:.3f} right", f"{'is / taken for':<16}"]
    lines[-1] += "".join(f"{name[:9]:>11}" for name in page_types.TYPES)
    return lines + [
        f"{name:<16}" + "".join(f"{count:>11}" for count in row)
        for name, row in zip(page_types.TYPES, counts, strict=True)
    ]


def focus(pages, columns):
    """Precision, recall and F1 over words, the mean of the pages with a text."""
    lines = [f"{'set':<18}" + "".join(f"{name + ' P':>14}{'R':>8}{'F1':>8}" for name in columns)]
    for name in sorted({page.data_set.name for page in pages}):
        chosen = [page for page in pages if page.data_set.name == name and page.gold.get("text")]
        if not chosen:
            continue
        cells = ""
        for rows in columns.values():
            parts = [measures.word_parts(rows[str(page.path)]["text"], page.gold["text"]) for page in chosen]
            cells += "{:14.3f}{:8.3f}{:8.3f}".format(*np.mean(parts, axis=0))
        lines.append(f"{name:<18}{cells}")
    return lines


def cause(page, row):
    """Why a page went wrong, as far as the gold tells."""
    gold = page.gold["text"]
    precision, recall, _ = measures.word_parts(row["text"], gold)
    best = measures.word_f1(kept_text(page, page.labels == 1), gold)
    if not gold.strip():
        return "the gold is empty"
    if best < 0.5:
        return "the gold's text is not in the blocks"
    if not row["text"]:
        return "nothing was kept"
    if recall < 0.05 and precision < 0.05:
        return "other text than the gold's was kept"
    return "too much was kept" if precision < recall else "too little was kept"


def worst(pages, rows, count):
    """The worst pages with a gold text: the causes and their number, then the pages."""
    scored = []
    for page in pages:
        if page.gold.get("text") is not None:
            scored.append((measures.word_f1(rows[str(page.path)]["text"], page.gold["text"]), str(page.path), page))
    scored = sorted(scored, key=lambda entry: entry[:2])[:count]
    causes = [cause(page, rows[path]) for _, path, page in scored]
    lines = [f"the {len(scored)} worst pages by cause"]
    lines += [f"  {number:>3}  {name}" for name, number in Counter(causes).most_common()]
    for (value, _, page), why in zip(scored, causes, strict=True):
        kind = page.gold.get("type") or "-"
        taken = page_types.TYPES[int(np.argmax(page.types))]
        lines.append(f"  {value:.3f}  {page.data_set.name} {page.gold['id']}  {kind}, taken for {taken}: {why}")
    return lines
