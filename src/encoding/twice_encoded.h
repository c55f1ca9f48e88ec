// Text that was encoded as UTF-8 twice, its bytes taken for Latin-1 in between: "don\u00E2\u0080\u0099t".
#pragma once

#include <string>
#include <string_view>

namespace lubb::encoding {

// Writes `text`, valid UTF-8, to `repaired` with one encoding taken back where it shows that there are two;
// false, and `repaired` untouched, if it shows nowhere. What gives it away is a control character (U+0080 to
// U+009F, which no text holds) within characters that are, as bytes of Latin-1, one character of UTF-8.
// Others that are ("\u00C3\u00A9" for "\u00E9") may be meant as they are: they are taken back with the rest
// where hardly any character but ASCII stands outside of such sequences.
[[nodiscard]] bool undo_second_encoding(std::string_view text, std::string& repaired);

}  // namespace lubb::encoding
