// Takes the content encodings off a body while it arrives, counting what comes out.
//
// libcurl could do this, but takes a compressed stream that stops early for a whole one, and bounds the
// bytes on the wire instead of those that come out of it.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lubb/result.hpp"

namespace lubb::http {

class BodyDecoder {
 public:
  // `content_encoding` is the header's value ("gzip", "deflate, gzip", ...), `max_bytes` bounds the result.
  BodyDecoder(std::string_view content_encoding, std::size_t max_bytes);
  ~BodyDecoder();
  BodyDecoder(BodyDecoder&&) noexcept;
  BodyDecoder& operator=(BodyDecoder&&) noexcept;

  // Feeds the next bytes; false when the body cannot be read on: see error().
  [[nodiscard]] bool write(std::string_view bytes);

  // To be called after the last byte; false for a stream that stops early.
  [[nodiscard]] bool finish();

  // What is decoded so far.
  [[nodiscard]] std::string& body() noexcept { return body_; }

  // Errc::network (broken or unknown encoding) or Errc::too_large; the message is a clause without subject.
  [[nodiscard]] const std::optional<Error>& error() const noexcept { return error_; }

 private:
  struct Layer;
  bool write_layer(std::size_t index, std::string_view bytes);
  bool append(std::string_view bytes);
  bool fail(Errc code, std::string message);

  std::vector<std::unique_ptr<Layer>> layers_;  // the outermost encoding first
  std::string body_;
  std::size_t max_bytes_;
  std::optional<Error> error_;
};

}  // namespace lubb::http
