#include "extract/token_reader.h"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "extract/class_signature.h"
#include "extract/segment.h"

using namespace lubb::extraction;

namespace {

std::vector<std::uint16_t> read(TokenReader& reader, std::string_view value) {
  KnownTokens found;
  reader.read(value, found);
  return {found.ids.begin(), found.ids.begin() + found.count};
}

std::vector<std::uint16_t> look_up_each(std::string_view value) {
  std::vector<std::uint16_t> ids;
  for_each_token(value, KnownTokens::most, [&](std::string_view, std::uint32_t hash) {
    const std::uint16_t id = built_in_tokens().find(hash);
    if (id != no_token) ids.push_back(id);
  });
  return ids;
}

std::uint64_t signature(const std::string& value) {
  return signature_of_class(value, value.data() + value.size());
}

}  // namespace

TEST_CASE("a page's tokens are those of the values one by one, wherever they stand in it") {
  const std::vector<std::string> parts{"post",
                                       "Content",
                                       "NAV",
                                       "bar",
                                       "sidebar",
                                       "-",
                                       "_",
                                       " ",
                                       "7",
                                       "x",
                                       "comment",
                                       "\u00E9",
                                       "articleBody",
                                       "collapsibleaccordionpanel",
                                       std::string(70, 'q')};
  std::mt19937 random(11);
  TokenReader reader;
  for (int round = 0; round < 2000; ++round) {
    std::string page;
    for (auto left = random() % 40; left > 0; --left) page += parts[random() % parts.size()];
    const std::size_t behind = page.size();
    if (random() % 2 == 0) page.append(100, 'z');
    CAPTURE(page);
    reader.use(built_in_tokens(), page);
    const std::string_view value = std::string_view(page).substr(0, behind);
    CHECK(read(reader, value) == look_up_each(value));
    CHECK(read(reader, value) == look_up_each(value));  // found by their letters now
  }
}

TEST_CASE("words of classes say what an element holds") {
  const std::string page = "main Comments-list";
  TokenReader reader;
  reader.use(built_in_tokens(), page);
  KnownTokens found;
  reader.read(page, found);
  CHECK((found.flags & context::comment) != 0);
  CHECK(found.read == 3);
}

TEST_CASE("classes that differ in digits alone are alike") {
  CHECK(signature("post-17 item2") == signature("post-18 item"));
  CHECK(signature("post-17 item2") != signature("post-17 items"));
  CHECK(signature("2024") == empty_signature);
  const std::string words(40, 'w'), more(300, 'm');
  CHECK(signature(words + "123456789012345678" + words) == signature(words + words));
  CHECK(signature(more) == signature(more + "n"));
  const std::string page = "a12b" + more;
  CHECK(signature_of_class(std::string_view(page).substr(0, 4), page.data() + page.size()) ==
        signature("ab"));
}
