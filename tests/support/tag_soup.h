// Random pages for tests, the same on every machine: by a seed, or by bytes that a fuzzer chooses.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace lubb::test {

class TagSoup {
 public:
  explicit TagSoup(std::uint32_t seed) : state_(seed * 2654435761u + 1) {}
  // Each choice takes a byte; the page ends with them.
  explicit TagSoup(std::span<const std::uint8_t> choices) : choices_(choices), is_chosen_(true) {}

  // A page of tags in any order, of which some are closed in order.
  [[nodiscard]] std::string page();

 private:
  [[nodiscard]] std::uint32_t below(std::uint32_t bound);
  [[nodiscard]] const char* name();
  void piece();
  void start_tag();
  void end_tag();

  std::uint32_t state_ = 0;
  std::span<const std::uint8_t> choices_;
  bool is_chosen_ = false;
  std::uint32_t theme_ = 0;  // which names the page prefers
  std::string page_;
  std::string open_[64];
  std::uint32_t depth_ = 0;
};

}  // namespace lubb::test
