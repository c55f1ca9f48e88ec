// JSONL rows: every row gives an item, the same however the stream is cut, and what is passed through is
// JSON.
#include <simdjson.h>

#include <string>
#include <vector>

#include "fuzz/fuzz_input.h"
#include "fuzz/memory_source.h"
#include "input/json_lines.h"
#include "lubb/writer.hpp"
#include "support/output_safety.h"

namespace {

std::string row_of(const lubb::input::Item& item) {
  const lubb::Row row{.id = item.id,
                      .status = lubb::Status::error,
                      .error = item.error,
                      .http_status = item.http_status,
                      .fetched_at = item.fetched_at,
                      .url = item.url,
                      .final_url = item.final_url,
                      .bytes = item.bytes.size(),
                      .article = nullptr,
                      .extra = item.extra};
  std::string out;
  lubb::write_row(row, lubb::Format::jsonl, out);
  lubb::fuzz::expect_none("row " + out, lubb::test::output_fault(lubb::Format::jsonl, out));
  return out + item.bytes;
}

std::vector<std::string> rows_of(std::string_view bytes, std::size_t piece) {
  std::vector<std::string> found;
  auto stream = lubb::fuzz::stream_of(bytes, piece, lubb::input::Damage::ends);
  if (stream == nullptr) return found;
  lubb::input::JsonLines lines(std::move(stream), "input", 1 << 16);
  while (const auto item = lines.next()) found.push_back(row_of(*item));
  return found;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = lubb::fuzz::text_of(data, size);
  lubb::fuzz::expect(rows_of(bytes, bytes.size()) == rows_of(bytes, 1 + size % 61),
                     "other rows where reads are short");
  return 0;
}
