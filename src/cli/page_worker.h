// One thread's work: an item in, what is to be written of it out.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>

#include "cli/page_loader.h"
#include "cli/plan.h"
#include "cli/site_memories.h"
#include "lubb/extract.hpp"

namespace lubb::cli {

struct Outcome {
  std::string id;
  std::string input_name;  // what an output file is named after
  Status status = Status::ok;
  std::optional<Error> error;  // for skipped and error, and for empty where a selection made it so
  std::string text;            // in the run's format; empty: nothing is to be written
  std::uint64_t bytes = 0;     // read
  bool was_stopped = false;    // given up because of a signal: as if it had never begun
};

class PageWorker {
 public:
  // `sites` may be null.
  PageWorker(const Plan& plan, Format format, const std::atomic<bool>& stop, const SiteMemories* sites)
      : plan_(plan), format_(format), stop_(stop), sites_(sites) {}

  // Never throws: running out of memory makes an error of that page.
  [[nodiscard]] Outcome operator()(input::Item&& item) noexcept;

 private:
  Outcome work(input::Item& item);
  void clean(const input::Item& item, const LoadedPage& page, std::optional<Article>& article,
             Outcome& outcome);
  void render(const input::Item& item, const LoadedPage& page, const Article* article,
              Outcome& outcome) const;

  const Plan& plan_;
  Format format_;
  const std::atomic<bool>& stop_;
  const SiteMemories* sites_;
  Extractor extractor_;
  input::PageBuffer buffer_;
};

// Why the article does not pass the selection; nullopt where it does.
[[nodiscard]] std::optional<std::string> selection_fault(const Article& article, const std::string& url,
                                                         const Selection& selection);

// The options for one page: the plan's, with what is known of the page.
[[nodiscard]] Options page_options(const Plan& plan, const LoadedPage& page);

}  // namespace lubb::cli
