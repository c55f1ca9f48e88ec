// The named fields in front of a WARC record (ISO 28500, versions 0.17 to 1.1).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lubb::input {

struct WarcHeader {
  std::string type;                     // lower case
  std::string id, target, date;         // as written; the target without the <> that some writers put
  std::string content_type;             // of the block
  std::optional<std::uint64_t> length;  // nullopt: missing, or no number
  bool truncated = false;               // its writer did not get or keep the whole block
};

// Reads the fields from the version line to the empty line. Names don't count case, a line that begins with
// white space goes on with the one before, lines may end with LF alone; lines without a colon are passed
// over.
[[nodiscard]] WarcHeader parse_warc_header(std::string_view text);

// Where in `bytes` a version line ("WARC/1.0") with its line end begins; npos where there is none.
[[nodiscard]] std::size_t find_version_line(std::string_view bytes) noexcept;

// The longest version line with its line end, in bytes: what has to be seen to know one.
inline constexpr std::size_t version_line_bytes = 12;

}  // namespace lubb::input
