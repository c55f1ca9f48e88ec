// The skeleton's tree against Gumbo's own, on pages of tags that the input's bytes choose. Two rules are
// listed: <xmp> in <select> is a tag that the parser ignores, but its content stays raw text here; and an
// <svg> that never reaches the parser does not open formatting elements again, so it is compared without.
#include <string>
#include <string_view>

#include "fuzz/fuzz_input.h"
#include "support/same_document.h"
#include "support/tag_soup.h"
#include "support/tree_compare.h"

namespace {

std::string without_svg(std::string page) {
  for (const std::string_view tag : {"<svg>", "</svg>"}) {
    for (std::size_t at = page.find(tag); at != std::string::npos; at = page.find(tag, at)) {
      page.erase(at, tag.size());
    }
  }
  return page;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string page = lubb::test::TagSoup(std::span(data, size)).page();
  lubb::fuzz::expect_none("islands in " + page, lubb::test::islands_make_a_difference(page));
  const bool is_listed =
      page.find("<select>") != std::string::npos && page.find("<xmp>") != std::string::npos;
  if (is_listed) return 0;
  const std::string compared = without_svg(page);
  const std::string tree = lubb::test::compare_trees(compared).tree;
  if (tree != "equal" && tree != "capped") lubb::fuzz::fail("tree of " + compared + ": " + tree);
  return 0;
}
