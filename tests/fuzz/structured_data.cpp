// JSON-LD: what is mended is JSON of bounded depth, and a page with it gives metadata. Scripts are parted by
// a line that says "----".
#include <simdjson.h>

#include <string>

#include "fuzz/fuzz_input.h"
#include "lubb/lubb.hpp"
#include "metadata/json_repair.h"
#include "support/output_safety.h"

namespace {

constexpr std::size_t depth = 16;

void check_repair(std::string_view text) {
  const auto repaired = lubb::metadata::repair_json(text, depth);
  simdjson::dom::parser parser;
  const auto allocated = parser.allocate(repaired.text.size() + 1, depth + 2);
  lubb::fuzz::expect(allocated == simdjson::SUCCESS, "no memory");
  simdjson::dom::element element;
  const auto error = parser.parse(repaired.text.data(), repaired.text.size()).get(element);
  if (error != simdjson::SUCCESS) lubb::fuzz::fail("mended to what is no JSON: " + repaired.text);
  lubb::fuzz::expect(element.is_array(), "not an array of values");
  const auto again = lubb::metadata::repair_json(repaired.text, depth);
  simdjson::dom::parser second;
  lubb::fuzz::expect(second.parse(again.text.data(), again.text.size()).error() == simdjson::SUCCESS,
                     "mended twice is no JSON");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::string_view between = "\n----\n";
  std::string_view rest = lubb::fuzz::text_of(data, size);
  std::string valid;
  std::string page = "<title>Harbour | Coast News</title><h1>Harbour</h1>";
  for (bool more = true; more;) {
    const std::size_t end = rest.find(between);
    const std::string_view script = rest.substr(0, end);
    if (simdjson::validate_utf8(script.data(), script.size())) check_repair(script);
    page.append("<script type=application/ld+json>").append(script).append("</script>");
    more = end != std::string_view::npos;
    if (more) rest.remove_prefix(end + between.size());
  }
  page += "<p>The ferry stays in the harbour until the storm has passed, the office said.</p>";
  lubb::Options options;
  options.limits.milliseconds = 0;
  options.limits.json_ld_depth = depth;
  const auto article = lubb::extract(lubb::fuzz::bytes_of(page), options);
  lubb::fuzz::expect(static_cast<bool>(article), "an error");
  std::string row;
  lubb::write(*article, lubb::Format::jsonl, {}, row);
  lubb::fuzz::expect_none("row", lubb::test::output_fault(lubb::Format::jsonl, row));
  return 0;
}
