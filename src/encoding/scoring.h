// The two judges behind detect(): for encodings of one byte a character, and for those of several.
#pragma once

#include <span>
#include <string_view>

namespace lubb::encoding {

// Letters of a language beyond ASCII, in lower case, from common to rare. What is listed nowhere counts
// against the language.
struct Language {
  std::u16string_view common, usual, fair, rare;
};

// A language and the single-byte encoding that it may be written in.
struct SingleByteProfile {
  std::string_view charset;
  const Language* language;
};
[[nodiscard]] std::span<const SingleByteProfile> single_byte_profiles() noexcept;

// Points for the whole sample read in `charset`, for the best of its languages. Where they cannot exceed
// `floor`, some value not above it, found sooner.
[[nodiscard]] double single_byte_score(std::string_view charset, std::string_view sample,
                                       double floor = -1e9);

// Characters that make up about half of ordinary text in a language written in a multi-byte encoding.
struct MultiByteProfile {
  std::string_view charset;
  std::u16string_view common;
  enum class Script : unsigned char { chinese, japanese, korean } script;
};
[[nodiscard]] std::span<const MultiByteProfile> multi_byte_profiles() noexcept;

[[nodiscard]] double multi_byte_score(const MultiByteProfile& profile, std::string_view sample);

}  // namespace lubb::encoding
