#include "http/content_coding.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>

namespace lubb::http {
namespace {

constexpr std::string_view zstd_magic = "\x28\xB5\x2F\xFD";

std::uint8_t byte_at(std::string_view s, std::size_t i) { return static_cast<std::uint8_t>(s[i]); }

// As far as the bytes are there: the mark, the one method there is, and no flag that has no meaning.
bool starts_gzip(std::string_view s) {
  return s.substr(0, 3) == std::string_view("\x1F\x8B\x08").substr(0, s.size()) &&
         (s.size() < 4 || byte_at(s, 3) < 0x20);
}

// A frame, or one that is to be passed over (0x184D2A50 and the fifteen after it).
bool starts_zstd(std::string_view s) {
  if (s.substr(0, 4) == zstd_magic.substr(0, s.size())) return true;
  return (byte_at(s, 0) & 0xF0) == 0x50 &&
         s.substr(1, 3) == std::string_view("\x2A\x4D\x18").substr(0, s.size() - 1);
}

bool starts_zlib(std::string_view s) {
  return (byte_at(s, 0) & 0x0F) == Z_DEFLATED && (byte_at(s, 0) << 8 | byte_at(s, 1)) % 31 == 0;
}

class ZlibDecoder final : public CodingDecoder {
 public:
  explicit ZlibDecoder(int window_bits) { open_ = inflateInit2(&stream_, window_bits) == Z_OK; }
  ~ZlibDecoder() override {
    if (open_) inflateEnd(&stream_);
  }
  ZlibDecoder(const ZlibDecoder&) = delete;
  ZlibDecoder& operator=(const ZlibDecoder&) = delete;

  void restart() override { open_ = open_ && inflateReset(&stream_) == Z_OK; }

  Step decode(std::string_view& in, std::span<char> out, std::size_t& produced) override {
    if (!open_) return Step::damaged;
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    stream_.avail_in = static_cast<uInt>(std::min<std::size_t>(in.size(), 1u << 30));
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = static_cast<uInt>(out.size());
    const uInt given = stream_.avail_in;
    const int code = inflate(&stream_, Z_NO_FLUSH);
    in.remove_prefix(given - stream_.avail_in);
    produced = out.size() - stream_.avail_out;
    if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) return Step::damaged;
    return code == Z_STREAM_END ? Step::ended : Step::more;
  }

 private:
  z_stream stream_{};
  bool open_ = false;
};

class BrotliDecoder final : public CodingDecoder {
 public:
  BrotliDecoder() : state_(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)) {}
  ~BrotliDecoder() override { BrotliDecoderDestroyInstance(state_); }
  BrotliDecoder(const BrotliDecoder&) = delete;
  BrotliDecoder& operator=(const BrotliDecoder&) = delete;

  void restart() override {
    BrotliDecoderDestroyInstance(state_);
    state_ = BrotliDecoderCreateInstance(nullptr, nullptr, nullptr);
  }

  Step decode(std::string_view& in, std::span<char> out, std::size_t& produced) override {
    if (state_ == nullptr) return Step::damaged;
    std::size_t left_in = in.size();
    std::size_t left_out = out.size();
    const auto* next_in = reinterpret_cast<const std::uint8_t*>(in.data());
    auto* next_out = reinterpret_cast<std::uint8_t*>(out.data());
    const BrotliDecoderResult result =
        BrotliDecoderDecompressStream(state_, &left_in, &next_in, &left_out, &next_out, nullptr);
    in.remove_prefix(in.size() - left_in);
    produced = out.size() - left_out;
    if (result == BROTLI_DECODER_RESULT_ERROR) return Step::damaged;
    return result == BROTLI_DECODER_RESULT_SUCCESS ? Step::ended : Step::more;
  }

 private:
  BrotliDecoderState* state_;
};

class ZstdDecoder final : public CodingDecoder {
 public:
  explicit ZstdDecoder(const DecoderOptions& options) : context_(ZSTD_createDCtx()) {
    if (context_ == nullptr) return;
    ZSTD_DCtx_setParameter(context_, ZSTD_d_windowLogMax, options.zstd_window_log);
    const std::string_view dictionary = options.zstd_dictionary;
    if (!dictionary.empty()) ZSTD_DCtx_loadDictionary(context_, dictionary.data(), dictionary.size());
  }
  ~ZstdDecoder() override { ZSTD_freeDCtx(context_); }
  ZstdDecoder(const ZstdDecoder&) = delete;
  ZstdDecoder& operator=(const ZstdDecoder&) = delete;

  void restart() override {
    if (context_ != nullptr) ZSTD_DCtx_reset(context_, ZSTD_reset_session_only);
  }

  Step decode(std::string_view& in, std::span<char> out, std::size_t& produced) override {
    if (context_ == nullptr) return Step::damaged;
    ZSTD_inBuffer from{in.data(), in.size(), 0};
    ZSTD_outBuffer to{out.data(), out.size(), 0};
    const std::size_t code = ZSTD_decompressStream(context_, &to, &from);
    in.remove_prefix(from.pos);
    produced = to.pos;
    if (ZSTD_isError(code) != 0) return Step::damaged;
    return code == 0 ? Step::ended : Step::more;
  }

 private:
  ZSTD_DCtx* context_;
};

}  // namespace

bool may_begin(Coding coding, std::string_view head) noexcept {
  if (coding == Coding::gzip) return !head.empty() && starts_gzip(head);
  if (coding == Coding::zstd) return !head.empty() && starts_zstd(head);
  return true;
}

std::unique_ptr<CodingDecoder> make_decoder(Coding coding, std::string_view head,
                                            const DecoderOptions& options) {
  switch (coding) {
    case Coding::gzip: return std::make_unique<ZlibDecoder>(15 + 16);
    case Coding::deflate:  // old servers leave the zlib header out
      return std::make_unique<ZlibDecoder>(head.size() >= 2 && starts_zlib(head) ? 15 : -15);
    case Coding::brotli: return std::make_unique<BrotliDecoder>();
    case Coding::zstd: return std::make_unique<ZstdDecoder>(options);
  }
  return nullptr;
}

}  // namespace lubb::http
