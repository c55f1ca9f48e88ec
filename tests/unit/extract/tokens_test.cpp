#include "extract/tokens.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace lubb::extraction;

namespace {
std::vector<std::string> tokens_of(std::string_view value, std::uint32_t limit = 100) {
  std::vector<std::string> tokens;
  for_each_token(value, limit, [&](std::string_view token, std::uint32_t hash) {
    CHECK(hash == token_hash(token));
    tokens.emplace_back(token);
  });
  return tokens;
}
}  // namespace

TEST_CASE("tokens split at everything but letters and where camelCase turns") {
  CHECK(tokens_of("postContent nav-bar__item2 X") ==
        std::vector<std::string>{"post", "content", "nav", "bar", "item"});
}

TEST_CASE("no more tokens are read than the limit allows") {
  CHECK(tokens_of("a1 bb cc dd", 2) == std::vector<std::string>{"bb", "cc"});
}

TEST_CASE("an endless token is cut") { CHECK(tokens_of(std::string(1000, 'x')).at(0).size() == 30); }

TEST_CASE("a token table finds what it holds and nothing else") {
  std::vector<TokenSlot> slots(8);
  const std::uint32_t hash = token_hash("post");
  slots[hash & 7] = {hash, 5};
  const TokenTable table{slots, {}, {}, 0, {}};
  CHECK(table.find(hash) == 5);
  CHECK(table.find(token_hash("menu")) == 0xFFFF);
  CHECK(TokenTable{}.find(hash) == 0xFFFF);
}
