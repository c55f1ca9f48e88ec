#include "input/json_lines.h"

#include <simdjson.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace lubb::input {
namespace {

// A byte of HTML takes up to six in JSON (\u0000), and the row may hold more than the page.
constexpr std::size_t json_expansion = 6;
constexpr std::size_t row_overhead_bytes = 16 << 20;
constexpr std::string_view page_type = "text/html; charset=utf-8";  // JSON is UTF-8 whatever the page says

bool is_blank(std::string_view s) { return s.find_first_not_of(" \t\r\n") == std::string_view::npos; }

void keep(Item& item, std::string_view key, std::string json) {
  const auto same = std::find_if(item.extra.begin(), item.extra.end(),
                                 [&](const auto& member) { return member.first == key; });
  if (same != item.extra.end()) {
    same->second = std::move(json);
  } else {
    item.extra.emplace_back(key, std::move(json));
  }
}

// The member of Item that a key with a string fills, or null.
std::string* text_member(Item& item, std::string_view key) {
  if (key == "id") return &item.id;
  if (key == "url") return &item.url;
  if (key == "html") return &item.bytes;
  if (key == "final_url") return &item.final_url;
  return nullptr;
}

void take_member(Item& item, std::string_view key, simdjson::dom::element value) {
  const bool is_string = value.is_string();
  if (std::string* member = text_member(item, key); member != nullptr) {
    if (is_string) *member = std::string_view(value);
    if (key == "id" && value.is_number()) *member = simdjson::to_string(value);
  } else if (key == "fetched_at") {
    if (is_string) item.fetched_at = std::string(std::string_view(value));
  } else if (key == "http_status") {
    std::int64_t status = 0;
    const bool number = value.get_int64().get(status) == simdjson::SUCCESS;
    if (number && status > 0 && status < 1000) item.http_status = static_cast<int>(status);
  } else {
    keep(item, key, simdjson::to_string(value));
  }
}

}  // namespace

struct JsonRowParser::State {
  simdjson::dom::parser parser;
};

JsonRowParser::JsonRowParser() : state_(std::make_unique<State>()) {}
JsonRowParser::~JsonRowParser() = default;

Item JsonRowParser::parse(std::string& line, const std::string& place) {
  Item item;
  bool has_html = false;
  line.reserve(line.size() + simdjson::SIMDJSON_PADDING);
  simdjson::dom::object object;
  const simdjson::error_code error =
      state_->parser.parse(line.data(), line.size(), false).get_object().get(object);
  if (error == simdjson::SUCCESS) {
    for (const auto& [key, value] : object) {
      take_member(item, key, value);
      has_html = has_html || (key == "html" && value.is_string());
    }
  }
  if (item.id.empty()) item.id = item.url.empty() ? place : item.url;
  item.name = item.id;
  item.content_type = page_type;
  if (error != simdjson::SUCCESS) {
    item.error = Error{Errc::invalid_argument, place + ": not a JSON object that can be read (" +
                                                   simdjson::error_message(error) + ")"};
  } else if (!has_html) {
    item.error = Error{Errc::invalid_argument, place + ": the row has no \"html\" string"};
  }
  if (item.error) {
    item.kind = ItemKind::failed;
    item.bytes.clear();
  }
  return item;
}

JsonLines::JsonLines(std::unique_ptr<ByteSource> source, std::string name, std::size_t max_page_bytes)
    : lines_(std::move(source), max_page_bytes * json_expansion + row_overhead_bytes),
      name_(std::move(name)) {}

std::optional<Item> JsonLines::next() {
  while (!done_) {
    Result<std::optional<Line>> line = lines_.next();
    Item item;
    item.kind = ItemKind::failed;
    if (!line) {
      done_ = true;
      item.id = item.name = name_;
      item.error = std::move(line.error());
      return item;
    }
    if (!*line) break;
    Line& found = **line;
    const std::string place = name_ + ":" + std::to_string(found.number);
    const std::string place_in_words =
        place + " (byte " + std::to_string(found.offset) + ")";  // of the line's beginning in the stream
    if (found.too_long) {
      item.id = item.name = place;
      item.error =
          Error{Errc::too_large, place_in_words + ": a line of " + std::to_string(found.size) + " bytes"};
      return item;
    }
    if (is_blank(found.text)) continue;
    item = parser_.parse(found.text, place_in_words);
    if (item.id == place_in_words) item.id = item.name = place;
    return item;
  }
  done_ = true;
  return std::nullopt;
}

}  // namespace lubb::input
