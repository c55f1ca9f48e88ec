#include "crawl/page_archive.h"

#include <algorithm>
#include <cstdint>

#include "crawl/warc_writer.h"
#include "fetch/headers.h"

namespace lubb::crawling {
namespace {

constexpr std::int64_t longest_file = std::int64_t{1} << 30;  // what other archives' files come to

}  // namespace

std::string PageArchive::name_of(unsigned number) const {
  return "pages-" + store_.day() + (number > 1 ? "-" + std::to_string(number) : "") + ".warc.gz";
}

void PageArchive::prepare() {
  unsigned number = 1;
  while (store_.output_size(name_of(number + 1))) ++number;
  make_folders(folder_);
  open_file(number);
}

void PageArchive::open_file(unsigned number) {
  number_ = number;
  const std::string name = name_of(number);
  file_.open(folder_ + "/" + name);
  file_.cut(store_.output_size(name).value_or(file_.size()));
  if (file_.size() > 0) return;
  file_.append(warc_info(new_record_id(), http::now_utc(), name, software_));
  store_.set_output_size(name, file_.size(), 0);
}

SavedSize PageArchive::append(std::string_view records) {
  if (file_.size() >= longest_file) {
    file_.sync();
    open_file(number_ + 1);
  }
  file_.append(records);
  return {.file = name_of(number_), .size = file_.size()};
}

void PageArchive::sync() { file_.sync(); }

}  // namespace lubb::crawling
