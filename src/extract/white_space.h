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

// The same to memory with squeezed_room() bytes, of which some behind the end are overwritten. Returns the
// end. `readable_end`: of the memory that `raw` stands in.
[[nodiscard]] char* squeeze_to(std::string_view raw, const char* readable_end, bool at_line_start,
                               bool& pending_space, char* to) noexcept;
[[nodiscard]] std::size_t squeezed_room(std::string_view raw) noexcept;

}  // namespace lubb::extraction
