#include "fetch/body_decoder.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <utility>

namespace lubb::http {
namespace {

constexpr std::size_t max_layers = 3;          // more than any server means; each multiplies the work
constexpr std::size_t chunk_bytes = 64 << 10;  // taken out of zlib at a time

enum class Encoding : std::uint8_t { gzip, deflate };

std::string lower_trimmed(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
  std::string result(s);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return result;
}

std::uint8_t byte_at(std::string_view s, std::size_t i) { return static_cast<std::uint8_t>(s[i]); }

bool starts_gzip(std::string_view s) { return byte_at(s, 0) == 0x1F && byte_at(s, 1) == 0x8B; }

bool starts_zlib(std::string_view s) {
  return (byte_at(s, 0) & 0x0F) == Z_DEFLATED && (byte_at(s, 0) << 8 | byte_at(s, 1)) % 31 == 0;
}

}  // namespace

struct BodyDecoder::Layer {
  explicit Layer(Encoding kind) : encoding(kind) {}
  ~Layer() {
    if (open) inflateEnd(&stream);
  }
  Layer(const Layer&) = delete;
  Layer& operator=(const Layer&) = delete;

  enum class Phase : std::uint8_t { start, inside, plain, ended };

  // Decides by the first two bytes: what the server says and what it sends are not always the same.
  bool start(std::string_view head) {
    int window_bits = 0;
    if (encoding == Encoding::gzip) {
      if (!starts_gzip(head)) {  // announced but not done: the plain body is what was meant
        phase = Phase::plain;
        return true;
      }
      window_bits = 15 + 16;
    } else {
      window_bits = starts_zlib(head) ? 15 : -15;  // old servers leave the zlib header out
    }
    open = inflateInit2(&stream, window_bits) == Z_OK;
    phase = Phase::inside;
    return open;
  }

  Encoding encoding;
  Phase phase = Phase::start;
  bool open = false;
  std::string head;  // the first bytes until there are two of them
  z_stream stream{};
};

BodyDecoder::BodyDecoder(std::string_view content_encoding, std::size_t max_bytes) : max_bytes_(max_bytes) {
  std::vector<Encoding> applied;
  while (!content_encoding.empty() && !error_) {
    const std::size_t comma = std::min(content_encoding.find(','), content_encoding.size());
    const std::string name = lower_trimmed(content_encoding.substr(0, comma));
    content_encoding.remove_prefix(std::min(comma + 1, content_encoding.size()));
    if (name == "gzip" || name == "x-gzip") {
      applied.push_back(Encoding::gzip);
    } else if (name == "deflate") {
      applied.push_back(Encoding::deflate);
    } else if (!name.empty() && name != "identity") {
      fail(Errc::network, "the body has the content encoding '" + name + "', which was not asked for");
    }
    if (applied.size() > max_layers) fail(Errc::network, "the body is compressed more than three times over");
  }
  std::for_each(applied.rbegin(), applied.rend(),
                [this](Encoding encoding) { layers_.push_back(std::make_unique<Layer>(encoding)); });
}

BodyDecoder::~BodyDecoder() = default;
BodyDecoder::BodyDecoder(BodyDecoder&&) noexcept = default;
BodyDecoder& BodyDecoder::operator=(BodyDecoder&&) noexcept = default;

bool BodyDecoder::fail(Errc code, std::string message) {
  error_ = Error{code, std::move(message)};
  return false;
}

bool BodyDecoder::append(std::string_view bytes) {
  if (bytes.size() > max_bytes_ - body_.size()) {
    return fail(Errc::too_large, "the body has more than " + std::to_string(max_bytes_) + " bytes");
  }
  body_.append(bytes);
  return true;
}

bool BodyDecoder::write(std::string_view bytes) { return !error_ && write_layer(0, bytes); }

// Recursion is bounded by max_layers.
bool BodyDecoder::write_layer(std::size_t index, std::string_view bytes) {
  if (index == layers_.size()) return append(bytes);
  Layer& layer = *layers_[index];
  std::string joined;
  if (layer.phase == Layer::Phase::start) {
    layer.head.append(bytes);
    if (layer.head.size() < 2) return true;
    joined = std::exchange(layer.head, {});
    bytes = joined;
    if (!layer.start(bytes)) return fail(Errc::network, "not enough memory to decode the body");
  }
  if (layer.phase == Layer::Phase::plain) return write_layer(index + 1, bytes);

  std::array<char, chunk_bytes> buffer;
  while (!bytes.empty() && layer.phase == Layer::Phase::inside) {
    layer.stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    layer.stream.avail_in = static_cast<uInt>(std::min<std::size_t>(bytes.size(), 1u << 30));
    const uInt given = layer.stream.avail_in;
    int code = Z_OK;
    do {
      layer.stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
      layer.stream.avail_out = chunk_bytes;
      code = inflate(&layer.stream, Z_NO_FLUSH);
      if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) {
        return fail(Errc::network, "the compressed body is damaged");
      }
      if (!write_layer(index + 1, {buffer.data(), chunk_bytes - layer.stream.avail_out})) return false;
    } while (code != Z_STREAM_END && layer.stream.avail_out == 0);
    bytes.remove_prefix(given - layer.stream.avail_in);
    if (code != Z_STREAM_END) continue;
    // A second gzip member goes on with the body; anything else behind the end is ignored, as browsers do.
    const bool another = layer.encoding == Encoding::gzip && bytes.size() >= 2 && starts_gzip(bytes);
    if (!another || inflateReset(&layer.stream) != Z_OK) layer.phase = Layer::Phase::ended;
  }
  return true;
}

bool BodyDecoder::finish() {
  if (error_) return false;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    Layer& layer = *layers_[i];
    if (layer.phase == Layer::Phase::inside) return fail(Errc::network, "the compressed body stops early");
    if (layer.phase == Layer::Phase::start && !write_layer(i + 1, layer.head)) return false;
  }
  return true;
}

}  // namespace lubb::http
