"""Runs lubb_features over pages and reads what it says."""
import json
import os
import subprocess
from multiprocessing import Pool
from pathlib import Path

import numpy as np

import labels as labelling

BATCH = 100  # pages a process: small enough that all cores stay busy


def batches(pages):
    # lubb_features prints pages in the order of their sorted paths, as bytes.
    ordered = sorted(pages, key=lambda page: os.fsencode(page.path))
    return [ordered[begin : begin + BATCH] for begin in range(0, len(ordered), BATCH)]


def feature_names(tool):
    """Names and groups of the features, each in their order."""
    head = json.loads(subprocess.run([tool], stdout=subprocess.PIPE, check=True).stdout.splitlines()[0])
    return head["feature_names"], head["feature_groups"]


def line_feature_names(tool, page):
    done = subprocess.run([tool, str(page.path)], stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout.splitlines()[0])["feature_names"]


def run_tool(tool, arguments, pages):
    done = subprocess.run([tool, *arguments, *[str(page.path) for page in pages]], stdout=subprocess.PIPE, check=True)
    rows = [json.loads(line) for line in done.stdout.split(b"\n")[1:] if line]
    if [row["path"] for row in rows] != [str(page.path) for page in pages]:
        raise RuntimeError(f"{tool} printed other pages than it was given")
    return rows


def read_batch(job):
    """Texts, words, labels and tokens of a batch. Tokens as codes into the batch's own list."""
    tool, pages = job
    codes, result = {}, []
    for page, row in zip(pages, run_tool(tool, ["--tokens"], pages), strict=True):
        texts = [block["text"] for block in row["blocks"]]
        words = np.array([block["words"] for block in row["blocks"]], dtype=np.int32)
        gold = page.gold
        if gold.get("text") is not None:
            labels, _ = labelling.by_text(texts, gold["text"])
        else:
            labels = labelling.by_snippets(texts, gold.get("with") or [], gold.get("without") or [])
        flat, ends, previous = [], [], None
        for block in row["blocks"]:
            if block["tokens"] != previous:
                previous = block["tokens"]
                coded = [codes.setdefault(token, len(codes)) for token in previous]
            flat.extend(coded)
            ends.append(len(flat))
        tokens = (np.array(flat, dtype=np.int32), np.array(ends, dtype=np.int64))
        on_page = np.array([codes.setdefault(f"p:{token}", len(codes)) for token in row["page_tokens"]], dtype=np.int32)
        result.append((texts, words, labels, tokens, on_page))
    return pages, list(codes), result


def read(tool, pages, jobs):
    """Fills texts, words, labels and tokens of each page; returns the list of all token names."""
    by_path = {page.path: page for page in pages}
    vocabulary = {}
    with Pool(jobs) as pool:
        for batch, names, result in pool.imap(read_batch, [(tool, batch) for batch in batches(pages)]):
            to_global = np.array([vocabulary.setdefault(name, len(vocabulary)) for name in names], dtype=np.int32)
            for copy, (texts, words, labels, (flat, ends), on_page) in zip(batch, result, strict=True):
                page = by_path[copy.path]
                page.texts, page.words, page.labels = texts, words, labels
                page.tokens = (to_global[flat] if len(flat) else flat, ends)
                page.page_tokens = to_global[on_page] if len(on_page) else on_page
    return list(vocabulary)


def matrix_batch(job):
    tool, weights, width, pages, sizes, output = job
    subprocess.run(
        [tool, "--token-weights", weights, "--matrix", output, *[str(page) for page in pages]],
        stdout=subprocess.DEVNULL,
        check=True,
    )
    values = np.fromfile(output, dtype=np.float32)
    os.unlink(output)
    if values.size != sum(sizes) * width:
        raise RuntimeError(f"{tool} --matrix wrote {values.size} values, not {sum(sizes)} rows of {width}")
    return np.split(values.reshape(-1, width), np.cumsum(sizes)[:-1])


def read_features(tool, weights_path, width, pages, work, jobs):
    """Fills the features of each page, computed with these token weights."""
    grouped = batches(pages)
    jobs_list = [
        (tool, str(weights_path), width, [page.path for page in batch], [len(page.words) for page in batch],
         str(Path(work) / f"matrix-{number}"))
        for number, batch in enumerate(grouped)
    ]  # fmt: skip
    with Pool(jobs) as pool:
        for batch, matrices in zip(grouped, pool.imap(matrix_batch, jobs_list), strict=True):
            for page, matrix in zip(batch, matrices, strict=True):
                page.features = matrix
