// The verbs crawl and state.
#pragma once

#include "cli/plan.h"
#include "cli/settings.h"

namespace lubb::cli {

// Each returns the exit status. run_crawl() ends the program itself where threads are still busy.
[[nodiscard]] int run_crawl(const Plan& plan, const Settings& settings);
[[nodiscard]] int run_state(const Settings& settings);

}  // namespace lubb::cli
