// Decisions -> Trace: every block with its place, features, score and reason. Reads, never changes.
#pragma once

#include <vector>

#include "extract/classify.h"
#include "extract/model.h"
#include "lubb/trace.hpp"

namespace lubb::extraction {

void explain(const Page& page, const Models& models, const std::vector<Decision>& decisions, Trace& trace);

}  // namespace lubb::extraction
