// The words of a scrape as numbers, for finding what stands in several places; and the scripts it is written
// in.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "scrape/lines.h"

namespace lubb::scrape {

enum class Script : std::uint8_t { latin, greek, cyrillic, hebrew, arabic, east_asian, other, count_ };
using ScriptCounts = std::array<std::uint32_t, static_cast<std::size_t>(Script::count_)>;

struct LineSigns {
  ScriptCounts letters{};
  std::uint32_t bullets = 0;
  std::uint32_t words = 0;
  std::uint32_t capital_words = 0;  // words that begin with a capital
  bool begins_small = false;        // with a small letter, or a mark that no sentence begins with
  bool ends_with_colon = false;
  bool address = false;  // holds a web or e-mail address
};

struct LineWords {
  std::vector<LineSigns> signs;      // a line each
  std::vector<std::uint64_t> texts;  // hash of each line's folded text
  std::vector<std::uint64_t> words;  // hashes of folded words, all lines one after another
  std::vector<bool> long_word;       // by word: long enough to say what the text is about
  std::vector<std::uint32_t> ends;   // by line: one past its last word

  [[nodiscard]] std::uint32_t begin(LineId id) const noexcept { return id == 0 ? 0 : ends[id - 1]; }
};

[[nodiscard]] LineWords read_words(const Lines& lines);

// The script most of the file's letters belong to.
[[nodiscard]] Script main_script(const LineWords& words) noexcept;

}  // namespace lubb::scrape
