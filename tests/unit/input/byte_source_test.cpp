#include "input/byte_source.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <array>

#include <string>

#include "unit/input/temporary_folder.h"

using namespace lubb;
using namespace lubb::input;
using lubb::test::TemporaryFolder;

namespace {

std::string gzip(const std::string& text) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY) == Z_OK);
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

std::string zstd(const std::string& text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
  return out;
}

Result<std::string> read_file(const std::string& path, std::size_t max_bytes = 100 << 20) {
  auto file = open_file(path, false, nullptr);
  if (!file) return file.error();
  auto stream = unpacked(std::move(*file), {path, nullptr});
  if (!stream) return stream.error();
  return read_at_most(**stream, max_bytes);
}

std::string many_lines() {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "line " + std::to_string(i * 7919) + "\n";
  return text;
}

}  // namespace

TEST_CASE("plain, gzip and Zstandard files give the same bytes") {
  const TemporaryFolder folder;
  const std::string text = many_lines();
  CHECK(read_file(folder.write("plain", text)).value() == text);
  CHECK(read_file(folder.write("a.gz", gzip(text))).value() == text);
  CHECK(read_file(folder.write("a.zst", zstd(text))).value() == text);
  CHECK(read_file(folder.write("named-html.html", gzip(text))).value() == text);
}

TEST_CASE("files of several members or frames are one stream") {
  const TemporaryFolder folder;
  CHECK(read_file(folder.write("a", gzip("one ") + gzip("two"))).value() == "one two");
  CHECK(read_file(folder.write("b", zstd("one ") + zstd("two"))).value() == "one two");
}

TEST_CASE("a packed file that is cut anywhere is an error that names it") {
  const TemporaryFolder folder;
  for (const std::string& whole : {gzip("some text that is packed"), zstd("some text that is packed")}) {
    for (std::size_t size = 5; size < whole.size(); ++size) {
      const auto result = read_file(folder.write("cut", whole.substr(0, size)));
      CAPTURE(size);
      REQUIRE_FALSE(result.has_value());
      CHECK(result.error().code == Errc::io);
      CHECK(result.error().message.find(folder.path("cut")) != std::string::npos);
    }
  }
}

TEST_CASE("no more than the limit and one byte is read, also of what unpacks to very much") {
  const TemporaryFolder folder;
  const std::string bomb = gzip(std::string(50 << 20, '\0'));
  CHECK(read_file(folder.write("bomb.gz", bomb), 1000).value().size() == 1001);
  CHECK(read_file(folder.write("bomb.zst", zstd(std::string(50 << 20, '\0'))), 1000).value().size() == 1001);
  CHECK(read_file(folder.write("small", "123"), 3).value() == "123");
  CHECK(read_file(folder.write("larger", "12345"), 3).value() == "1234");
}

TEST_CASE("short files are not mistaken for packed ones") {
  const TemporaryFolder folder;
  for (const std::string& bytes :
       {std::string(), std::string("a"), std::string("\x28\xB5"), std::string("abc")}) {
    CHECK(read_file(folder.write("short", bytes)).value() == bytes);
  }
}

TEST_CASE("missing files, folders and paths with NUL are errors") {
  const TemporaryFolder folder;
  CHECK(read_file(folder.path("missing")).error().code == Errc::io);
  CHECK(read_file(folder.path()).error().code == Errc::io);
  CHECK(read_file(std::string("a\0b", 3)).error().code == Errc::io);
}

TEST_CASE("a pipe is refused where only regular files are wanted, without waiting for a writer") {
  const TemporaryFolder folder;
  REQUIRE(mkfifo(folder.path("pipe").c_str(), 0600) == 0);
  CHECK_FALSE(open_file(folder.path("pipe"), true, nullptr).has_value());
}

TEST_CASE("a raised stop flag ends waiting for a pipe") {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const std::atomic<bool> stop{true};
  const auto source = descriptor_source(ends[0], true, {"pipe", &stop});
  CHECK_FALSE(read_at_most(*source, 10).has_value());
  close(ends[1]);
}

TEST_CASE("bytes that were looked at come again in front of the rest") {
  const TemporaryFolder folder;
  auto file = open_file(folder.write("rest", "rest"), false, nullptr);
  REQUIRE(file);
  const auto whole = with_prefix("head and ", std::move(*file));
  CHECK(read_at_most(*whole, 100).value() == "head and rest");
}

TEST_CASE("behind a damaged member reading goes on where it may") {
  const std::string first = gzip("the first") + gzip("x");
  const std::string bad = gzip(many_lines());
  for (const std::string& damage :
       {bad.substr(0, bad.size() / 2), bad.substr(20), std::string("no member")}) {
    for (const bool packed_by_zstd : {false, true}) {
      const std::string begin = packed_by_zstd ? zstd("the first") : first;
      const std::string end = packed_by_zstd ? zstd("the last") : gzip("the last");
      auto source = with_prefix(begin + damage + end, nullptr);
      auto stream = unpacked(std::move(source), {"a"}, Damage::resumes);
      REQUIRE(stream.has_value());
      std::string text;
      int errors = 0;
      std::array<char, 100> buffer{};
      for (;;) {
        const Result<std::size_t> got = (*stream)->read(buffer);
        if (got && *got == 0) break;
        if (!got) ++errors;
        if (got) text.append(buffer.data(), *got);
      }
      CAPTURE(packed_by_zstd);
      CAPTURE(damage.size());
      CHECK(errors == 1);
      CHECK(text.starts_with("the first"));
      CHECK(text.ends_with("the last"));
    }
  }
}

TEST_CASE("NUL bytes that fill up a block are no damage") {
  auto stream = unpacked(
      with_prefix(gzip("one") + std::string(70'000, '\0') + gzip(" two") + std::string(5, '\0'), nullptr),
      {"a"}, Damage::resumes);
  REQUIRE(stream.has_value());
  CHECK(read_at_most(**stream, 100).value() == "one two");
}
