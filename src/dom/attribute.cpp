#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "dom/attribute_name.h"
#include "dom/document.h"
#include "dom/tag_table.h"

namespace lubb::dom {

namespace {

struct KnownName {
  std::string_view text;
  AttributeName name;
};
// By length.
constexpr std::array known_names{
    KnownName{"id", AttributeName::id},
    KnownName{"rel", AttributeName::rel},
    KnownName{"name", AttributeName::name},
    KnownName{"href", AttributeName::href},
    KnownName{"role", AttributeName::role},
    KnownName{"type", AttributeName::type},
    KnownName{"class", AttributeName::class_},
    KnownName{"style", AttributeName::style},
    KnownName{"hidden", AttributeName::hidden},
    KnownName{"content", AttributeName::content},
    KnownName{"itemprop", AttributeName::itemprop},
    KnownName{"itemtype", AttributeName::itemtype},
    KnownName{"encoding", AttributeName::encoding},
    KnownName{"property", AttributeName::property},
    KnownName{"itemscope", AttributeName::itemscope},
    KnownName{"data-type", AttributeName::data_type},
    KnownName{"aria-label", AttributeName::aria_label},
    KnownName{"aria-modal", AttributeName::aria_modal},
    KnownName{"http-equiv", AttributeName::http_equiv},
    KnownName{"aria-hidden", AttributeName::aria_hidden},
    KnownName{"data-testid", AttributeName::data_testid},
    KnownName{"data-component", AttributeName::data_component},
};
constexpr std::size_t longest_known_name = known_names.back().text.size();

// A name of up to 16 characters as two numbers: its first eight and its last eight bytes, which overlap.
// Letters in lower case; no other character that a name may hold becomes one of those in known names by that.
struct NameKey {
  std::uint64_t head = 0, tail = 0;

  constexpr bool operator==(const NameKey&) const = default;
};
constexpr std::uint64_t lower_case = 0x2020202020202020u;

constexpr NameKey make_key(std::string_view name) {
  NameKey key;
  const auto add = [&name](std::uint64_t& number, std::size_t at, std::size_t place) {
    number |= std::uint64_t{static_cast<unsigned char>(name[at])} << (8 * place);
  };
  for (std::size_t i = 0; i < std::min<std::size_t>(name.size(), 8); ++i) add(key.head, i, i);
  for (std::size_t i = 0; name.size() > 8 && i < 8; ++i) add(key.tail, name.size() - 8 + i, i);
  return {key.head | lower_case, key.tail | lower_case};
}
constexpr std::array<NameKey, known_names.size()> known_keys = [] {
  std::array<NameKey, known_names.size()> keys{};
  for (std::size_t i = 0; i < keys.size(); ++i) keys[i] = make_key(known_names[i].text);
  return keys;
}();
// Where the names of each length begin in the list.
constexpr std::array<std::uint8_t, longest_known_name + 2> first_of_length = [] {
  std::array<std::uint8_t, longest_known_name + 2> first{};
  for (std::size_t length = 0; length < first.size(); ++length) {
    while (first[length] < known_names.size() && known_names[first[length]].text.size() < length) {
      ++first[length];
    }
  }
  return first;
}();

template <class Number>
std::uint64_t load(const char* at) noexcept {
  Number number;
  std::memcpy(&number, at, sizeof number);
  return number;
}

NameKey read_key(std::string_view name) noexcept {
  if constexpr (std::endian::native != std::endian::little) return make_key(name);
  const char* const at = name.data();
  const std::size_t size = name.size();
  if (size >= 8)
    return {load<std::uint64_t>(at) | lower_case,
            size == 8 ? lower_case : load<std::uint64_t>(at + size - 8) | lower_case};
  if (size >= 4) {
    return {load<std::uint32_t>(at) | load<std::uint32_t>(at + size - 4) << (8 * (size - 4)) | lower_case,
            lower_case};
  }
  if (size >= 2) {
    return {load<std::uint16_t>(at) | load<std::uint16_t>(at + size - 2) << (8 * (size - 2)) | lower_case,
            lower_case};
  }
  return make_key(name);
}

}  // namespace

AttributeName attribute_name(std::string_view name) noexcept {
  if (name.size() > longest_known_name) return AttributeName::other;
  const std::size_t begin = first_of_length[name.size()];
  const std::size_t end = first_of_length[name.size() + 1];
  if (begin == end) return AttributeName::other;
  const NameKey key = read_key(name);
  for (std::size_t i = begin; i < end; ++i) {
    if (known_keys[i] == key) return known_names[i].name;
  }
  return AttributeName::other;
}

bool name_is(std::string_view name, std::string_view lower_case) noexcept {
  if (name.size() != lower_case.size()) return false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (to_lower(name[i]) != lower_case[i]) return false;
  }
  return true;
}

}  // namespace lubb::dom
