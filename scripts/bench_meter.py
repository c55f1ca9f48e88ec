"""The developer program page_meter, driven line by line, so that others can take turns with it."""
import os
import subprocess

from bench_common import BenchError


def meter_path(args, name="page_meter"):
    path = args.lubb.parent / "tests/bench" / name
    if not path.exists():
        raise BenchError(f"{path}: not built (cmake --build with -DLUBB_TESTS=ON)")
    return path


class PageMeter:
    """A running page_meter. Commands and answers are those in tests/bench/page_meter.cpp."""

    def __init__(self, args, prefix=(), preload=None):
        environment = dict(os.environ, **({"LD_PRELOAD": str(preload)} if preload else {}))
        self._process = subprocess.Popen(
            [*map(str, prefix), str(meter_path(args))],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.wait()

    def _send(self, line):
        try:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise BenchError(f"page_meter ended with {self._process.wait()}") from None

    def _answer(self):
        line = self._process.stdout.readline()
        if not line:
            raise BenchError(f"page_meter ended with {self._process.wait()}")
        return line.split()

    def load(self, paths):
        self._send("clear")
        for path in paths:
            self._send(f"load {path}")

    def run(self):
        """CPU seconds of one pass over the loaded pages."""
        self._send("run")
        return float(self._answer()[0])

    def measure(self):
        """One pass inside the function that callgrind collects in; the bytes of the pages."""
        self._send("measure")
        return int(self._answer()[0])

    def each(self, count):
        """[(bytes, kept blocks, allocations, CPU seconds)] of the `count` loaded pages."""
        self._send("each")
        rows = []
        for _ in range(count):
            size, kept, allocations, seconds = self._answer()
            rows.append((int(size), int(kept), int(allocations), float(seconds)))
        return rows
