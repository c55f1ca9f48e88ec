// The pages of a WARC file: its responses, and those of its resources that are HTML.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "input/byte_source.h"
#include "input/item.h"
#include "input/warc_reader.h"

namespace lubb::input {

class WarcItems {
 public:
  // `source` should go on behind damage (Damage::resumes); `name` as in ids and messages.
  WarcItems(std::unique_ptr<ByteSource> source, std::string name, std::size_t max_page_bytes);

  // nullopt at the end. Each damaged record is a failed item; a record without an id has the place of its
  // first byte instead.
  [[nodiscard]] std::optional<Item> next();

 private:
  Item item_of(WarcRecord record) const;

  WarcReader reader_;
  std::string name_;
};

// Takes the HTTP response that an item of ItemKind::response holds apart: its bytes are then those of the
// page. An item without a page becomes failed or skipped.
void unpack_response(Item& item, std::size_t max_page_bytes);

}  // namespace lubb::input
