"""The measuring scripts must be able to fail: what they compare is tried here on made-up figures."""
import re
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))
import bench_callgrind  # noqa: E402
import bench_gate  # noqa: E402
import bench_instructions  # noqa: E402
import site_pages  # noqa: E402

# main (our program) calls memcpy (the C library) and stage, which also calls it.
PROFILE = """positions: line
events: Ir

ob=(1) /build/page_meter
fn=(1) main
0 10
cfn=(2) lubb::stage[abi:x](int)
calls=1 0
0 90
cob=(2) /lib/libc.so.6
cfn=(3) memcpy
calls=1 0
0 40

fn=(2)
0 60
cob=(2)
cfn=(3)
calls=3 0
0 30

ob=(2)
fn=(3)
0 70
"""


class WordF1(unittest.TestCase):
    def test_counts_words_as_often_as_they_stand(self):
        self.assertEqual(bench_gate.word_f1("a b", "b a"), 1.0)
        self.assertAlmostEqual(bench_gate.word_f1("a a", "a"), 2 / 3)
        self.assertEqual(bench_gate.word_f1("", "a"), 0.0)

    def test_a_character_of_a_script_without_spaces_is_a_word(self):
        self.assertAlmostEqual(bench_gate.word_f1("渡口", "渡船"), 0.5)

    def test_marks_belong_to_their_word(self):
        self.assertEqual(sum(bench_gate.words("شُكراً نمی\u200cخواهم").values()), 2)


class Floors(unittest.TestCase):
    def test_a_value_below_its_floor_is_missed(self):
        means = {"all": {"text": 0.90, "title": 1.0}}
        self.assertEqual(bench_gate.missed(means, {"all": {"text": 0.91, "title": 1.0}}), [("all", "text", 0.90, 0.91)])
        self.assertEqual(bench_gate.missed(means, {"all": {"text": 0.90}}), [])

    def test_a_group_that_has_gone_is_missed(self):
        self.assertEqual(len(bench_gate.missed({}, {"kind qa": {"text": 0.5}})), 1)

    def test_raising_never_lowers(self):
        record = {"floors": {"all": {"text": 0.95}}, "lowered": []}
        bench_gate.raise_floors(record, {"all": {"text": 0.90, "title": 1.0}})
        self.assertEqual(record["floors"]["all"], {"text": 0.95, "title": 1.0})

    def test_lowering_records_its_reason(self):
        record = {"floors": {"all": {"text": 0.95}}, "lowered": []}
        bench_gate.lower_floors(record, [("all", "text", 0.90, 0.95)], "captions are text now")
        self.assertEqual(record["floors"]["all"]["text"], 0.89)
        self.assertEqual(record["lowered"][0]["reason"], "captions are text now")


class Instructions(unittest.TestCase):
    def test_a_stage_that_grew_is_named_and_a_negligible_one_is_not(self):
        baseline = {"segment": 100.0, "rest": 0.01}
        costs = {"segment": [10_400, 0], "rest": [8, 0]}
        self.assertEqual(list(bench_instructions.grown_stages(costs, 100, baseline)), [])
        costs["segment"][0] = 10_600
        self.assertEqual(list(bench_instructions.grown_stages(costs, 100, baseline)), ["segment"])

    def test_library_calls_are_told_from_our_own_code(self):
        with tempfile.NamedTemporaryFile("w", suffix=".out") as file:
            file.write(PROFILE)
            file.flush()
            profile = bench_callgrind.Profile(file.name)
        self.assertEqual(profile.cost(["lubb::stage"]), (60.0, 30.0))
        self.assertEqual(profile.cost(["main"]), (70.0, 70.0))
        self.assertEqual(profile.named("lubb::sta"), [])


class MadeUpSites(unittest.TestCase):
    def test_the_same_numbers_give_the_same_pages_and_others_do_not(self):
        self.assertEqual(site_pages.make_sites(3, 2), site_pages.make_sites(3, 2))
        self.assertNotEqual(site_pages.make_sites(3, 2, seed=2), site_pages.make_sites(3, 2))

    def test_what_is_expected_stands_in_the_page_and_what_the_site_repeats_is_not_expected(self):
        for site in site_pages.make_sites(6, 12):
            paragraphs = [set(page.text.split("\n\n")) for page in site.pages]
            blocks = [set(re.findall(r"<(?:p|div|h2)>([^<]+)</", page.html)) for page in site.pages]
            for expected, found in zip(paragraphs, blocks, strict=True):
                self.assertLessEqual(expected, found)
            repeated = set.intersection(*blocks)
            self.assertFalse(repeated & set.union(*paragraphs))


if __name__ == "__main__":
    unittest.main()
