// Decisions -> Trace: every block with its place, features, score and reason. Reads, never changes.
#pragma once

#include <vector>

#include "extract/classify.h"
#include "extract/model.h"
#include "lubb/trace.hpp"

namespace lubb::extraction {

void explain(const Page& page, const std::vector<Decision>& decisions, const Model& model, Trace& trace);

}  // namespace lubb::extraction
