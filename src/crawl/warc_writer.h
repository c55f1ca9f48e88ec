// Pages kept as WARC 1.1: each record is a gzip member of its own, so that a file can be appended to, and
// read from any record on.
#pragma once

#include <string>
#include <string_view>

namespace lubb::crawling {

struct SavedResponse {
  std::string_view record_id;  // "<urn:uuid:...>"
  std::string_view url;
  std::string_view fetched_at;  // ISO 8601 UTC
  std::string_view
      http_headers;       // status line and headers as received; an empty line at the end is not needed
  std::string_view body;  // without transfer and content coding
};

// A "response" record. Headers that speak of codings which the body no longer has are kept under the name
// X-Crawl-..., as other archives do; Content-Length is that of the body.
[[nodiscard]] std::string warc_response(const SavedResponse& response);

struct SavedRequest {
  std::string_view record_id, concurrent_to;  // the record of its answer
  std::string_view url;
  std::string_view sent_at;    // ISO 8601 UTC
  std::string_view http_head;  // request line and headers as sent
};

// A "request" record.
[[nodiscard]] std::string warc_request(const SavedRequest& request);

// The "warcinfo" record that a file begins with.
[[nodiscard]] std::string warc_info(std::string_view record_id, std::string_view date,
                                    std::string_view file_name, std::string_view software);

// A new id of its own: "<urn:uuid:...>", random (RFC 9562, version 4).
[[nodiscard]] std::string new_record_id();

}  // namespace lubb::crawling
