// HTTP/1 responses as archives keep them: the bytes of the answer in one piece.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "http/response_headers.h"
#include "lubb/result.hpp"

namespace lubb::http {

struct Message {
  ResponseHeaders headers;  // status 0: there are none, the bytes are the body
  std::string_view body;    // as it was sent
};

// Takes a response apart; informational ones (1xx) in front of it are passed over.
[[nodiscard]] Message split_message(std::string_view bytes);

struct DecodedBody {
  std::string bytes;
  bool is_cut = false;         // fewer bytes than the headers announce
  std::optional<Error> error;  // network: damaged; too_large. A clause without subject
};

// Takes the transfer and content codings off; a body that an archive stored without a coding that its headers
// name is taken as it is. Of a body without content coding at most `max_bytes` + 1 bytes are given, a coded
// one that comes to more is too_large. With `may_be_cut` a coding that stops early gives what came of it.
[[nodiscard]] DecodedBody decode_body(const Message& message, std::size_t max_bytes, bool may_be_cut);

}  // namespace lubb::http
