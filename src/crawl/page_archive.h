// The pages of a night as they were served, kept in WARC files: "pages-YYYY-MM-DD.warc.gz", then "-2", "-3"
// and so on where one has grown too long.
//
// Records are appended before the visit they belong to is written down in the state, and the file's new size
// with that visit. What stands behind the noted size at the next start belongs to a page that comes again: it
// is cut off first. So a page is there once, or not at all.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "crawl/files.h"
#include "crawl/store.h"

namespace lubb::crawling {

class PageArchive {
 public:
  // `software` is what the files say they were made by.
  PageArchive(Store& store, std::string folder, std::string software)
      : store_(store), folder_(std::move(folder)), software_(std::move(software)) {}

  // Opens the latest file of the night. Throws DatabaseError (io), as does append().
  void prepare();
  // Appends the records of a page; what is to be noted with its visit.
  [[nodiscard]] SavedSize append(std::string_view records);
  void sync();

 private:
  void open_file(unsigned number);
  [[nodiscard]] std::string name_of(unsigned number) const;

  Store& store_;
  std::string folder_, software_;
  unsigned number_ = 0;
  AppendFile file_;
};

}  // namespace lubb::crawling
