"""LightGBM's trees -> those of the record."""
import numpy as np

import record


def float_at_most(value):
    """The largest 32-bit float that is not above `value`: comparing floats with it decides as LightGBM did."""
    single = np.float32(value)
    return float(single if float(single) <= value else np.nextafter(single, np.float32(-np.inf)))


def trees_of(booster, of_type=None):
    """All trees, or those of one class of a multi-class model, which LightGBM keeps in turns."""
    infos = booster.dump_model()["tree_info"]
    if of_type is not None:
        infos = infos[of_type :: booster.num_model_per_iteration()]
    return [tree_of(info["tree_structure"]) for info in infos]


def tree_of(root):
    """Splits in preorder, leaves from left to right."""
    tree = record.Tree()
    if "split_feature" not in root:
        tree.leaves.append(root["leaf_value"])
        return tree
    splits, pending = [], [root]
    while pending:
        node = pending.pop()
        if "split_feature" in node:
            if node["decision_type"] != "<=":
                raise ValueError(f"a split the reader does not know: {node['decision_type']}")
            node["place"] = len(splits)
            splits.append(node)
            pending += [node["right_child"], node["left_child"]]
        else:
            node["place"] = ~len(tree.leaves)
            tree.leaves.append(node["leaf_value"])
    tree.splits = [
        (node["split_feature"], float_at_most(node["threshold"]), node["left_child"]["place"],
         node["right_child"]["place"], node["internal_value"])
        for node in splits
    ]  # fmt: skip
    return tree


def evaluate(trees, features):
    """What the reader in C++ computes, for checking against LightGBM."""
    sums = np.zeros(len(features))
    for tree in trees:
        for number, row in enumerate(features):
            at = 0 if tree.splits else -1
            while at >= 0:
                feature, threshold, left, right, _ = tree.splits[at]
                at = left if row[feature] <= threshold else right
            sums[number] += record.single(tree.leaves[~at])
    return sums
