#include "input/source.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/text.h"

namespace lubb::input {
namespace {

constexpr std::size_t max_address_bytes = 64 << 10;
constexpr std::string_view warc_mark = "WARC/";
constexpr std::size_t peek_bytes = 64 << 10;  // what sniff() looks at

std::string_view without_packing(std::string_view name) noexcept {
  for (const std::string_view ending : {".gz", ".zst"}) {
    if (name.ends_with(ending)) return name.substr(0, name.size() - ending.size());
  }
  return name;
}

bool is_named_jsonl(std::string_view name) noexcept {
  name = without_packing(name);
  return name.ends_with(".jsonl") || name.ends_with(".ndjson");
}

bool is_named_warc(std::string_view name) noexcept { return without_packing(name).ends_with(".warc"); }

// Whether these first bytes of a stream are, or unpack to, those of a WARC file.
bool starts_like_warc(const std::string& head) {
  auto stream = unpacked(with_prefix(head, nullptr), {"-"});
  if (!stream) return false;
  std::array<char, warc_mark.size()> begin{};
  std::size_t size = 0;
  while (size < begin.size()) {
    const Result<std::size_t> got = (*stream)->read(std::span(begin).subspan(size));
    if (!got || *got == 0) return false;
    size += *got;
  }
  return std::string_view(begin.data(), size) == warc_mark;
}

// Standard input has no name: rows are known by their first line.
bool starts_like_rows(std::string_view bytes) noexcept {
  const std::size_t begin = bytes.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos || bytes[begin] != '{') return false;
  return bytes.substr(0, std::min(bytes.find('\n', begin), bytes.size())).find("\"html\"") != bytes.npos;
}

std::string file_name(const std::string& path) {
  const std::size_t slash = path.find_last_of('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

Item failed(const std::string& id, Error error) {
  Item item;
  item.kind = ItemKind::failed;
  item.id = item.name = id;
  item.error = std::move(error);
  return item;
}

bool is_http(std::string_view text) noexcept {
  std::string start(text.substr(0, 8));
  for (char& c : start) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return start.starts_with("http://") || start == "https://";
}

}  // namespace

bool has_scheme(const std::string& input) noexcept {
  const std::size_t size = input.find("://");
  if (size == std::string::npos || size < 2) return false;
  return std::all_of(input.begin(), input.begin() + static_cast<std::ptrdiff_t>(size), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '-' || c == '.';
  });
}

Item address_item(const std::string& text) {
  if (!is_http(text)) {
    return failed(text, {has_scheme(text) ? Errc::denied_by_policy : Errc::invalid_argument,
                         text + ": only http and https addresses are fetched"});
  }
  Item item;
  item.kind = ItemKind::address;
  item.id = item.name = item.url = text;
  return item;
}

Source::Source(std::vector<std::string> inputs, SourceOptions options)
    : inputs_(std::move(inputs)), options_(std::move(options)) {}

bool Source::several() {
  if (inputs_.size() > 1) return true;
  if (next_input_ == 0 && !inputs_.empty()) first_ = open(inputs_[next_input_++]);
  return directory_ || rows_ || addresses_ || records_;
}

bool Source::is_at_hand() const {
  if (options_.format == InputFormat::urls) return false;
  return std::all_of(inputs_.begin(), inputs_.end(), [](const std::string& input) {
    struct stat status {};
    if (input == "-" || has_scheme(input)) return false;
    if (stat(input.c_str(), &status) != 0) return true;  // a failed item, at once
    return S_ISREG(status.st_mode) || S_ISDIR(status.st_mode);
  });
}

std::optional<Item> Source::next() {
  std::optional<Item> item = next_item();
  if (item) item->input = next_input_ - 1;
  return item;
}

std::optional<Item> Source::next_item() {
  if (first_) return std::exchange(first_, std::nullopt);
  for (;;) {
    std::optional<Item> item;
    if (records_) item = records_->next();
    if (item) return item;
    records_.reset();
    if (directory_) item = next_in_directory();
    if (!item && records_) continue;
    if (rows_) item = rows_->next();
    if (addresses_) item = next_address();
    if (item) return item;
    directory_.reset();
    rows_.reset();
    addresses_.reset();
    if (next_input_ == inputs_.size()) return std::nullopt;
    item = open(inputs_[next_input_++]);
    if (item) return item;
  }
}

std::optional<Item> Source::open(const std::string& input) {
  if (input == "-") return open_standard_input();
  if (has_scheme(input)) return address_item(input);
  struct stat status {};
  if (stat(input.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) {
    directory_ = std::make_unique<DirectoryWalk>(input, options_.output_folder);
    return std::nullopt;
  }
  const bool by_records = options_.format == InputFormat::warc ||
                          (options_.format == InputFormat::automatic && is_named_warc(input));
  if (by_records) return open_records(input, false);
  const bool by_rows = options_.format == InputFormat::jsonl || options_.format == InputFormat::urls ||
                       (options_.format == InputFormat::automatic && is_named_jsonl(input));
  if (!by_rows) {
    Item item;
    item.kind = ItemKind::file;
    item.id = item.path = input;
    item.name = file_name(input);
    return item;
  }
  auto file = open_file(input, false, options_.stop);
  if (!file) return failed(input, std::move(file.error()));
  auto stream = unpacked(std::move(*file), {input, options_.stop});
  return stream ? open_stream(input, std::move(*stream), true) : failed(input, std::move(stream.error()));
}

std::optional<Item> Source::open_standard_input() {
  const SourceContext context{"-", options_.stop};
  auto stream = descriptor_source(0, false, context);
  bool warc = options_.format == InputFormat::warc;
  if (options_.format == InputFormat::automatic) {
    auto head = read_at_most(*stream, peek_bytes);
    if (!head) return failed("-", std::move(head.error()));
    warc = starts_like_warc(*head);
    stream = with_prefix(std::move(*head), std::move(stream));
  }
  auto plain = unpacked(std::move(stream), context, warc ? Damage::resumes : Damage::ends);
  if (!plain) return failed("-", std::move(plain.error()));
  if (!warc) return open_stream("-", std::move(*plain), false);
  records_ = std::make_unique<WarcItems>(std::move(*plain), "-", options_.max_page_bytes);
  return std::nullopt;
}

std::optional<Item> Source::open_records(const std::string& input, bool only_regular) {
  auto file = open_file(input, only_regular, options_.stop);
  if (!file) return failed(input, std::move(file.error()));
  auto plain = unpacked(std::move(*file), {input, options_.stop}, Damage::resumes);
  if (!plain) return failed(input, std::move(plain.error()));
  records_ = std::make_unique<WarcItems>(std::move(*plain), input, options_.max_page_bytes);
  return std::nullopt;
}

// Files are items of their own, but for WARC files: their records are.
std::optional<Item> Source::next_in_directory() {
  std::optional<Item> item = directory_->next();
  const bool by_records = item && item->kind == ItemKind::file &&
                          (options_.format == InputFormat::warc ||
                           (options_.format == InputFormat::automatic && is_named_warc(item->path)));
  return by_records ? open_records(item->path, true) : std::move(item);
}

std::optional<Item> Source::open_stream(const std::string& input, std::unique_ptr<ByteSource> stream,
                                        bool named_jsonl) {
  if (options_.format == InputFormat::urls) {
    name_ = input;
    addresses_ = std::make_unique<LineReader>(std::move(stream), max_address_bytes);
    return std::nullopt;
  }
  bool rows = options_.format == InputFormat::jsonl || named_jsonl;
  std::string head;
  if (!rows) {
    auto read = read_at_most(*stream, std::min(peek_bytes, options_.max_page_bytes));
    if (!read) return failed(input, std::move(read.error()));
    head = std::move(*read);
    rows = options_.format == InputFormat::automatic && starts_like_rows(head);
  }
  if (rows) {
    auto whole = with_prefix(std::move(head), std::move(stream));
    rows_ = std::make_unique<JsonLines>(std::move(whole), input, options_.max_page_bytes);
    return std::nullopt;
  }
  if (head.size() <= options_.max_page_bytes) {
    auto read = read_at_most(*stream, options_.max_page_bytes - head.size());
    if (!read) return failed(input, std::move(read.error()));
    head += *read;
  }
  Item item;
  item.id = item.name = input;
  item.bytes = std::move(head);
  return item;
}

std::optional<Item> Source::next_address() {
  for (;;) {
    Result<std::optional<Line>> line = addresses_->next();
    if (!line) {
      addresses_.reset();
      return failed(name_, std::move(line.error()));
    }
    if (!*line) return std::nullopt;
    const std::string place = name_ + ":" + std::to_string((*line)->number);
    if ((*line)->too_long)
      return failed(place, {Errc::invalid_argument, place + ": the address is too long"});
    const std::string_view address = text::trim((*line)->text);
    if (!address.empty() && !address.starts_with('#')) return address_item(std::string(address));
  }
}

std::optional<Error> read_page(const Item& item, std::size_t max_bytes, const std::atomic<bool>* stop,
                               PageBuffer& page) {
  const std::size_t wanted = max_bytes == SIZE_MAX ? max_bytes : max_bytes + 1;
  page.begin_page(0);
  auto file = open_file(item.path, item.in_directory, stop);
  if (!file) return std::move(file.error());
  page.begin_page(std::min((*file)->size_hint() + 1, wanted));  // one more byte of room to see the end in
  auto stream = unpacked(std::move(*file), {item.path, stop});
  if (!stream) return std::move(stream.error());
  while (page.size() < wanted) {
    const std::span<char> room = page.room();
    Result<std::size_t> got = (*stream)->read(room.first(std::min(room.size(), wanted - page.size())));
    if (!got) return std::move(got.error());
    if (*got == 0) break;
    page.add(*got);
  }
  return std::nullopt;
}

}  // namespace lubb::input
