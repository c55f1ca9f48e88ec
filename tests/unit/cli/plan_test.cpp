#include "cli/plan.h"

#include <doctest/doctest.h>

#include <string>

#include "cli/flags.h"

using namespace lubb;
using namespace lubb::cli;

namespace {

Result<Plan> plan_of(const std::vector<std::string>& arguments) {
  const Surroundings none{
      .environment = [](const std::string&) -> const char* { return nullptr; },
      .read_file = [](const std::string&) -> Result<std::string> { return std::string(); }};
  const Result<Settings> settings = read_settings(arguments, none);
  REQUIRE(settings);
  return make_plan(*settings);
}

std::string fault(const std::vector<std::string>& arguments) {
  const Result<Plan> plan = plan_of(arguments);
  return plan ? "" : plan.error().message;
}

bool blames(const std::vector<std::string>& arguments, const std::string& flag) {
  CAPTURE(fault(arguments));
  return fault(arguments).find(flag) != std::string::npos;
}

}  // namespace

TEST_CASE("without arguments one page is read from standard input") {
  const Plan plan = plan_of({}).value();
  CHECK(plan.inputs == std::vector<std::string>{"-"});
  CHECK_FALSE(plan.format.has_value());
  CHECK(output_format(plan, false).value() == Format::text);
  CHECK(output_format(plan, true).value() == Format::jsonl);
}

TEST_CASE("flags reach the options of the library") {
  const Plan plan = plan_of({"--recall", "--comments", "--no-tables", "--links", "--images", "--fold-arabic",
                             "--url", "http://x/", "--content-type", "text/html", "--timeout", "1.5",
                             "--max-bytes", "2K", "--allow-net", "localhost:1", "-H", "A: b", "p"})
                        .value();
  CHECK(plan.extract.focus == Focus::recall);
  CHECK(plan.extract.comments);
  CHECK_FALSE(plan.extract.tables);
  CHECK(plan.extract.links);
  CHECK(plan.extract.images);
  CHECK(plan.extract.fold_arabic);
  CHECK(plan.extract.url == "http://x/");
  CHECK(plan.extract.limits.milliseconds == 1500);
  CHECK(plan.extract.limits.input_bytes == 2048);
  CHECK(plan.fetch.timeout == std::chrono::milliseconds(1500));
  CHECK(plan.fetch.max_bytes == 2048);
  CHECK(plan.fetch.headers == std::vector<std::string>{"A: b"});
}

TEST_CASE("every limit has a flag") {
  const Limits limits = plan_of({"--limit=tree_depth=9", "--limit=nodes=2K", "--limit", "blocks=3", "--limit",
                                 "arena_bytes=1M", "--limit=json_ld_bytes=5", "--limit=json_ld_depth=6",
                                 "--limit=milliseconds=0", "--max-bytes=7"})
                            .value()
                            .extract.limits;
  CHECK(limits.tree_depth == 9);
  CHECK(limits.nodes == 2048);
  CHECK(limits.blocks == 3);
  CHECK(limits.arena_bytes == 1 << 20);
  CHECK(limits.json_ld_bytes == 5);
  CHECK(limits.json_ld_depth == 6);
  CHECK(limits.milliseconds == 0);
  CHECK(limits.input_bytes == 7);
}

TEST_CASE("a limit for cleaning goes before the time given for a page") {
  const Plan plan = plan_of({"--limit=milliseconds=70", "--timeout=3"}).value();
  CHECK(plan.extract.limits.milliseconds == 70);
  CHECK(plan.fetch.timeout == std::chrono::milliseconds(3000));
}

TEST_CASE("the manual tells the limits' true defaults") {
  const std::string details(find_flag("limit")->details);
  const Limits limits;
  CHECK(details.find("tree_depth (" + std::to_string(limits.tree_depth) + " ") != std::string::npos);
  CHECK(details.find("nodes (" + std::to_string(limits.nodes) + " ") != std::string::npos);
  CHECK(details.find("blocks (" + std::to_string(limits.blocks) + " ") != std::string::npos);
  CHECK(details.find("arena_bytes (" + std::to_string(limits.arena_bytes >> 20) + "M ") != std::string::npos);
  CHECK(details.find("json_ld_bytes (" + std::to_string(limits.json_ld_bytes >> 20) + "M)") !=
        std::string::npos);
  CHECK(details.find("json_ld_depth (" + std::to_string(limits.json_ld_depth) + ")") != std::string::npos);
  CHECK(details.find("milliseconds (" + std::to_string(limits.milliseconds) + " ") != std::string::npos);
}

TEST_CASE("text, Markdown and HTML of several inputs need a folder") {
  for (const char* format : {"text", "markdown", "html"}) {
    CHECK_FALSE(output_format(plan_of({"-f", format, "a", "b"}).value(), true).has_value());
    CHECK(output_format(plan_of({"-f", format, "--output-dir", "d", "a", "b"}).value(), true).has_value());
  }
  CHECK(output_format(plan_of({"-f", "tei", "a", "b"}).value(), true).value() == Format::tei);
}

TEST_CASE("flags that contradict each other or cannot be meant are named") {
  CHECK(blames({"--precision", "--recall"}, "--precision and --recall"));
  CHECK(blames({"-o", "x", "--output-dir", "y"}, "--output and --output-dir"));
  CHECK(blames({"--url", "http://x/", "a", "b"}, "--url"));
  CHECK(blames({"-", "-"}, "standard input"));
  CHECK(blames({"--jobs", "0"}, "--jobs"));
  CHECK(blames({"--jobs", "many"}, "--jobs"));
  CHECK(blames({"--timeout", "nan"}, "--timeout"));
  CHECK(blames({"--timeout", "-1"}, "--timeout"));
  CHECK(blames({"--max-bytes", "4G"}, "--max-bytes"));
  for (const char* limit :
       {"", "depth=3", "nodes", "nodes=", "nodes=0", "nodes=-1", "nodes=4G", "input_bytes=1"}) {
    CHECK(blames({"--limit", limit}, "--limit"));
  }
  CHECK(blames({"--min-words", "-1"}, "--min-words"));
  CHECK(blames({"--header", "no colon"}, "--header"));
  CHECK(blames({"--allow-net", "http://x/"}, "--allow-net"));
  CHECK(blames({"--prune", "a >> b"}, "--prune"));
  CHECK(blames({"explain", "a", "b"}, "explain"));
  CHECK(blames({"explain", "-f", "tei"}, "--format"));
  CHECK(blames({""}, "INPUT"));
}

TEST_CASE("sizes are numbers of bytes with K, M or G") {
  CHECK(parse_size("1") == 1);
  CHECK(parse_size("64M") == std::size_t{64} << 20);
  CHECK(parse_size("3G") == std::size_t{3} << 30);
  for (const char* bad : {"", "0", "K", "4G", "99999999999999999999", "1.5M", "-1", "1MB"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_size(bad).has_value());
  }
}
