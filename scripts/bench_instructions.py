"""Instructions per input byte by stage, counted by valgrind's callgrind; they do not depend on how busy a machine is.

A warm-up pass over the same pages runs first and is not counted. --check compares our own code's counts (Gumbo's among
them) on the committed fixtures with the baseline; what the C library, ICU and the like take is shown but not compared.
"""
import hashlib
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from bench_callgrind import Profile
from bench_common import ROOT, BenchError, data_sets
from bench_meter import PageMeter

BASELINE = ROOT / "fixtures/instructions.json"
BASELINE_PAGES = ("pages/*/page.html", "gold/*/page.html", "encoding/*.html", "readme/*.html")
MAY_GROW = 0.05  # of a stage's own instructions
WORTH_LOWERING = 0.10  # a stage that shrank by this much should have its baseline lowered
NEGLIGIBLE = 0.001  # of the whole: less than this is no growth, however large its share of a tiny stage

MEASURED = "measured_pass"
# The functions that a stage begins with; each must be found in the profile, so keep them in step with pipeline.cpp.
STAGES = {
    "encoding": ["lubb::encoding::decode"],
    "prescan": ["lubb::dom::prescan"],
    "Gumbo": ["gumbo_parse_with_options"],
    "dom, rest": ["lubb::dom::parse"],
    "segment": ["lubb::extraction::segment"],
    "features": ["lubb::extraction::compute_features"],
    "score": ["lubb::extraction::score_blocks"],
    "classify": ["lubb::extraction::classify", "lubb::extraction::find_data_tables"],
    "metadata": ["lubb::metadata::read_metadata", "lubb::metadata::settle_by_type", "lubb::metadata::settle_language"],
    "assemble": ["lubb::extraction::assemble"],
    "write": ["lubb::write", "lubb::writers::beginning_of_body_text", "lubb::body_text"],
}
SELDOM = {"lubb::body_text"}  # not every run comes by: only pages whose text also stands in structured data
INSIDE = {"dom, rest": ["prescan", "Gumbo"]}  # stages whose cost is within another's
SHARES = {"features, score, assemble": (("features", "score", "assemble"), 0.30), "metadata": (("metadata",), 0.12)}


