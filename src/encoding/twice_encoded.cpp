#include "encoding/twice_encoded.h"

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/eight_bytes.h"
#include "base/text.h"

namespace lubb::encoding {
namespace {

// So many such sequences for each other character above ASCII say that the whole text was encoded twice. Of
// 52 pages of public benchmarks that hold one 45 have no other character; the other seven, put together from
// two sources, have as many and up to 250 times more.
constexpr std::size_t kSequencesPerOther = 10;

unsigned char byte_at(std::string_view s, std::size_t i) noexcept { return static_cast<unsigned char>(s[i]); }

// Most pages hold no such character: this is all they pay.
bool holds_control(std::string_view text) noexcept {
  constexpr char kLead = '\xC2';
  for (std::size_t i = text.find(kLead); i != std::string_view::npos; i = text.find(kLead, i + 2)) {
    if (byte_at(text, i + 1) < 0xA0) return true;
  }
  return false;
}

// The character at text[i] as a byte of Latin-1, if it is one above ASCII.
std::optional<unsigned char> latin1_at(std::string_view text, std::size_t i) noexcept {
  if (i + 1 >= text.size() || (byte_at(text, i) & 0xFEU) != 0xC2U) return std::nullopt;
  return static_cast<unsigned char>((byte_at(text, i) == 0xC2U ? 0x00U : 0x40U) | byte_at(text, i + 1));
}

struct Sequence {
  char bytes[4] = {};
  std::size_t size = 0;  // bytes, each of which stands as two in the text; 0 if there is no sequence
  bool has_control = false;

  [[nodiscard]] std::string_view view() const noexcept { return {bytes, size}; }
};

Sequence sequence_at(std::string_view text, std::size_t i) noexcept {
  Sequence found;
  const auto lead = latin1_at(text, i);
  if (!lead || *lead < 0xC2U || *lead > 0xF4U) return found;
  const std::size_t size = *lead < 0xE0U ? 2 : *lead < 0xF0U ? 3 : 4;
  for (std::size_t at = 0; at < size; ++at) {
    const auto byte = latin1_at(text, i + 2 * at);
    if (!byte) return found;
    found.bytes[at] = static_cast<char>(*byte);
    found.has_control = found.has_control || *byte < 0xA0U;
  }
  const text::Sequence whole = text::sequence_at({found.bytes, size}, 0);
  if (whole.valid && whole.size == size) found.size = size;
  return found;
}

// Where the ASCII that stands at text[i] ends.
std::size_t past_ascii(std::string_view text, std::size_t i) noexcept {
  namespace eight = text::eight_bytes;
  while (i < text.size()) {
    const std::uint64_t others = eight::load(text.data() + i, text.size() - i) & eight::high_bits;
    if (others != 0) return i + eight::bytes_before(others);
    i += sizeof others;
  }
  return text.size();
}

struct Count {
  std::size_t sequences = 0, with_control = 0, others = 0;
};

Count count_sequences(std::string_view text) noexcept {
  Count count;
  for (std::size_t i = past_ascii(text, 0); i < text.size(); i = past_ascii(text, i)) {
    const Sequence sequence = sequence_at(text, i);
    ++(sequence.size != 0 ? count.sequences : count.others);
    if (sequence.size != 0 && sequence.has_control) ++count.with_control;
    i += sequence.size != 0 ? 2 * sequence.size : text::sequence_at(text, i).size;
  }
  return count;
}

}  // namespace

bool undo_second_encoding(std::string_view text, std::string& repaired) {
  if (!holds_control(text)) return false;
  const Count count = count_sequences(text);
  if (count.with_control == 0) return false;
  const bool whole_text = count.others * kSequencesPerOther <= count.sequences;
  repaired.clear();
  repaired.reserve(text.size());
  std::size_t done = 0;  // text before this is written
  for (std::size_t i = past_ascii(text, 0); i < text.size(); i = past_ascii(text, i)) {
    const Sequence sequence = sequence_at(text, i);
    const std::size_t size = sequence.size != 0 ? 2 * sequence.size : text::sequence_at(text, i).size;
    if (sequence.size != 0 && (whole_text || sequence.has_control)) {
      repaired.append(text.substr(done, i - done)).append(sequence.view());
      done = i + size;
    }
    i += size;
  }
  repaired.append(text.substr(done));
  return true;
}

}  // namespace lubb::encoding
