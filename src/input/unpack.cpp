#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "input/byte_source.h"

namespace lubb::input {
namespace {

constexpr std::size_t packed_bytes = 64 << 10;  // read from below at a time
constexpr int gzip_window_bits = 15 + 16;       // zlib: the largest window, gzip header
constexpr int max_window_log = 27;              // Zstandard: 128 MiB, what its own tool allows
constexpr std::string_view gzip_magic = "\x1F\x8B";
constexpr std::string_view zstd_magic = "\x28\xB5\x2F\xFD";

// Gives back the bytes that were looked at, then goes on with the source below.
class PrefixedSource final : public ByteSource {
 public:
  PrefixedSource(std::string prefix, std::unique_ptr<ByteSource> source)
      : prefix_(std::move(prefix)), source_(std::move(source)) {}

  Result<std::size_t> read(std::span<char> buffer) override {
    if (given_ == prefix_.size()) return source_->read(buffer);
    const std::size_t size = std::min(buffer.size(), prefix_.size() - given_);
    std::copy_n(prefix_.data() + given_, size, buffer.data());
    given_ += size;
    return size;
  }

 private:
  std::string prefix_;
  std::size_t given_ = 0;
  std::unique_ptr<ByteSource> source_;
};

// What both unpackers share: a buffer of packed bytes.
class PackedInput {
 public:
  explicit PackedInput(std::unique_ptr<ByteSource> source)
      : source_(std::move(source)), buffer_(packed_bytes) {}

  // False at the end of the packed bytes.
  Result<bool> fill() {
    Result<std::size_t> got = source_->read(buffer_);
    if (!got) return std::move(got.error());
    rest = std::string_view(buffer_.data(), *got);
    return *got > 0;
  }
  std::string_view rest;

 private:
  std::unique_ptr<ByteSource> source_;
  std::vector<char> buffer_;
};

Error damaged(const std::string& name) { return {Errc::io, name + ": the compressed data is damaged"}; }
Error stops_early(const std::string& name) { return {Errc::io, name + ": the compressed data stops early"}; }

class GzipSource final : public ByteSource {
 public:
  GzipSource(std::unique_ptr<ByteSource> source, std::string name)
      : input_(std::move(source)), name_(std::move(name)) {
    open_ = inflateInit2(&stream_, gzip_window_bits) == Z_OK;
  }
  ~GzipSource() override {
    if (open_) inflateEnd(&stream_);
  }
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;

  Result<std::size_t> read(std::span<char> buffer) override {
    if (!open_) return Error{Errc::too_large, name_ + ": not enough memory"};
    const std::size_t size = std::min<std::size_t>(buffer.size(), 1u << 30);
    stream_.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream_.avail_out = static_cast<uInt>(size);
    while (!done_ && stream_.avail_out == size) {
      if (input_.rest.empty()) {
        Result<bool> more = input_.fill();
        if (!more) return std::move(more.error());
        if (!*more && !between_) return stops_early(name_);
        if (!*more) break;
      }
      if (between_ && !next_member()) break;
      stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input_.rest.data()));
      stream_.avail_in = static_cast<uInt>(input_.rest.size());
      const int code = inflate(&stream_, Z_NO_FLUSH);
      input_.rest.remove_prefix(input_.rest.size() - stream_.avail_in);
      if (code == Z_STREAM_END) between_ = true;
      if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) return damaged(name_);
    }
    return size - stream_.avail_out;
  }

 private:
  // A file may be several members one behind the other; what is none after the first one is ignored.
  bool next_member() {
    done_ = input_.rest.front() != gzip_magic.front() || inflateReset(&stream_) != Z_OK;
    between_ = done_;
    return !done_;
  }

  PackedInput input_;
  std::string name_;
  z_stream stream_{};
  bool open_ = false;
  bool between_ = false;  // a member has ended, no other has begun
  bool done_ = false;
};

class ZstdSource final : public ByteSource {
 public:
  ZstdSource(std::unique_ptr<ByteSource> source, std::string name)
      : input_(std::move(source)), name_(std::move(name)), context_(ZSTD_createDCtx()) {
    if (context_ != nullptr) ZSTD_DCtx_setParameter(context_, ZSTD_d_windowLogMax, max_window_log);
  }
  ~ZstdSource() override { ZSTD_freeDCtx(context_); }
  ZstdSource(const ZstdSource&) = delete;
  ZstdSource& operator=(const ZstdSource&) = delete;

  Result<std::size_t> read(std::span<char> buffer) override {
    if (context_ == nullptr) return Error{Errc::too_large, name_ + ": not enough memory"};
    ZSTD_outBuffer out{buffer.data(), buffer.size(), 0};
    while (out.pos == 0) {
      if (input_.rest.empty() && !may_hold_output_) {
        Result<bool> more = input_.fill();
        if (!more) return std::move(more.error());
        if (!*more && !between_) return stops_early(name_);
        if (!*more) break;
      }
      ZSTD_inBuffer in{input_.rest.data(), input_.rest.size(), 0};
      const std::size_t code = ZSTD_decompressStream(context_, &out, &in);
      if (ZSTD_isError(code) != 0) return damaged(name_);
      input_.rest.remove_prefix(in.pos);
      between_ = code == 0;
      may_hold_output_ = code != 0 && out.pos == out.size;
    }
    return out.pos;
  }

 private:
  PackedInput input_;
  std::string name_;
  ZSTD_DCtx* context_;
  bool between_ = false;          // a frame has ended, no other has begun
  bool may_hold_output_ = false;  // the buffer was full: more may come without more input
};

}  // namespace

std::unique_ptr<ByteSource> with_prefix(std::string prefix, std::unique_ptr<ByteSource> source) {
  return std::make_unique<PrefixedSource>(std::move(prefix), std::move(source));
}

Result<std::unique_ptr<ByteSource>> unpacked(std::unique_ptr<ByteSource> source, SourceContext context) {
  std::string head;
  while (head.size() < zstd_magic.size()) {
    std::array<char, 4> piece{};
    Result<std::size_t> got = source->read(std::span(piece).first(zstd_magic.size() - head.size()));
    if (!got) return std::move(got.error());
    if (*got == 0) break;
    head.append(piece.data(), *got);
  }
  const bool gzip = head.starts_with(gzip_magic);
  const bool zstd = head == zstd_magic;
  std::unique_ptr<ByteSource> whole = with_prefix(std::move(head), std::move(source));
  if (gzip) return {std::make_unique<GzipSource>(std::move(whole), std::move(context.name))};
  if (zstd) return {std::make_unique<ZstdSource>(std::move(whole), std::move(context.name))};
  return whole;
}

}  // namespace lubb::input
