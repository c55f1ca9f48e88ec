// The compressions that HTTP knows as content codings, each as a stream: bytes in, pieces out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace lubb::http {

enum class Coding : std::uint8_t { gzip, deflate, brotli, zstd };

enum class Step : std::uint8_t {
  more,     // goes on with the next bytes
  ended,    // the stream is complete; what follows does not belong to it
  damaged,  // not such a stream, or memory ran out
};

class CodingDecoder {
 public:
  virtual ~CodingDecoder() = default;

  // Takes bytes from the front of `in` and puts what they decode to at the front of `out`; `produced` says
  // how much. To be called again while `in` has bytes or `out` was filled.
  [[nodiscard]] virtual Step decode(std::string_view& in, std::span<char> out, std::size_t& produced) = 0;

  // Makes it ready for another stream of the same kind.
  virtual void restart() = 0;
};

// Whether a stream may begin with these bytes; four are enough. Brotli and raw deflate have no mark of their
// own: any beginning will do.
[[nodiscard]] bool may_begin(Coding coding, std::string_view head) noexcept;

struct DecoderOptions {
  int zstd_window_log = 23;          // 8 MiB, the most that RFC 9659 lets a content coding ask for
  std::string_view zstd_dictionary;  // empty: none; copied
};

// A decoder for a stream that begins with `head` (two bytes or more).
[[nodiscard]] std::unique_ptr<CodingDecoder> make_decoder(Coding coding, std::string_view head,
                                                          const DecoderOptions& options = {});

}  // namespace lubb::http