def pages_below(args):
    if not any(args.data.glob("*/gold.jsonl")):
        return sorted(args.data.glob("**/*.html"))
    args.set = args.set or ["wcxb-dev"]
    paths = [path for _, folder in data_sets(args) for path in sorted((folder / "html").glob("*.html"))]
    wanted = args.pages or 200
    return paths[:: max(1, len(paths) // wanted)][:wanted]


def profile(args, paths):
    """(bytes of the pages, the profile) of one warm pass over them."""
    if not shutil.which("valgrind"):
        raise BenchError("no valgrind here (scripts/setup --test installs it)")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "callgrind.out"
        prefix = ("env", "LD_BIND_NOW=1", "valgrind", "-q", "--tool=callgrind", f"--callgrind-out-file={out}",
                  f"--toggle-collect={MEASURED}")
        with PageMeter(args, prefix) as meter:
            meter.load(paths)
            meter.run()
            size = meter.measure()
        return size, Profile(out)


def by_stage(found):
    """Stage -> [own instructions, the libraries']."""
    costs = {}
    for stage, names in STAGES.items():
        missing = [name for name in names if name not in SELDOM and not found.named(name)]
        if missing:
            raise BenchError(f"the profile has no function {missing[0]}: was it renamed or inlined? (STAGES in {__file__})")
        costs[stage] = list(found.cost(names))
    for outer, inner in INSIDE.items():
        costs[outer] = [costs[outer][i] - sum(costs[stage][i] for stage in inner) for i in (0, 1)]
    whole = found.cost([MEASURED])
    costs["rest"] = [whole[i] - sum(cost[i] for cost in costs.values()) for i in (0, 1)]
    return costs, sum(whole)


def output_of(*command):
    try:
        return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout.strip()
    except OSError:
        return ""


def environment(args):
    """What the counts depend on beside the sources."""
    cache = (args.lubb.parent / "CMakeCache.txt").read_text(encoding="utf-8")

    def cached(name):
        match = re.search(rf"^{name}:\w+=(.*)$", cache, re.MULTILINE)
        return match.group(1) if match else ""

    flags = " ".join(filter(None, (cached("CMAKE_CXX_FLAGS"), cached("CMAKE_CXX_FLAGS_RELEASE"))))
    return {
        "machine": output_of("uname", "-m"),
        "compiler": output_of(cached("CMAKE_CXX_COMPILER"), "--version").partition("\n")[0].partition(" ")[2],
        "flags": flags,
        "gumbo": output_of("pkg-config", "--modversion", "gumbo"),
        "icu": output_of("pkg-config", "--modversion", "icu-uc"),
        "libc": output_of("getconf", "GNU_LIBC_VERSION"),
        "valgrind": output_of("valgrind", "--version"),
    }


def print_table(costs, whole, size, count, baseline=None):
    print(f"{count} pages, {size / 1e6:.2f} MB; instructions per input byte")
    print(f"{'stage':<12}{'all':>9}{'share':>8}{'own':>9}{'libraries':>11}" + (f"{'baseline':>10}{'growth':>9}" if baseline else ""))
    for stage, (own, foreign) in costs.items():
        line = f"{stage:<12}{(own + foreign) / size:9.2f}{(own + foreign) / whole:8.1%}{own / size:9.2f}{foreign / size:11.2f}"
        if baseline and stage in baseline:
            line += f"{baseline[stage]:10.2f}{own / size / baseline[stage] - 1 if baseline[stage] else 0:9.1%}"
        print(line)
    print(f"{'total':<12}{whole / size:9.2f}")
    for label, (stages, most) in SHARES.items():
        share = sum(sum(costs[stage]) for stage in stages) / whole
        print(f"{label}: {share:.1%} of a page's cost, wanted at most {most:.0%}: {'yes' if share <= most else 'NO'}")


def page_record(path):
    return {"path": str(path.relative_to(ROOT)), "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}


def rebaseline(args):
    paths = sorted(path for pattern in BASELINE_PAGES for path in (ROOT / "fixtures").glob(pattern))
    size, found = profile(args, paths)
    costs, whole = by_stage(found)
    print_table(costs, whole, size, len(paths))
    record = {
        "about": "Own instructions per input byte by stage: scripts/bench --instructions fixtures --rebaseline writes this.",
        "environment": environment(args),
        "instructions_per_byte": {stage: round(own / size, 3) for stage, (own, _) in costs.items()},
        "pages": [page_record(path) for path in paths],
    }
    BASELINE.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"written: {BASELINE.relative_to(ROOT)}")
    return 0


def grown_stages(costs, size, baseline):
    total = sum(baseline.values())
    for stage, (own, _) in costs.items():
        growth = own / size - baseline.get(stage, 0)
        if growth > MAY_GROW * baseline.get(stage, 0) and growth > NEGLIGIBLE * total:
            yield stage


def check(args):
    if not BASELINE.exists():
        raise BenchError(f"{BASELINE}: missing; scripts/bench --instructions fixtures --rebaseline writes it")
    record = json.loads(BASELINE.read_text(encoding="utf-8"))
    paths = [ROOT / page["path"] for page in record["pages"]]
    for page, path in zip(record["pages"], paths):
        if not path.exists() or page_record(path) != page:
            raise BenchError(f"{page['path']} is not what the baseline was made with: run --rebaseline")
    size, found = profile(args, paths)
    costs, whole = by_stage(found)
    baseline, here = record["instructions_per_byte"], environment(args)
    print_table(costs, whole, size, len(paths), baseline)
    other = [f"{key} {record['environment'].get(key)}, here {value}" for key, value in here.items()
             if record["environment"].get(key) != value]
    if other:
        print("not compared, the baseline is of another environment: " + "; ".join(other))
        return 0
    shrunk = [s for s, (own, _) in costs.items() if own / size < (1 - WORTH_LOWERING) * baseline.get(s, 0)]
    if shrunk:
        print(f"cheaper than the baseline: {', '.join(shrunk)}; lower it: scripts/bench --instructions fixtures --rebaseline")
    grown = list(grown_stages(costs, size, baseline))
    if grown:
        print(f"FAILED: more than {MAY_GROW:.0%} dearer than the baseline: {', '.join(grown)}. If what that buys is worth "
              "it: scripts/bench --instructions fixtures --rebaseline")
    return 1 if grown else 0


def run(args):
    if args.rebaseline:
        return rebaseline(args)
    if args.check:
        return check(args)
    paths = pages_below(args)
    size, found = profile(args, paths)
    costs, whole = by_stage(found)
    print_table(costs, whole, size, len(paths))
    return 0
