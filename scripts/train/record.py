"""The model as plain text: what the trainer hands to the developer tools and keeps, compressed, as model.txt.gz.

  # comment lines, copied to the head of the generated source
  features NAME...
  tokens COUNT BIAS TYPE_BIAS...
  TOKEN NEAR MIDDLE FAR TYPE_WEIGHT...
  forest NAME TREES
  tree SPLITS LEAVES
  FEATURE THRESHOLD LEFT RIGHT VALUE             a line a split: values <= threshold go left, ~n is leaf n
  LEAF...

Numbers are 32-bit floats, written so that they are read back as they were. Standard library only: whoever has
Python can write the generated source from the record.
"""
import gzip
import struct
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Tree:
    splits: list = field(default_factory=list)  # (feature, threshold, left, right, value)
    leaves: list = field(default_factory=list)


@dataclass
class Record:
    comment: list = field(default_factory=list)
    features: list = field(default_factory=list)
    bias: float = 0.0
    type_bias: tuple = ()
    tokens: dict = field(default_factory=dict)  # token -> (near, middle, far, a weight a type)
    forests: dict = field(default_factory=dict)  # name -> [Tree]


def single(value):
    """The value as a 32-bit float holds it."""
    return struct.unpack("f", struct.pack("f", value))[0]


def number(value):
    return f"{single(value):.9g}"


def dump(record):
    lines = [f"# {line}".rstrip() for line in record.comment]
    lines.append(" ".join(["features", *record.features]))
    lines.append(" ".join(["tokens", str(len(record.tokens)), number(record.bias), *map(number, record.type_bias)]))
    lines += [" ".join([token, *map(number, values)]) for token, values in sorted(record.tokens.items())]
    for name, trees in record.forests.items():
        lines.append(f"forest {name} {len(trees)}")
        for tree in trees:
            lines.append(f"tree {len(tree.splits)} {len(tree.leaves)}")
            lines += [f"{f} {number(t)} {left} {right} {number(v)}" for f, t, left, right, v in tree.splits]
            lines.append(" ".join(map(number, tree.leaves)))
    return "\n".join(lines) + "\n"


def parse(text):
    record, trees = Record(), None
    lines = iter(text.splitlines())
    for line in lines:
        kind, _, rest = line.partition(" ")
        words = rest.split()
        if kind == "#":
            record.comment.append(rest)
        elif kind == "features":
            record.features = words
        elif kind == "tokens":
            record.bias, *record.type_bias = map(float, words[1:])
            for _ in range(int(words[0])):
                token, *values = next(lines).split()
                record.tokens[token] = tuple(map(float, values))
        elif kind == "forest":
            trees = record.forests.setdefault(words[0], [])
        elif kind == "tree":
            tree = Tree()
            for _ in range(int(words[0])):
                f, t, left, right, v = next(lines).split()
                tree.splits.append((int(f), float(t), int(left), int(right), float(v)))
            tree.leaves = list(map(float, next(lines).split()))
            trees.append(tree)
        else:
            raise ValueError(f"unknown line in the record: {line[:60]}")
    return record


def write(path, record):
    data = dump(record).encode("ascii")
    # No time and no name in the header: the same model gives the same bytes.
    Path(path).write_bytes(gzip.compress(data, 9, mtime=0) if str(path).endswith(".gz") else data)


def read(path):
    data = Path(path).read_bytes()
    return parse((gzip.decompress(data) if str(path).endswith(".gz") else data).decode("ascii"))
