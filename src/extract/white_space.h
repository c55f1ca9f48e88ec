// White space as a browser shows it: runs become one space, none at the ends of a block.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace lubb::extraction {

// Appends `raw` with runs of white space (HTML's, no-break and Unicode spaces) made one space; control
// characters and U+FEFF go. A space is written only when text follows: until then `pending_space` owes it.
// Nothing is owed at the start of a block (out.size() == block_begin) or of a line (after '\n').
void append_squeezed(std::string_view raw, std::size_t block_begin, bool& pending_space, std::string& out);

}  // namespace lubb::extraction
