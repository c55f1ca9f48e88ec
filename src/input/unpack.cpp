#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "http/content_coding.h"
#include "input/byte_source.h"

namespace lubb::input {
namespace {

using http::Coding;
using http::Step;

constexpr std::size_t packed_bytes = 64 << 10;          // read from below at a time
constexpr int max_window_log = 27;                      // Zstandard: 128 MiB, what its own tool allows
constexpr std::size_t mark_bytes = 4;                   // by which a member or frame is known
constexpr std::size_t max_dictionary_bytes = 16 << 20;  // far more than any trainer makes
// A member that unpacks to so much, and so many times its size, holds nothing that anybody wrote. Text comes
// to ten times its packed size, deflate's most is 1,032.
constexpr std::uint64_t bomb_bytes = 64 << 20;
constexpr std::uint64_t bomb_ratio = 200;
constexpr std::string_view dictionary_mark = "\x5D\x2A\x4D\x18";  // of a .warc.zst, in front of all frames

// Gives back the bytes that were looked at, then goes on with the source below.
class PrefixedSource final : public ByteSource {
 public:
  PrefixedSource(std::string prefix, std::unique_ptr<ByteSource> source)
      : prefix_(std::move(prefix)), source_(std::move(source)) {}

  Result<std::size_t> read(std::span<char> buffer) override {
    if (given_ == prefix_.size()) return source_ ? source_->read(buffer) : std::size_t{0};
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

// A buffer of packed bytes, with some of those that were taken already.
class PackedInput {
 public:
  explicit PackedInput(std::unique_ptr<ByteSource> source)
      : source_(std::move(source)), buffer_(2 * packed_bytes) {
    rest = {buffer_.data(), buffer_.data()};
    mark_ = buffer_.data();
  }

  // Reads until `rest` has `wanted` bytes; false where the packed bytes end before.
  Result<bool> ensure(std::size_t wanted) {
    while (rest.size() < wanted) {
      make_room();
      Result<std::size_t> got = fill(buffer_.data() + (rest.data() + rest.size() - buffer_.data()));
      if (!got) return std::move(got.error());
      rest = std::string_view(rest.data(), rest.size() + *got);
      if (*got == 0) return false;
    }
    return true;
  }

  // Remembers the place behind the next byte; go_back() goes there, or as far towards it as bytes are kept.
  void mark() { mark_ = rest.data() + std::min<std::size_t>(1, rest.size()); }
  void go_back() { rest = since(mark_); }

  std::string_view rest;

 private:
  // As much as is read at a time, however the source deals it out: what a decoder gives before it finds
  // damage depends on how much it is handed.
  Result<std::size_t> fill(char* begin) {
    if (fault_) return *std::exchange(fault_, std::nullopt);
    std::size_t size = 0;
    while (size < packed_bytes) {
      Result<std::size_t> got = source_->read(std::span(begin + size, packed_bytes - size));
      if (!got && size == 0) return got;
      if (!got) fault_ = std::move(got.error());
      if (fault_ || *got == 0) break;
      size += *got;
    }
    return size;
  }

  [[nodiscard]] std::string_view since(const char* begin) const {
    return {begin, static_cast<std::size_t>(rest.data() + rest.size() - begin)};
  }

  // Moves what is kept to the front: from the mark on, but no more than leaves room for what is read at a
  // time.
  void make_room() {
    if (since(mark_).size() > packed_bytes) mark_ += since(mark_).size() - packed_bytes;
    const std::string_view kept = since(std::min(mark_, rest.data()));
    const std::ptrdiff_t to_rest = rest.data() - kept.data();
    const std::ptrdiff_t to_mark = mark_ - kept.data();
    std::memmove(buffer_.data(), kept.data(), kept.size());
    rest = std::string_view(buffer_.data() + to_rest, rest.size());
    mark_ = buffer_.data() + to_mark;
  }

  std::unique_ptr<ByteSource> source_;
  std::vector<char> buffer_;
  const char* mark_ = nullptr;
  std::optional<Error> fault_;  // of the source, behind what was read
};

// gzip members or Zstandard frames, one behind the other.
class PackedSource final : public ByteSource {
 public:
  PackedSource(std::unique_ptr<ByteSource> source, std::string name, Coding coding, Damage damage)
      : input_(std::move(source)),
        name_(std::move(name)),
        coding_(coding),
        resumes_(damage == Damage::resumes) {}

  Result<std::size_t> read(std::span<char> buffer) override {
    if (held_back_) return *std::exchange(held_back_, std::nullopt);
    std::size_t produced = 0;
    while (produced == 0 && !done_) {
      if (!inside_) {
        Result<bool> begun = begin();
        if (!begun) return std::move(begun.error());
        if (!*begun) break;
      }
      Result<bool> more = full_ ? Result<bool>(true) : input_.ensure(1);
      if (!more) return std::move(more.error());
      if (!*more) {
        const bool doubtful = doubtful_;
        give_up_member();
        if (doubtful) continue;
        return fault("stops early");
      }
      if (auto error = decode(buffer, produced)) {
        if (produced == 0) return std::move(*error);
        held_back_ = std::move(error);
      }
    }
    return produced;
  }

 private:
  [[nodiscard]] Error fault(std::string_view what) const {
    return {Errc::io, name_ + ": the compressed data " + std::string(what)};
  }

  // Another member may have begun in what was taken for a part of this one.
  void give_up_member() {
    inside_ = full_ = doubtful_ = false;
    done_ = !resumes_;
    seeking_ = true;
    input_.go_back();
  }

  std::optional<Error> decode(std::span<char> buffer, std::size_t& produced) {
    const std::string_view before = input_.rest;
    const Step step = decoder_->decode(input_.rest, buffer, produced);
    full_ = step == Step::more && produced == buffer.size();
    const bool doubtful = std::exchange(doubtful_, doubtful_ && produced == 0);
    inside_ = step == Step::more;
    packed_size_ += before.size() - input_.rest.size();
    unpacked_size_ += produced;
    const bool bomb = resumes_ && unpacked_size_ > std::max(bomb_bytes, packed_size_ * bomb_ratio);
    if (step != Step::damaged && !bomb) return std::nullopt;
    give_up_member();
    if (bomb) return fault("unpacks to more than anybody wrote");
    return doubtful && produced == 0 ? std::nullopt : std::optional(fault("is damaged"));
  }

  // Goes to the beginning of the next member; false where there is none.
  Result<bool> begin() {
    if (!decoder_ && coding_ == Coding::zstd) {
      if (auto error = read_dictionary()) return std::move(*error);
    }
    Result<bool> enough = input_.ensure(mark_bytes);
    if (enough && seeking_) enough = seek();
    if (!enough) return std::move(enough.error());
    if (resumes_ && pass_padding()) return begin_behind_padding();
    done_ = input_.rest.empty();
    if (done_) return false;
    const bool first = decoder_ == nullptr;
    if (!first && !http::may_begin(coding_, input_.rest.substr(0, mark_bytes))) {
      done_ = !resumes_;  // what is no member behind the first one is ignored
      seeking_ = true;
      if (resumes_) return fault("is followed by bytes that are none");
      return false;
    }
    if (first) {
      decoder_ = http::make_decoder(coding_, input_.rest,
                                    {.zstd_window_log = max_window_log, .zstd_dictionary = dictionary_});
    } else {
      decoder_->restart();
    }
    input_.mark();
    doubtful_ = std::exchange(seeking_, false);
    packed_size_ = unpacked_size_ = 0;
    inside_ = true;
    return true;
  }

  // Passes over bytes until a member seems to begin.
  Result<bool> seek() {
    for (;;) {
      Result<bool> enough = input_.ensure(mark_bytes);
      if (!enough || !*enough) {
        input_.rest.remove_prefix(input_.rest.size());
        return enough;
      }
      if (http::may_begin(coding_, input_.rest.substr(0, mark_bytes))) return true;
      input_.rest.remove_prefix(1);
    }
  }

  // NUL bytes fill up blocks of tapes and of some archives.
  bool pass_padding() {
    const std::size_t size = std::min(input_.rest.find_first_not_of('\0'), input_.rest.size());
    input_.rest.remove_prefix(size);
    return size > 0;
  }

  Result<bool> begin_behind_padding() {
    for (;;) {
      Result<bool> enough = input_.ensure(mark_bytes);
      if (!enough) return std::move(enough.error());
      if (!pass_padding()) return begin();
    }
  }

  // A .warc.zst begins with a frame to be passed over that holds the dictionary of the others.
  std::optional<Error> read_dictionary() {
    constexpr std::size_t head_bytes = 8;
    const Result<bool> enough = input_.ensure(head_bytes);
    if (!enough) return enough.error();
    if (!*enough || !input_.rest.starts_with(dictionary_mark)) return std::nullopt;
    std::size_t size = 0;
    for (std::size_t i = head_bytes; i-- > mark_bytes;)
      size = size << 8 | static_cast<unsigned char>(input_.rest[i]);
    if (size > max_dictionary_bytes) return std::nullopt;
    input_.rest.remove_prefix(head_bytes);
    while (dictionary_.size() < size) {
      const Result<bool> more = input_.ensure(1);
      if (!more) return more.error();
      if (!*more) return fault("stops early");
      const std::size_t part = std::min(size - dictionary_.size(), input_.rest.size());
      dictionary_.append(input_.rest.substr(0, part));
      input_.rest.remove_prefix(part);
    }
    return unpack_dictionary();
  }

  // It may be compressed itself.
  std::optional<Error> unpack_dictionary() {
    if (!http::may_begin(Coding::zstd, std::string_view(dictionary_).substr(0, mark_bytes)))
      return std::nullopt;
    const std::string packed = std::exchange(dictionary_, {});
    std::string_view in = packed;
    const auto decoder =
        http::make_decoder(Coding::zstd, in, {.zstd_window_log = max_window_log, .zstd_dictionary = {}});
    std::vector<char> piece(packed_bytes);
    for (Step step = Step::more; step == Step::more && dictionary_.size() <= max_dictionary_bytes;) {
      std::size_t produced = 0;
      step = decoder->decode(in, piece, produced);
      dictionary_.append(piece.data(), produced);
      if (step == Step::damaged || (step == Step::more && in.empty() && produced < piece.size()))
        return fault("has a dictionary that is damaged");
    }
    return std::nullopt;
  }

  PackedInput input_;
  std::string name_, dictionary_;
  Coding coding_;
  bool resumes_;
  std::unique_ptr<http::CodingDecoder> decoder_;
  std::uint64_t packed_size_ = 0, unpacked_size_ = 0;  // of the member so far
  std::optional<Error> held_back_;                     // told after the bytes that came before it
  bool inside_ = false;                                // a member has begun and not ended
  bool full_ = false;      // the buffer was filled: more may come without more input
  bool seeking_ = false;   // behind damage, on the way to the next member
  bool doubtful_ = false;  // found by seeking, and nothing has come out yet
  bool done_ = false;
};

}  // namespace

std::unique_ptr<ByteSource> with_prefix(std::string prefix, std::unique_ptr<ByteSource> source) {
  return std::make_unique<PrefixedSource>(std::move(prefix), std::move(source));
}

Result<std::unique_ptr<ByteSource>> unpacked(std::unique_ptr<ByteSource> source, SourceContext context,
                                             Damage damage) {
  std::string head;
  while (head.size() < mark_bytes) {
    std::array<char, mark_bytes> piece{};
    Result<std::size_t> got = source->read(std::span(piece).first(mark_bytes - head.size()));
    if (!got) return std::move(got.error());
    if (*got == 0) break;
    head.append(piece.data(), *got);
  }
  std::optional<Coding> coding;
  if (head.size() >= 2 && http::may_begin(Coding::gzip, head)) coding = Coding::gzip;
  if (head.size() == mark_bytes && http::may_begin(Coding::zstd, head)) coding = Coding::zstd;
  std::unique_ptr<ByteSource> whole = with_prefix(std::move(head), std::move(source));
  if (!coding) return whole;
  return {std::make_unique<PackedSource>(std::move(whole), std::move(context.name), *coding, damage)};
}

}  // namespace lubb::input
