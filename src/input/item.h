// One input to be cleaned, as the sources hand it out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lubb/result.hpp"

namespace lubb::input {

enum class ItemKind : std::uint8_t {
  page,      // `bytes` hold it
  response,  // `bytes` hold an HTTP response, see unpack_response()
  file,      // to be read from `path`
  address,   // to be fetched from `url`
  failed,    // `error` says why there is nothing to clean
  skipped,   // `error` says what it is instead of a page
};

struct Item {
  ItemKind kind = ItemKind::page;
  std::string id;    // of its row: path as reached, "-", URL or the id of a JSONL row
  std::string name;  // what an output file of its own may be named after; a path below the given directory
  std::string path;
  std::string bytes;
  std::string url;
  std::string content_type;   // of the page, as far as the input says it
  std::size_t input = 0;      // which of the given inputs it comes from
  bool is_cut = false;        // `bytes` are not the whole page
  bool in_directory = false;  // met in a directory: only what is a page by its content is cleaned
  std::optional<Error> error;

  // From a JSONL row: what the row format has keys for, and the rest as key and JSON text.
  std::optional<int> http_status;
  std::optional<std::string> fetched_at;
  std::string final_url;
  std::vector<std::pair<std::string, std::string>> extra;
};

}  // namespace lubb::input
