#include "encoding/encoding.h"

#include <simdjson.h>

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "encoding/charset_decoder.h"
#include "encoding/declared.h"
#include "encoding/detect.h"
#include "encoding/twice_encoded.h"

namespace lubb::encoding {
namespace {

// A page with this many well-formed multi-byte sequences for each ill-formed one is damaged UTF-8. In legacy
// text the ratio is below 1:2 (Thai and code page 866 come nearest).
constexpr std::size_t kSoundPerBroken = 3;
// A page with fewer ill-formed ones than this for each well-formed one may be UTF-8 with something pasted in.
constexpr std::size_t kBrokenPerSound = 4;
// A reading of the whole page that scores this much needs no other explanation (right readings: see
// detect.h).
constexpr double kConvincingScore = 0.5;
// Bytes over 0x7F that it takes to overrule a declared encoding in which the page decodes without error.
constexpr std::size_t kEvidenceToOverrule = 20;
// Points a byte that another encoding must be ahead of the declared one.
constexpr double kLeadToOverrule = 0.5;
// Of a multi-byte encoding's bytes over 0x7F, one in this many may be undecodable.
constexpr std::size_t kBytesPerError = 50;

struct Declared {
  std::string_view charset;  // "" if nothing usable is declared
  std::string_view from;
};

bool is_utf16(std::string_view charset) noexcept { return charset.starts_with("utf-16"); }

enum class Kind : std::uint8_t { html, plain_text };

Declared declared_charset(std::string_view page, std::string_view content_type, Kind kind) {
  const auto usable = [](std::string_view charset) {
    // "replacement" stands for encodings that nothing decodes any more. UTF-16 has been looked for already.
    return !charset.empty() && charset != "replacement" && !is_utf16(charset);
  };
  const std::string_view transport = charset_of_content_type(content_type);
  if (usable(transport)) return {transport, "transport"};
  const std::string_view markup = kind == Kind::html ? charset_of_markup(page) : std::string_view{};
  if (usable(markup)) return {markup, "meta"};
  return {};
}

// Without early exit inside a chunk, so that the compiler can use vector instructions.
bool is_ascii(std::string_view s) noexcept {
  constexpr std::size_t kChunk = 4096;
  for (std::size_t begin = 0; begin < s.size(); begin += kChunk) {
    unsigned char any = 0;
    for (const char c : s.substr(begin, kChunk))
      any = static_cast<unsigned char>(any | static_cast<unsigned char>(c));
    if ((any & 0x80) != 0) return false;
  }
  return true;
}

std::size_t high_bytes(std::string_view s) noexcept {
  return static_cast<std::size_t>(
      std::count_if(s.begin(), s.end(), [](char c) { return (static_cast<unsigned char>(c) & 0x80) != 0; }));
}

struct SequenceCount {
  std::size_t sound = 0;  // of two bytes and more
  std::size_t broken = 0;
};

SequenceCount count_sequences(std::string_view s) noexcept {
  SequenceCount count;
  for (std::size_t i = 0; i < s.size();) {
    const text::Sequence sequence = text::sequence_at(s, i);
    if (!sequence.valid) {
      ++count.broken;
    } else if (sequence.size > 1) {
      ++count.sound;
    }
    i += sequence.size;
  }
  return count;
}

// The sample with what is well-formed UTF-8 beyond ASCII left out.
std::string without_utf8(std::string_view sample) {
  std::string out;
  for (std::size_t i = 0; i < sample.size();) {
    const text::Sequence sequence = text::sequence_at(sample, i);
    if (!sequence.valid || sequence.size == 1) out += sample.substr(i, sequence.size);
    i += sequence.size;
  }
  return out;
}

// UTF-8 with U+FFFD for each ill-formed sequence.
Decoded decode_utf8(std::string_view page, std::string_view from, std::string& storage) {
  const std::string_view text = text::to_valid_utf8(page, storage);
  const std::size_t replaced = text.data() == page.data() ? 0 : count_sequences(page).broken;
  return {text, "utf-8", from, replaced};
}

Decoded decode_legacy(std::string_view page, std::string_view charset, std::string_view from,
                      std::string& storage) {
  const std::size_t replaced = decode_from(charset, page, storage);
  return {storage, charset, from, replaced};
}

// UTF-8 whose ill-formed bytes are read by a single-byte table: pages put together from two sources.
Decoded decode_mixed(std::string_view page, const UpperHalf& table, std::string_view from,
                     std::string& storage) {
  constexpr char16_t kReplacement = 0xFFFD;
  storage.clear();
  storage.reserve(page.size() + page.size() / 8);
  std::size_t replaced = 0;
  for (std::size_t i = 0; i < page.size();) {
    const text::Sequence sequence = text::sequence_at(page, i);
    if (sequence.valid) {
      storage += page.substr(i, sequence.size);
    } else {
      for (const char c : page.substr(i, sequence.size)) {
        const char16_t code_point = table[static_cast<unsigned char>(c) - 0x80U];
        replaced += code_point == kReplacement ? 1 : 0;
        text::append_utf8(code_point, storage);
      }
    }
    i += sequence.size;
  }
  return {storage, "utf-8", from, replaced};
}

bool same_text(std::string_view sample, std::string_view charset, std::string_view other) {
  std::string a, b;
  decode_from(charset, sample, a);
  decode_from(other, sample, b);
  return a == b;
}

// The declared single-byte encoding, unless it makes nonsense of what reads well in another.
std::string_view single_byte_or_better(std::string_view charset, std::string_view sample) {
  const Guess declared = judge(charset, sample);
  if (declared.score >= kPlausibleScore || high_bytes(sample) < kEvidenceToOverrule) return charset;
  const Guess guess = detect(sample);
  const bool known = declared.score > kUnknownCharset;
  const bool better = guess.score >= kConvincingScore && guess.score > declared.score + kLeadToOverrule;
  return known && better && !same_text(sample, charset, guess.charset) ? guess.charset : charset;
}

// A page that is no valid UTF-8 and whose declaration is missing or refuted.
Decoded decode_by_detection(std::string_view page, const Declared& declared, SequenceCount count,
                            std::string& storage) {
  const std::string sample = text_sample(page);
  const Guess whole = detect(sample);
  const bool says_utf8 = declared.charset == "utf-8";
  if (whole.score < kConvincingScore && count.sound * kBrokenPerSound >= count.broken) {
    const Guess rest = detect(without_utf8(sample));
    UpperHalf table;
    if (rest.score > 0 && upper_half(rest.charset, table)) {
      return decode_mixed(page, table, says_utf8 ? declared.from : "detected", storage);
    }
  }
  if (whole.score >= kPlausibleScore || (whole.charset == "windows-1252" && whole.score > 0)) {
    return decode_legacy(page, whole.charset, "detected", storage);
  }
  if (says_utf8) return decode_utf8(page, declared.from, storage);
  return decode_legacy(page, "windows-1252", "default", storage);
}

// A page with bytes over 0x7F that is no valid UTF-8.
Decoded decode_non_utf8(std::string_view page, const Declared& declared, std::string& storage) {
  const SequenceCount count = count_sequences(page);
  if (count.sound >= count.broken * kSoundPerBroken) {
    return decode_utf8(page, declared.charset == "utf-8" ? declared.from : "detected", storage);
  }
  if (!declared.charset.empty() && declared.charset != "utf-8") {
    UpperHalf table;
    if (upper_half(declared.charset, table)) {
      const std::string_view charset = single_byte_or_better(declared.charset, text_sample(page));
      return decode_legacy(page, charset, charset == declared.charset ? declared.from : "detected", storage);
    }
    const Decoded decoded = decode_legacy(page, declared.charset, declared.from, storage);
    if (decoded.replaced * kBytesPerError <= high_bytes(page)) return decoded;
  }
  return decode_by_detection(page, declared, count, storage);
}

Decoded decode_as(Kind kind, std::span<const std::byte> bytes, std::string_view content_type,
                  std::string& storage) {
  const std::string_view page(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (const ByteOrderMark mark = byte_order_mark(page); mark.size != 0) {
    const std::string_view body = page.substr(mark.size);
    return mark.charset == "utf-8" ? decode_utf8(body, "bom", storage)
                                   : decode_legacy(body, mark.charset, "bom", storage);
  }
  if (const std::string_view utf16 = detect_utf16(page); !utf16.empty()) {
    const bool transport = charset_of_content_type(content_type) == utf16;
    return decode_legacy(page, utf16, transport ? "transport" : "detected", storage);
  }
  const Declared declared = declared_charset(page, content_type, kind);
  if (is_ascii(page)) {
    if (has_iso_2022_jp_escapes(page)) {
      const bool said = declared.charset == "iso-2022-jp";
      return decode_legacy(page, "iso-2022-jp", said ? declared.from : "detected", storage);
    }
    const bool nothing_said = declared.charset.empty();
    return {page, nothing_said ? "utf-8" : declared.charset, nothing_said ? "default" : declared.from, 0};
  }
  if (simdjson::validate_utf8(page.data(), page.size())) {
    return {page, "utf-8", declared.charset == "utf-8" ? declared.from : "detected", 0};
  }
  return decode_non_utf8(page, declared, storage);
}

// Text as the page's author had it, whatever was done to it on the way.
Decoded decode_and_repair(Kind kind, std::span<const std::byte> bytes, std::string_view content_type,
                          std::string& storage) {
  Decoded decoded = decode_as(kind, bytes, content_type, storage);
  std::string repaired;
  if (decoded.charset == "utf-8" && undo_second_encoding(decoded.text, repaired)) {
    storage = std::move(repaired);
    decoded.text = storage;
  }
  return decoded;
}

}  // namespace

Decoded decode(std::span<const std::byte> page, std::string_view content_type, std::string& storage) {
  return decode_and_repair(Kind::html, page, content_type, storage);
}

Decoded decode_plain_text(std::span<const std::byte> text, std::string_view content_type,
                          std::string& storage) {
  return decode_and_repair(Kind::plain_text, text, content_type, storage);
}

}  // namespace lubb::encoding
