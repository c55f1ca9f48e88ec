#include "crawl/row_file.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace lubb::crawling {
namespace {

constexpr std::size_t rows_at_a_time = 256;

}  // namespace

void RowFile::prepare() {
  make_folders(folder_);
  open_file(store_.output_file());
  flush();
}

void RowFile::open_file(const std::string& name) {
  name_ = name;
  file_.open(folder_ + "/" + name);
  const auto known = store_.output_size(name);
  file_.cut(file_.whole_lines(known.value_or(file_.size())));
  if (known != file_.size()) store_.set_output_size(name, file_.size(), 0);
}

void RowFile::flush() {
  for (;;) {
    const std::vector<Store::OutboxRow> rows = store_.outbox(rows_at_a_time);
    if (rows.empty()) return;
    const std::string& name = rows.front().file;
    if (name != name_) open_file(name);
    std::string bytes;
    std::int64_t last = 0;
    for (const Store::OutboxRow& row : rows) {
      if (row.file != name) break;
      bytes += row.row;
      last = row.id;
    }
    file_.append(bytes);
    file_.sync();
    store_.set_output_size(name, file_.size(), last);
  }
}

}  // namespace lubb::crawling
