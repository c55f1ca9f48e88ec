// From an input's item to the bytes of its page, or to the reason why there are none.
#pragma once

#include <atomic>
#include <optional>
#include <string>

#include "cli/plan.h"
#include "input/item.h"
#include "input/page_buffer.h"

namespace lubb::cli {

struct LoadedPage {
  std::string owned;                        // bytes that came with the item or from the network
  const input::PageBuffer* file = nullptr;  // bytes that were read from a file
  std::string url;                          // known address, for Options::url
  std::string content_type;                 // for Options::content_type
  // Why there is no page to clean; `status` is then skipped or error.
  std::optional<Error> error;
  Status status = Status::ok;
  bool is_plain_text = false;  // a scrape: for extract_text()
  bool is_cut = false;         // an archive did not keep the whole page
  // What is known of a fetched page, also of one that failed.
  std::optional<int> http_status;
  std::optional<std::string> fetched_at;
  std::string final_url;

  [[nodiscard]] std::string_view bytes() const noexcept {
    return file != nullptr ? file->view() : std::string_view(owned);
  }
};

// Reads or fetches; takes the bytes out of the item. At most Limits::input_bytes + 1 bytes are read. A file
// is read into `buffer`, which must stay as it is while the page is used.
[[nodiscard]] LoadedPage load_page(input::Item& item, const Plan& plan, const std::atomic<bool>& stop,
                                   input::PageBuffer& buffer);

}  // namespace lubb::cli
