// The file that rows are appended to: each row once and whole, whatever happens to the process.
//
// A row is first written down in the state (outbox), with the visit it belongs to. From there it goes to the
// file; when the file is synchronised its new size is noted and the row leaves the outbox. What stands behind
// the noted size at the next start was cut short or not noted, and comes again: it is cut off first.
#pragma once

#include <string>

#include "crawl/files.h"
#include "crawl/store.h"

namespace lubb::crawling {

class RowFile {
 public:
  RowFile(Store& store, std::string folder) : store_(store), folder_(std::move(folder)) {}

  // Creates the folder and opens the file of the night, so that a place that cannot be written to is found
  // before any page is fetched. Throws DatabaseError (io).
  void prepare();

  // Sends all rows that wait to their files.
  void flush();

 private:
  void open_file(const std::string& name);

  Store& store_;
  std::string folder_, name_;
  AppendFile file_;
};

}  // namespace lubb::crawling
