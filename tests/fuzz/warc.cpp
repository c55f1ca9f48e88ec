// WARC files, plain and packed: the same items however the stream is cut into reads.
#include <string>
#include <vector>

#include "fuzz/fuzz_input.h"
#include "fuzz/memory_source.h"
#include "input/warc_items.h"

namespace {

constexpr std::size_t max_page_bytes = 1 << 16;

std::vector<std::string> items_of(std::string_view bytes, std::size_t piece) {
  std::vector<std::string> found;
  auto stream = lubb::fuzz::stream_of(bytes, piece, lubb::input::Damage::resumes);
  if (stream == nullptr) return found;
  lubb::input::WarcItems items(std::move(stream), "input", max_page_bytes);
  while (auto item = items.next()) {
    if (item->kind == lubb::input::ItemKind::response) lubb::input::unpack_response(*item, max_page_bytes);
    lubb::fuzz::expect(item->bytes.size() <= max_page_bytes + 1, "more bytes than asked for");
    found.push_back(item->id + ' ' + item->url + ' ' + item->bytes);
    lubb::fuzz::expect(found.size() <= bytes.size() * 64 + 1, "items without end");
  }
  return found;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = lubb::fuzz::text_of(data, size);
  const auto whole = items_of(bytes, bytes.size());
  lubb::fuzz::expect(whole == items_of(bytes, 1 + size % 61), "other items where reads are short");
  return 0;
}
