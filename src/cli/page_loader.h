// From an input's item to the bytes of its page, or to the reason why there are none.
#pragma once

#include <atomic>
#include <optional>
#include <string>

#include "cli/plan.h"
#include "input/item.h"

namespace lubb::cli {

struct LoadedPage {
  std::string bytes;
  std::string url;           // known address, for Options::url
  std::string content_type;  // for Options::content_type
  // Why there is no page to clean; `status` is then skipped or error.
  std::optional<Error> error;
  Status status = Status::ok;
  bool is_plain_text = false;  // a scrape: for extract_text()
  bool is_cut = false;         // an archive did not keep the whole page
  // What is known of a fetched page, also of one that failed.
  std::optional<int> http_status;
  std::optional<std::string> fetched_at;
  std::string final_url;
};

// Reads or fetches; takes the bytes out of the item. At most Limits::input_bytes + 1 bytes are read.
[[nodiscard]] LoadedPage load_page(input::Item& item, const Plan& plan, const std::atomic<bool>& stop);

}  // namespace lubb::cli
