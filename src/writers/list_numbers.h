// The numbers of an ordered list's items: as the HTML standard counts them, but for negative numbers and
// lists that count down, which Markdown cannot have.
#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <system_error>

namespace lubb::writers {

constexpr std::size_t kMostNumberDigits = 9;  // CommonMark's limit for a list item

struct ItemNumber {
  std::uint32_t value = 0;
  bool renumbered = false;  // it is not the one after the item before, counted from 1
};

class ListNumbers {
 public:
  ListNumbers() = default;  // of a list that has none
  // `start`: the first item's number, see ContentKind::list.
  explicit ListNumbers(std::string_view start)
      : next_(parse(start).value_or(1)), counts_(true), anew_(next_ != 1) {}

  // Of the next item; `given`: see ContentKind::list_item.
  std::optional<ItemNumber> next(std::string_view given) {
    if (!counts_) return std::nullopt;
    const std::uint32_t value = parse(given).value_or(next_);
    const ItemNumber number{value, anew_ || value != next_};
    next_ = value + 1;
    anew_ = false;
    return number;
  }

 private:
  static std::optional<std::uint32_t> parse(std::string_view digits) {
    std::uint32_t number = 0;
    const char* const end = digits.data() + digits.size();
    const auto [rest, error] = std::from_chars(digits.data(), end, number);
    if (error != std::errc() || rest != end || digits.size() > kMostNumberDigits) return std::nullopt;
    return number;
  }

  std::uint32_t next_ = 1;
  bool counts_ = false;
  bool anew_ = false;  // the next item's number is not what a reader expects
};

}  // namespace lubb::writers
