"""Reads a profile written by valgrind's callgrind: what each function cost, itself and with all that it called.

Every cost is split into our own code, Gumbo's among it, and the libraries'. How many instructions memcpy() takes
depends on the processor and on the C library; how many ours take depends on the source and the compiler alone. A
profile knows callers but no chains of calls, so a function that calls libraries passes their share on to its callers
in proportion to what each of them called it for.
"""
import re
from collections import defaultdict

OWN_OBJECTS = re.compile(r"/(page_meter|libgumbo\.so[^/]*)$")
NAME = re.compile(r"(?:(c?)(fn|ob))=\((\d+)\)(?: (.*))?$")
ROUNDS = 40  # of passing shares on to callers; chains of calls are shorter than this


class Profile:
    def __init__(self, path):
        self.own = defaultdict(int)  # function -> its own instructions
        self.calls = defaultdict(lambda: defaultdict(int))  # caller -> callee -> instructions, all inclusive
        self.object = {}
        self._read(path)
        self.share = self._shares_of_own_code()

    def _read(self, path):
        names = {"fn": {}, "ob": {}}
        current = {"fn": None, "ob": None, "cfn": None, "cob": None}
        is_call = False
        with open(path, encoding="utf-8", errors="replace") as file:
            for line in file:
                if match := NAME.match(line.rstrip("\n")):
                    called, kind, number, name = match.groups()
                    if name is not None:
                        names[kind][number] = name
                    current[called + kind] = names[kind][number]
                    if kind == "ob" and not called:
                        current["cob"] = None
                    if kind == "fn":
                        self._place(current, called)
                elif line.startswith("calls="):
                    is_call = True
                elif line[0].isdigit() or line[0] in "+-*":
                    cost = int(line.split()[1]) if len(line.split()) > 1 else 0
                    if is_call:
                        self.calls[current["caller"]][current["callee"]] += cost
                        is_call, current["cob"] = False, None
                    else:
                        self.own[current["caller"]] += cost

    def _place(self, current, called):
        """Functions of one name in two objects are two functions."""
        where = (current["cob"] or current["ob"]) if called else current["ob"]
        function = (current["cfn"] if called else current["fn"], where)
        self.object[function] = where
        current["callee" if called else "caller"] = function

    def is_own(self, function):
        return OWN_OBJECTS.search(self.object[function] or "") is not None

    def inclusive(self, function):
        calls = self.calls.get(function, {})
        return self.own.get(function, 0) + sum(cost for callee, cost in calls.items() if callee != function)

    def _shares_of_own_code(self):
        total = {function: self.inclusive(function) for function in self.object if self.is_own(function)}
        share = dict.fromkeys(total, 1.0)
        for _ in range(ROUNDS):
            for function, cost in total.items():
                if cost:
                    calls = self.calls.get(function, {}).items()
                    passed = sum(part * share.get(callee, 0.0) for callee, part in calls if callee != function)
                    share[function] = (self.own.get(function, 0) + passed) / cost
        return share

    def named(self, name):
        """The functions of our own code of this name, whatever their parameters."""
        return [f for f in self.object if self.is_own(f) and re.split(r"[(\[]", f[0])[0] == name]

    def cost(self, names):
        """(own instructions, the libraries') of all functions of these names, calls among themselves once."""
        functions = {function for name in names for function in self.named(name)}
        own = all_in = 0.0
        for function in functions:
            share, cost = self.share[function], self.inclusive(function)
            own, all_in = own + cost * share, all_in + cost
            for callee, part in self.calls.get(function, {}).items():
                if callee in functions and callee != function:
                    own, all_in = own - part * self.share[callee], all_in - part
        return own, all_in - own
