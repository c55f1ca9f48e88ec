// The verbs.
#pragma once

#include "cli/plan.h"

namespace lubb::cli {

// Both return the exit status. After a signal that comes while a page takes its time they end the program
// themselves, with everything written.
[[nodiscard]] int run_clean(const Plan& plan);
[[nodiscard]] int run_explain(const Plan& plan);

}  // namespace lubb::cli
