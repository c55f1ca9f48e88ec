// The skeleton's tree against Gumbo's own, on pages of tags that the input's bytes choose. One rule is
// listed: <xmp> in <select> is a tag that the parser ignores, but its content stays raw text here.
#include <string>

#include "fuzz/fuzz_input.h"
#include "support/same_document.h"
#include "support/tag_soup.h"
#include "support/tree_compare.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string page = lubb::test::TagSoup(std::span(data, size)).page();
  lubb::fuzz::expect_none("islands in " + page, lubb::test::islands_make_a_difference(page));
  const bool is_listed =
      page.find("<select>") != std::string::npos && page.find("<xmp>") != std::string::npos;
  if (is_listed) return 0;
  const std::string tree = lubb::test::compare_trees(page).tree;
  if (tree != "equal" && tree != "capped") lubb::fuzz::fail("tree of " + page + ": " + tree);
  return 0;
}
