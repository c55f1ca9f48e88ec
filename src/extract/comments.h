// Readers' comments as a sequence of their own.
#pragma once

#include <vector>

#include "extract/classify.h"
#include "lubb/article.hpp"

namespace lubb::extraction {

// Appends the comments found in the page's comment sections, in document order, with author and date where
// the page gives them. Reads the blocks; decisions about the body are not changed.
void read_comments(const Page& page, const std::vector<Decision>& decisions, std::vector<Comment>& comments);

}  // namespace lubb::extraction
