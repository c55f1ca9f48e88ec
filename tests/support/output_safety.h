// What every output promises, whatever page it was made of.
#pragma once

#include <string>
#include <string_view>

#include "lubb/writer.hpp"

namespace lubb::test {

// Empty, or what is wrong with `output`:
//   all       valid UTF-8, no control characters but newline and tab
//   json(l)   JSON; of jsonl one line with its end
//   tei       well-formed
//   markdown  a CommonMark parser sees neither raw HTML nor links other than http(s) and mailto
//   html      elements and attributes of a short list, links as above, every element closed
[[nodiscard]] std::string output_fault(Format format, std::string_view output);

}  // namespace lubb::test
