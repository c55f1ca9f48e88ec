// The first of the two looks at the inputs that --site-memory takes.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "cli/plan.h"
#include "cli/site_memories.h"

namespace lubb::cli {

// Why the inputs cannot be read twice; nullopt where they can, or need not.
[[nodiscard]] std::optional<std::string> why_not_twice(const Plan& plan);

struct FirstLook {
  std::unique_ptr<SiteMemories> sites;
  std::unique_ptr<input::Source> source;
  bool abandoned = false;  // threads are still busy after a stop: all this must live until an _exit()
};

// Reads all pages of `plan`. What cannot be read is left for the second look to tell.
[[nodiscard]] FirstLook look_at_inputs(const Plan& plan);

// The plan for a look at the folder of the one file that `plan` names.
[[nodiscard]] Plan folder_plan(const Plan& plan);

}  // namespace lubb::cli
