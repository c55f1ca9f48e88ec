#include "http/body_decoder.h"

#include <algorithm>
#include <array>
#include <utility>

#include "http/content_coding.h"

namespace lubb::http {
namespace {

constexpr std::size_t max_layers = 3;          // more than any server means; each multiplies the work
constexpr std::size_t chunk_bytes = 64 << 10;  // taken out of a decoder at a time

std::string lower_trimmed(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
  std::string result(s);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return result;
}

std::optional<Coding> coding_of(std::string_view name) {
  if (name == "gzip" || name == "x-gzip") return Coding::gzip;
  if (name == "deflate") return Coding::deflate;
  if (name == "br") return Coding::brotli;
  if (name == "zstd") return Coding::zstd;
  return std::nullopt;
}

}  // namespace

struct BodyDecoder::Layer {
  explicit Layer(Coding kind) : coding(kind) {}

  enum class Phase : std::uint8_t { start, inside, plain, between, ended };

  // Decides by the first two bytes of `bytes`, or of `joined`, which then holds those that came before as
  // well; false while there are fewer.
  bool begin(std::string_view& bytes, std::string& joined) {
    if (!head.empty() || bytes.size() < 2) {
      head.append(bytes);
      if (head.size() < 2) return false;
      joined = std::exchange(head, {});
      bytes = joined;
    }
    if (!may_begin(coding, bytes.substr(0, 2))) {
      // What the server says and what it sends are not always the same: a body that was announced as
      // compressed but is not is taken as it is. What stands behind the end is ignored, as browsers do.
      phase = phase == Phase::start ? Phase::plain : Phase::ended;
      return true;
    }
    if (decoder) {
      decoder->restart();
    } else {
      decoder = make_decoder(coding, bytes);
    }
    phase = Phase::inside;
    return true;
  }

  // A body may be several gzip members or Zstandard frames, one behind the other.
  void end() { phase = coding == Coding::gzip || coding == Coding::zstd ? Phase::between : Phase::ended; }

  Coding coding;
  Phase phase = Phase::start;
  std::string head;
  std::unique_ptr<CodingDecoder> decoder;
};

BodyDecoder::BodyDecoder(std::string_view content_encoding, std::size_t max_bytes) : max_bytes_(max_bytes) {
  std::vector<Coding> applied;
  while (!content_encoding.empty() && !error_) {
    const std::size_t comma = std::min(content_encoding.find(','), content_encoding.size());
    const std::string name = lower_trimmed(content_encoding.substr(0, comma));
    content_encoding.remove_prefix(std::min(comma + 1, content_encoding.size()));
    if (const auto coding = coding_of(name)) {
      applied.push_back(*coding);
    } else if (!name.empty() && name != "identity") {
      fail(Errc::network, "the body has the content encoding '" + name + "', which is not known");
    }
    if (applied.size() > max_layers) fail(Errc::network, "the body is compressed more than three times over");
  }
  std::for_each(applied.rbegin(), applied.rend(),
                [this](Coding coding) { layers_.push_back(std::make_unique<Layer>(coding)); });
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
    body_.append(bytes.substr(0, max_bytes_ - body_.size()));
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
  std::array<char, chunk_bytes> buffer;
  for (;;) {
    const bool waits = layer.phase == Layer::Phase::start || layer.phase == Layer::Phase::between;
    if (waits && !layer.begin(bytes, joined)) return true;
    if (layer.phase == Layer::Phase::plain) return write_layer(index + 1, bytes);
    if (layer.phase == Layer::Phase::ended) return true;
    std::size_t produced = 0;
    const Step step = layer.decoder->decode(bytes, buffer, produced);
    if (step == Step::damaged) return fail(Errc::network, "the compressed body is damaged");
    if (!write_layer(index + 1, {buffer.data(), produced})) return false;
    if (step == Step::ended) {
      layer.end();
    } else if (bytes.empty() && produced < buffer.size()) {
      return true;
    }
  }
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
