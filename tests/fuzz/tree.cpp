// The skeleton's tree on raw bytes: the same document with islands as without, and a sound flat tree. The
// tree that Gumbo alone makes is what tag_soup compares with.
#include <string>

#include "encoding/encoding.h"
#include "fuzz/fuzz_input.h"
#include "support/same_document.h"
#include "unit/dom/parsed.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string storage;
  const auto bytes = lubb::fuzz::bytes_of(lubb::fuzz::text_of(data, size));
  const std::string page(lubb::encoding::decode(bytes, "text/html; charset=utf-8", storage).text);
  lubb::Limits limits;
  lubb::fuzz::expect_none("islands", lubb::test::islands_make_a_difference(page));
  const lubb::test::Parsed parsed(page);
  lubb::fuzz::expect_none("tree", lubb::test::first_broken_rule(parsed.document()));
  limits.tree_depth = 1 + static_cast<std::uint32_t>(size % 8);
  limits.nodes = 8 + static_cast<std::uint32_t>(size % 32);
  lubb::fuzz::expect_none("islands within limits", lubb::test::islands_make_a_difference(page, limits));
  return 0;
}
