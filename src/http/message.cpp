#include "http/message.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

#include "http/body_decoder.h"

namespace lubb::http {
namespace {

constexpr std::string_view status_prefix = "HTTP/";

bool is_informational(int status) noexcept { return status >= 100 && status < 200; }

// Takes the line at the front, with its line end.
std::string_view take_line(std::string_view& bytes) noexcept {
  const std::size_t size = std::min(bytes.find('\n'), bytes.size() - 1) + 1;
  const std::string_view line = bytes.substr(0, size);
  bytes.remove_prefix(size);
  return line;
}

bool is_chunked(std::string_view transfer_encoding) {
  std::string lower(transfer_encoding);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return lower.find("chunked") != std::string::npos;
}

// The size in front of a chunk; nullopt where there is none.
std::optional<std::uint64_t> chunk_size(std::string_view line) noexcept {
  std::uint64_t size = 0;
  const auto [rest, error] = std::from_chars(line.data(), line.data() + line.size(), size, 16);
  if (error != std::errc{}) return std::nullopt;
  const std::string_view behind(rest, static_cast<std::size_t>(line.data() + line.size() - rest));
  const bool ended =
      behind.empty() || std::string_view(" \t;\r\n").find(behind.front()) != std::string_view::npos;
  return ended ? std::optional(size) : std::nullopt;
}

enum class Chunks : std::uint8_t { whole, cut, damaged, none };

// Takes the framing off; `none` where the body does not begin with a chunk.
Chunks unchunk(std::string_view bytes, std::string& body) {
  for (bool first = true; !bytes.empty(); first = false) {
    const auto size = chunk_size(take_line(bytes));
    if (!size) return first ? Chunks::none : Chunks::damaged;
    if (*size == 0) return Chunks::whole;
    const auto part = static_cast<std::size_t>(std::min<std::uint64_t>(*size, bytes.size()));
    body.append(bytes.substr(0, part));
    bytes.remove_prefix(part);
    if (bytes.starts_with("\r\n")) {
      bytes.remove_prefix(2);
    } else if (bytes.starts_with('\n')) {
      bytes.remove_prefix(1);
    } else if (!bytes.empty()) {
      return Chunks::damaged;
    }
  }
  return Chunks::cut;
}

// Whether what could not be decoded is text that never was encoded.
bool looks_plain(std::string_view bytes) noexcept {
  const std::size_t begin = bytes.find_first_not_of(" \t\r\n");
  return begin != std::string_view::npos && bytes[begin] == '<';
}

}  // namespace

Message split_message(std::string_view bytes) {
  Message message;
  message.body = bytes;
  do {
    if (!message.body.starts_with(status_prefix)) return message;
    while (!message.body.empty()) {
      message.headers.add_line(take_line(message.body));
      if (message.headers.complete) break;
    }
  } while (is_informational(message.headers.status));
  return message;
}

DecodedBody decode_body(const Message& message, std::size_t max_bytes, bool may_be_cut) {
  DecodedBody result;
  std::string_view body = message.body;
  std::string joined;
  if (is_chunked(message.headers.transfer_encoding)) {
    const Chunks chunks = unchunk(body, joined);
    if (chunks != Chunks::none) body = joined;
    result.is_cut = chunks == Chunks::cut && !body.empty();
    if (chunks == Chunks::damaged) result.error = Error{Errc::network, "the chunks of the body are damaged"};
  } else {
    result.is_cut = !body.empty() && message.headers.content_length.value_or(0) > body.size();
  }
  if (result.error) return result;
  if (message.headers.content_encoding.empty()) {
    result.bytes = body.substr(0, max_bytes + 1);
    return result;
  }
  BodyDecoder decoder(message.headers.content_encoding, max_bytes);
  const bool written = decoder.write(body);
  const bool ended = written && decoder.finish();
  result.is_cut = result.is_cut || (written && !ended);
  if (!ended && !(written && may_be_cut)) result.error = decoder.error();
  if (result.error && result.error->code == Errc::network && looks_plain(body)) {
    result.error.reset();
    result.bytes = body.substr(0, max_bytes);
    return result;
  }
  result.bytes = std::move(decoder.body());
  if (result.error) result.bytes.clear();
  return result;
}

}  // namespace lubb::http
