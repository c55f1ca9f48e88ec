// Archived and live HTTP answers: headers, chunks and content codings, whole and in pieces.
#include <algorithm>
#include <chrono>
#include <string>

#include "fetch/headers.h"
#include "fuzz/fuzz_input.h"
#include "http/body_decoder.h"
#include "http/message.h"

namespace {

constexpr std::size_t max_bytes = 1 << 16;

struct Decoded {
  bool whole = false;
  std::string body;
};

Decoded decode_in_pieces(std::string_view coding, std::string_view body, std::size_t piece) {
  lubb::http::BodyDecoder decoder(coding, max_bytes);
  while (!body.empty()) {
    const std::size_t size = std::min(body.size(), std::max<std::size_t>(piece, 1));
    if (!decoder.write(body.substr(0, size))) return {};
    body.remove_prefix(size);
  }
  Decoded decoded;
  decoded.whole = decoder.finish();
  decoded.body = decoder.body();
  lubb::fuzz::expect(decoded.body.size() <= max_bytes, "more bytes than asked for");
  return decoded;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = lubb::fuzz::text_of(data, size);
  const auto message = lubb::http::split_message(bytes);
  lubb::fuzz::expect(message.body.size() <= bytes.size(), "a body out of nothing");
  for (const bool may_be_cut : {false, true}) {
    const auto decoded = lubb::http::decode_body(message, max_bytes, may_be_cut);
    lubb::fuzz::expect(decoded.bytes.size() <= max_bytes + 1, "more bytes than asked for");
  }
  const std::string& coding = message.headers.content_encoding;
  const Decoded whole = decode_in_pieces(coding, message.body, message.body.size());
  const Decoded parted = decode_in_pieces(coding, message.body, 1 + size % 7);
  lubb::fuzz::expect(whole.whole == parted.whole && (!whole.whole || whole.body == parted.body),
                     "another body where it comes in pieces");
  const auto pause =
      lubb::http::parse_retry_after(message.headers.retry_after, std::chrono::seconds(1'700'000'000));
  lubb::fuzz::expect(!pause || (*pause >= std::chrono::seconds(0) && *pause <= std::chrono::hours(24)),
                     "a pause out of bounds");
  static_cast<void>(lubb::http::is_valid_header(bytes));
  return 0;
}
