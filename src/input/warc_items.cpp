#include "input/warc_items.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "http/message.h"
#include "input/content_type.h"

namespace lubb::input {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t max_http_header_bytes = 1 << 20;  // what a block may have beside the page

// Types that are taken at their word: scripts and style sheets hold tags in strings, and would pass for
// pages.
constexpr std::array other_types{"image/"sv,   "video/"sv,     "audio/"sv, "font/"sv,
                                 "text/css"sv, "javascript"sv, "json"sv,   "text/dns"sv};

void skip(Item& item, Error error) {
  item.kind = ItemKind::skipped;
  item.error = std::move(error);
  item.bytes.clear();
}

// "text/css; charset=utf-8" -> "text/css"
std::string media_type(std::string_view content_type) {
  std::string type(content_type.substr(0, content_type.find_first_of("; \t,")));
  for (char& c : type) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return type;
}

bool is_other_type(std::string_view type) {
  return std::any_of(other_types.begin(), other_types.end(),
                     [&](std::string_view part) { return type.find(part) != std::string_view::npos; });
}

}  // namespace

WarcItems::WarcItems(std::unique_ptr<ByteSource> source, std::string name, std::size_t max_page_bytes)
    : reader_(std::move(source), name, max_page_bytes + max_http_header_bytes), name_(std::move(name)) {}

std::optional<Item> WarcItems::next() {
  while (auto record = reader_.next()) {
    const bool is_page = record->header.type == "response" ||
                         (may_hold_page(record->header) && sniff(record->block).kind == ContentClass::html);
    if (is_page || record->error) return item_of(std::move(*record));
  }
  return std::nullopt;
}

Item WarcItems::item_of(WarcRecord record) const {
  Item item;
  WarcHeader& header = record.header;
  item.id = header.id.empty() ? name_ + ":" + std::to_string(record.offset) : std::move(header.id);
  item.url = std::move(header.target);
  item.name = item.url.empty() ? item.id : item.url;
  if (!header.date.empty()) item.fetched_at = std::move(header.date);
  item.is_cut = record.block_is_cut || header.truncated;
  item.error = std::move(record.error);
  if (item.error) {
    item.kind = ItemKind::failed;
    return item;
  }
  item.bytes = std::move(record.block);
  item.kind = header.type == "response" ? ItemKind::response : ItemKind::page;
  item.content_type = header.content_type.empty() ? "text/html" : std::move(header.content_type);
  return item;
}

void unpack_response(Item& item, std::size_t max_page_bytes) {
  const http::Message message = http::split_message(item.bytes);
  const int status = message.headers.status;
  const bool is_http = status > 0 || media_type(item.content_type) == "application/http";
  if (is_http) item.content_type = message.headers.content_type;
  if (status > 0) item.http_status = status;
  if (status > 0 && (status < 200 || status > 203)) {
    return skip(item,
                {Errc::http_status, item.id + ": the server answered with status " + std::to_string(status)});
  }
  const std::string type = media_type(item.content_type);
  if (is_other_type(type))
    return skip(item, {Errc::unsupported_type, item.id + ": " + type + ", not an HTML page"});
  http::DecodedBody body = http::decode_body(message, max_page_bytes, item.is_cut);
  if (body.error) {
    item.kind = ItemKind::failed;
    item.error = Error{body.error->code == Errc::network ? Errc::io : body.error->code,
                       item.id + ": " + body.error->message};
    item.bytes.clear();
    return;
  }
  item.is_cut = item.is_cut || body.is_cut;
  item.bytes = std::move(body.bytes);
}

}  // namespace lubb::input
