// Names for output files, made from names of inputs that may be anything.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "lubb/writer.hpp"

namespace lubb::cli {

inline constexpr std::size_t max_name_bytes = 200;  // file systems end at 255; leaves room for -N and ending

// A file name without ending for an input's name (a path below a folder, a URL, an id): never empty, no
// folder separator, no leading dot, no control character, valid UTF-8 of at most max_name_bytes.
[[nodiscard]] std::string file_stem(std::string_view input_name);

// ".txt", ".md", ".html", ".json", ".jsonl" or ".xml".
[[nodiscard]] std::string_view file_ending(Format format) noexcept;

// Gives each input a name of its own; the same inputs in the same order get the same names. Holds 8 bytes
// and change a name: a hash that happens to be equal only costs a needless -2.
class OutputNames {
 public:
  [[nodiscard]] std::string assign(std::string_view input_name, Format format);

 private:
  std::unordered_set<std::uint64_t> taken_;
  std::unordered_map<std::uint64_t, std::uint32_t> next_number_;  // of stems met more than once
};

}  // namespace lubb::cli
