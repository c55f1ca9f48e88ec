#include "crawl/warc_writer.h"

#include <sys/random.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <new>

#include "http/response_headers.h"

namespace lubb::crawling {
namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr int gzip_window_bits = 15 + 16;

// A header's value must not begin another header.
void append_field(std::string_view name, std::string_view value, std::string& out) {
  out += name;
  out += ": ";
  for (const char c : value) out += c == '\r' || c == '\n' || c == '\0' ? ' ' : c;
  out += line_end;
}

std::string gzip_member(std::string_view bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzip_window_bits, 8, Z_DEFAULT_STRATEGY) !=
      Z_OK)
    throw std::bad_alloc();
  std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int code = deflate(&stream, Z_FINISH);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  if (code != Z_STREAM_END) throw std::bad_alloc();
  return out;
}

std::string record(std::string_view fields, std::string_view block) {
  std::string bytes = "WARC/1.1\r\n";
  bytes += fields;
  append_field("Content-Length", std::to_string(block.size()), bytes);
  bytes += line_end;
  bytes += block;
  bytes += "\r\n\r\n";
  return gzip_member(bytes);
}

// Archives know HTTP/1 only: the frames of later versions are written down as its lines.
std::string as_http_1(std::string_view head) {
  std::string result(head);
  const std::size_t line_size = std::min(result.find('\n'), result.size());
  for (const std::string_view later : {"HTTP/2", "HTTP/3"}) {
    const std::size_t at = result.find(later);
    if (at < line_size && result.find_first_of(" \r\n", at) == at + later.size())
      result.replace(at, later.size(), "HTTP/1.1");
  }
  return result;
}

bool no_longer_holds(const std::string& name) {
  return name == "content-encoding" || name == "transfer-encoding" || name == "content-length";
}

std::string http_block(const SavedResponse& response) {
  std::string block;
  const std::string head = as_http_1(response.http_headers);
  std::string_view rest = head;
  while (!rest.empty()) {
    const std::size_t size = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, size);
    rest.remove_prefix(std::min(size + 1, rest.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    if (no_longer_holds(http::header_name(line))) block += "X-Crawl-";
    block += line;
    block += line_end;
  }
  append_field("Content-Length", std::to_string(response.body.size()), block);
  block += line_end;
  return block += response.body;
}

}  // namespace

std::string warc_response(const SavedResponse& response) {
  std::string fields;
  append_field("WARC-Type", "response", fields);
  append_field("WARC-Record-ID", response.record_id, fields);
  append_field("WARC-Date", response.fetched_at, fields);
  append_field("WARC-Target-URI", response.url, fields);
  append_field("Content-Type", "application/http; msgtype=response", fields);
  return record(fields, http_block(response));
}

std::string warc_request(const SavedRequest& request) {
  std::string fields;
  append_field("WARC-Type", "request", fields);
  append_field("WARC-Record-ID", request.record_id, fields);
  append_field("WARC-Concurrent-To", request.concurrent_to, fields);
  append_field("WARC-Date", request.sent_at, fields);
  append_field("WARC-Target-URI", request.url, fields);
  append_field("Content-Type", "application/http; msgtype=request", fields);
  return record(fields, as_http_1(request.http_head));
}

std::string warc_info(std::string_view record_id, std::string_view date, std::string_view file_name,
                      std::string_view software) {
  std::string fields;
  append_field("WARC-Type", "warcinfo", fields);
  append_field("WARC-Record-ID", record_id, fields);
  append_field("WARC-Date", date, fields);
  append_field("WARC-Filename", file_name, fields);
  append_field("Content-Type", "application/warc-fields", fields);
  std::string block;
  append_field("software", software, block);
  append_field("format", "WARC File Format 1.1", block);
  return record(fields, block);
}

std::string new_record_id() {
  std::array<std::uint8_t, 16> bytes{};
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const ssize_t got = getrandom(bytes.data() + filled, bytes.size() - filled, 0);
    if (got > 0) filled += static_cast<std::size_t>(got);
  }
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0F) | 0x40);  // version 4
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3F) | 0x80);  // variant
  std::string id = "<urn:uuid:";
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) id += '-';
    id += hex_digits[bytes[i] >> 4];
    id += hex_digits[bytes[i] & 15];
  }
  return id + ">";
}

}  // namespace lubb::crawling
