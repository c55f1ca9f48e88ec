#include "http/body_decoder.h"

#include <doctest/doctest.h>
#include <zlib.h>

#include <string>

using namespace lubb;
using lubb::http::BodyDecoder;

namespace {

// 15 + 16: gzip; 15: zlib; -15: raw deflate.
std::string deflated(const std::string& text, int window_bits) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, static_cast<uLong>(text.size())) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

constexpr int gzip_bits = 31;
const std::string_view page = "<p>A page that says the same again and again and again and again.</p>";
constexpr std::string_view brotli_page(
    "\x1b\x44\x00\xe0\x8d\x94\xa9\xeb\x33\x42\xa5\x37\x08\x4f\x10\x9c\xf0\x81\x0d\x38\x60\x2f"
    "\x88\x7c\xe1\xf3\x85\xcb\xa5\xa2\x55\x9b\x47\x1d\x14\x28\x2b\xd2\x93\xf0\xc3\x92\x02",
    43);
constexpr std::string_view zstd_page(
    "\x28\xb5\x2f\xfd\x24\x45\x95\x01\x00\xb4\x02\x3c\x70\x3e\x41\x20\x70\x61\x67\x65\x20\x74"
    "\x68\x61\x74\x20\x73\x61\x79\x73\x20\x74\x68\x65\x20\x73\x61\x6d\x65\x20\x61\x67\x61\x69"
    "\x6e\x20\x61\x6e\x64\x2e\x3c\x2f\x70\x3e\x01\x00\xae\x5d\x9e\x86\x0b\xd7\xe7",
    63);

// Feeds `bytes` in pieces; the body, or the error's kind in angle brackets.
std::string decode(std::string_view encoding, std::string_view bytes, std::size_t piece = 3,
                   std::size_t max_bytes = 1 << 20) {
  BodyDecoder decoder(encoding, max_bytes);
  for (std::size_t i = 0; i < bytes.size(); i += piece) {
    if (!decoder.write(bytes.substr(i, piece))) break;
  }
  if (decoder.finish()) return decoder.body();
  REQUIRE(decoder.error().has_value());
  return "<" + std::string(name(decoder.error()->code)) + ">";
}

}  // namespace

TEST_CASE("gzip, zlib and raw deflate bodies are decoded whatever the pieces they come in") {
  const std::string text(page);
  for (const std::size_t piece : {1u, 2u, 7u, 1000u}) {
    CHECK(decode("gzip", deflated(text, gzip_bits), piece) == text);
    CHECK(decode("x-gzip", deflated(text, gzip_bits), piece) == text);
    CHECK(decode("deflate", deflated(text, 15), piece) == text);
    CHECK(decode("deflate", deflated(text, -15), piece) == text);
    CHECK(decode("", text, piece) == text);
    CHECK(decode("identity", text, piece) == text);
  }
}

TEST_CASE("encodings that lie one over the other are taken off in reverse order") {
  const std::string text(page);
  CHECK(decode("deflate, gzip", deflated(deflated(text, 15), gzip_bits)) == text);
}

TEST_CASE("a compressed body that stops early is an error at every length") {
  const std::string whole = deflated(std::string(page), gzip_bits);
  for (std::size_t size = 2; size < whole.size(); ++size) {
    CAPTURE(size);
    CHECK(decode("gzip", whole.substr(0, size)) == "<network>");
  }
}

TEST_CASE("a wrong checksum and damaged data are errors") {
  std::string bytes = deflated(std::string(page), gzip_bits);
  bytes[bytes.size() - 6] = static_cast<char>(bytes[bytes.size() - 6] ^ 1);
  CHECK(decode("gzip", bytes) == "<network>");
  CHECK(decode("gzip", "\x1f\x8b and then nothing of the kind") == "<network>");
}

TEST_CASE("garbage behind the end of a compressed body is ignored and a second member is not") {
  const std::string text(page);
  const std::string bytes = deflated(text, gzip_bits);
  CHECK(decode("gzip", bytes + "garbage", 1000) == text);
  for (const std::size_t piece : {1u, 7u, static_cast<unsigned>(bytes.size()), 1000u}) {
    CHECK(decode("gzip", bytes + bytes, piece) == text + text);
  }
}

TEST_CASE("a body that is plain though it was announced as gzip is taken as it is") {
  CHECK(decode("gzip", page) == std::string(page));
  CHECK(decode("gzip", "x") == "x");
  CHECK(decode("gzip", "") == "");
}

TEST_CASE("bytes are counted after decoding") {
  const std::string bomb = deflated(std::string(10 << 20, '\0'), gzip_bits);
  CHECK(bomb.size() < 20'000);
  CHECK(decode("gzip", bomb, 1000, 1 << 20) == "<too_large>");
  CHECK(decode("", "12345", 2, 5) == "12345");
  CHECK(decode("", "123456", 2, 5) == "<too_large>");
}

TEST_CASE("encodings that were not asked for and too many of them are errors") {
  CHECK(decode("foo", "x") == "<network>");
  CHECK(decode("gzip, gzip, gzip, gzip", "x") == "<network>");
}

TEST_CASE("Brotli and Zstandard bodies are decoded whatever the pieces they come in") {
  // "brotli -w 22" and "zstd" of `page`.
  const std::string text(page);
  for (const std::size_t piece : {1u, 2u, 7u, 1000u}) {
    CHECK(decode("br", brotli_page, piece) == text);
    CHECK(decode("zstd", zstd_page, piece) == text);
  }
  CHECK(decode("zstd", std::string(zstd_page) + std::string(zstd_page), 5) == text + text);
}

TEST_CASE("a Brotli or Zstandard body that is damaged or stops early is an error") {
  for (std::size_t size = 2; size < brotli_page.size(); ++size) {
    CHECK(decode("br", brotli_page.substr(0, size)) == "<network>");
  }
  for (std::size_t size = 2; size < zstd_page.size(); ++size) {
    CHECK(decode("zstd", zstd_page.substr(0, size)) == "<network>");
  }
  CHECK(decode("br", page) == "<network>");
  CHECK(decode("zstd", page) == std::string(page));
}
