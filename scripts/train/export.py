"""Forest and token weights -> the generated C++ source that src/extract/model.h reads."""
import math
from dataclasses import dataclass, field

import numpy as np

import tokens

EMPTY_SLOT = 0xFFFF


def float_at_most(value):
    """The largest 32-bit float that is not above `value`: comparing floats with it decides as LightGBM did."""
    single = np.float32(value)
    return single if float(single) <= value else np.nextafter(single, np.float32(-np.inf))


@dataclass
class Tables:
    trees: list = field(default_factory=list)  # (node_begin, leaf_begin, nodes)
    nodes: list = field(default_factory=list)  # (threshold, feature, left, right)
    leaves: list = field(default_factory=list)
    node_values: list = field(default_factory=list)


def flatten(booster):
    tables = Tables()
    for tree in booster.dump_model()["tree_info"]:
        add_tree(tree["tree_structure"], tables)
    return tables


def add_tree(root, tables):
    node_begin, leaf_begin = len(tables.nodes), len(tables.leaves)
    if "split_feature" not in root:
        tables.trees.append((node_begin, leaf_begin, 0))
        tables.leaves.append(root["leaf_value"])
        return
    splits, leaves = [], []
    pending = [root]
    while pending:
        node = pending.pop()
        if "split_feature" in node:
            if node["decision_type"] != "<=":
                raise ValueError(f"a split the reader does not know: {node['decision_type']}")
            node["place"] = len(splits)
            splits.append(node)
            pending += [node["right_child"], node["left_child"]]
        else:
            node["place"] = ~len(leaves)
            leaves.append(node)
    for node in splits:
        tables.nodes.append(
            (float_at_most(node["threshold"]), node["split_feature"], node["left_child"]["place"],
             node["right_child"]["place"])
        )  # fmt: skip
        tables.node_values.append(node["internal_value"])
    tables.leaves += [leaf["leaf_value"] for leaf in leaves]
    tables.trees.append((node_begin, leaf_begin, len(splits)))


def evaluate(tables, features):
    """What the reader in C++ computes, for checking against LightGBM."""
    sums = np.zeros(len(features))
    for node_begin, leaf_begin, nodes in tables.trees:
        at = np.full(len(features), 0 if nodes else -1)
        while (at >= 0).any():
            active = np.flatnonzero(at >= 0)
            rows = [tables.nodes[node_begin + place] for place in at[active]]
            left = np.array([features[i, row[1]] <= row[0] for i, row in zip(active, rows, strict=True)])
            at[active] = np.where(left, [row[2] for row in rows], [row[3] for row in rows])
        sums += np.array([float(np.float32(tables.leaves[leaf_begin + ~place])) for place in at])
    return sums


def token_hash(token):
    value = 0x811C9DC5
    for byte in token.encode("ascii"):
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def token_slots(words):
    """The open-addressing table that TokenTable::find() walks: [(hash, id)], half full at most."""
    size = 16
    while size < 2 * len(words):
        size *= 2
    slots = [(0, EMPTY_SLOT)] * size
    seen = {}
    for number, word in enumerate(words):
        value = token_hash(word)
        if seen.setdefault(value, word) != word:
            raise ValueError(f"{word} and {seen[value]} have the same hash")
        at = value & (size - 1)
        while slots[at][1] != EMPTY_SLOT:
            at = (at + 1) & (size - 1)
        slots[at] = (value, number)
    return slots


def number(value):
    text = f"{np.float32(value):.9g}"
    return text + ("F" if any(c in text for c in ".e") else ".0F")


def table(kind, name, cells, width=100):
    """A constexpr array, filled to `width` columns."""
    lines, line = [], "   "
    for cell in cells:
        if len(line) + len(cell) + 2 > width:
            lines.append(line)
            line = "   "
        line += f" {cell},"
    lines.append(line)
    return f"constexpr {kind} {name}[] = {{\n" + "\n".join(lines) + "\n};\n"


def model(booster, prefix, feature_count="feature_count"):
    """The tables of one forest and the Model over them, named by prefix."""
    tables = flatten(booster)
    return f"""{table("TreeNode", f"{prefix}_nodes", [f"{{{number(t)}, {f}, {left}, {right}}}" for t, f, left, right in tables.nodes])}
{table("float", f"{prefix}_node_values", [number(value) for value in tables.node_values])}
{table("float", f"{prefix}_leaves", [number(value) for value in tables.leaves])}
{table("Tree", f"{prefix}_trees", [f"{{{a}, {b}, {c}}}" for a, b, c in tables.trees])}
constexpr Model {prefix}_model{{{prefix}_trees, {prefix}_nodes, {prefix}_leaves, {prefix}_node_values,
                            static_cast<std::uint16_t>({feature_count})}};
"""


def line_source(booster, feature_names, comment):
    """The source that src/scrape/line_model.h reads."""
    head = "\n".join(f"// {line}".rstrip() for line in comment)
    checks = "\n".join(
        f"static_assert(static_cast<int>(LineFeature::{name}) == {place});" for place, name in enumerate(feature_names)
    )
    return f"""// Generated by scripts/train/scraped; not to be edited.
//
{head}
#include "scrape/line_model.h"

namespace lubb::scrape {{
namespace {{

using extraction::Model;
using extraction::Tree;
using extraction::TreeNode;

// clang-format off
// The features the forest was trained on stand where they stood.
{checks}
static_assert(line_feature_count == {len(feature_names)});

{model(booster, "lines", "line_feature_count")}
// clang-format on

}}  // namespace

const Model& built_in_line_model() noexcept {{ return lines_model; }}

}}  // namespace lubb::scrape
"""


def source(boosters, threshold, token_table, bias, feature_names, comment):
    words = tokens.by_word(token_table)
    slots = token_slots(list(words))
    head = "\n".join(f"// {line}".rstrip() for line in comment)
    checks = "\n".join(
        f'static_assert(static_cast<int>(Feature::{name}) == {place});' for place, name in enumerate(feature_names)
    )
    log_odds = math.log(threshold / (1 - threshold))
    return f"""// Generated by scripts/train/train; not to be edited.
//
{head}
#include "extract/model.h"

namespace lubb::extraction {{
namespace {{

// clang-format off
// The features the forests were trained on stand where they stood.
{checks}
static_assert(feature_count == {len(feature_names)});

{model(boosters["all"], "all_pages")}
{model(boosters["article"], "article")}
{model(boosters["gate"], "gate")}
{table("TokenWeights", "token_weights", ["{" + ", ".join(number(v) for v in values) + "}" for values in words.values()])}
// Empty slots have the id 0xFFFF.
{table("TokenSlot", "token_slots", [f"{{{value:#010x}, {place}}}" if place != EMPTY_SLOT else "{}" for value, place in slots])}
// clang-format on

constexpr TokenTable tokens{{token_slots, token_weights, {number(bias)}}};

}}  // namespace

const Model& built_in_model() noexcept {{ return all_pages_model; }}
const Model& built_in_article_model() noexcept {{ return article_model; }}
const Model& built_in_gate() noexcept {{ return gate_model; }}
double built_in_gate_threshold() noexcept {{ return {log_odds:.6g}; }}  // log-odds of probability {threshold:g}
const TokenTable& built_in_tokens() noexcept {{ return tokens; }}

}}  // namespace lubb::extraction
"""
