// All inputs of a run, one item after the other.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "input/byte_source.h"
#include "input/directory.h"
#include "input/item.h"
#include "input/json_lines.h"
#include "input/line_reader.h"
#include "input/page_buffer.h"
#include "input/warc_items.h"

namespace lubb::input {

enum class InputFormat : std::uint8_t {
  automatic,  // by the kind of input, its name's ending and its content
  html,       // every file is a page, whatever it looks like
  text,       // every file is a page saved as plain text, whatever it looks like
  jsonl,      // rows {"id", "url", "html"}
  warc,       // WARC files, whatever they are called
  urls,       // addresses, one a line; blank lines and those that begin with # don't count
};

struct SourceOptions {
  InputFormat format = InputFormat::automatic;
  std::size_t max_page_bytes = 0;
  std::string output_folder = {};           // not read where it lies in a folder that is; empty: none
  const std::atomic<bool>* stop = nullptr;  // not owned
};

// Hands out the items of the given inputs in their order: "-" is standard input, http(s) addresses are to
// be fetched, directories are walked; JSONL files, lists of addresses and WARC files (also those in
// directories) are read row by row.
class Source {
 public:
  Source(std::vector<std::string> inputs, SourceOptions options);

  // Whether more than one item may come: several inputs, a directory, rows or a list of addresses. To be
  // asked before next(); opens a single input, and waits for the first bytes of standard input.
  [[nodiscard]] bool several();

  // Whether all inputs are files and folders, so that neither next() nor reading what it names waits for
  // another program or the network.
  [[nodiscard]] bool is_at_hand() const;

  // nullopt at the end.
  [[nodiscard]] std::optional<Item> next();

 private:
  std::optional<Item> next_item();
  std::optional<Item> open(const std::string& input);
  std::optional<Item> open_stream(const std::string& input, std::unique_ptr<ByteSource> stream,
                                  bool named_jsonl);
  std::optional<Item> open_standard_input();
  std::optional<Item> open_records(const std::string& input, bool only_regular);
  std::optional<Item> next_in_directory();
  std::optional<Item> next_address();

  std::vector<std::string> inputs_;
  SourceOptions options_;
  std::size_t next_input_ = 0;
  std::optional<Item> first_;  // opened by several()
  // At most one of these is being read, and records_ also out of a directory.
  std::unique_ptr<DirectoryWalk> directory_;
  std::unique_ptr<JsonLines> rows_;
  std::unique_ptr<LineReader> addresses_;
  std::unique_ptr<WarcItems> records_;
  std::string name_;  // of what addresses_ reads
};

// An item for an address, or a failed one where it is not http(s).
[[nodiscard]] Item address_item(const std::string& text);

// Reads and unpacks a file that Source named, at most `max_bytes` + 1 bytes of it. What was read before an
// error is no page.
[[nodiscard]] std::optional<Error> read_page(const Item& item, std::size_t max_bytes,
                                             const std::atomic<bool>* stop, PageBuffer& page);

// True where the address has a scheme ("ftp://...").
[[nodiscard]] bool has_scheme(const std::string& input) noexcept;

}  // namespace lubb::input
