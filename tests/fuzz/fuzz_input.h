// What a fuzz target is given, and how it says that something is wrong.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lubb::fuzz {

// Stops the fuzzer with the input kept.
[[noreturn]] inline void fail(std::string_view what) {
  std::fprintf(stderr, "fuzz: %.*s\n", static_cast<int>(what.size()), what.data());
  std::abort();
}

// `fault` is what a check found; empty: nothing.
inline void expect_none(std::string_view what, std::string_view fault) {
  if (!fault.empty()) fail(std::string(what) + ": " + std::string(fault));
}

inline void expect(bool holds, std::string_view what) {
  if (!holds) fail(what);
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

inline std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }

// What stands before the last line end, and the line behind it: seeds are files that people can read, with
// settings in a last line that has no end of its own.
inline std::pair<std::string_view, std::string_view> split_last_line(std::string_view text) {
  const std::size_t end = text.rfind('\n');
  if (end == std::string_view::npos) return {text, {}};
  return {text.substr(0, end + 1), text.substr(end + 1)};
}

// "a|b|c" -> a, b, c and empty ones up to `count`.
inline std::vector<std::string_view> fields(std::string_view line, std::size_t count) {
  std::vector<std::string_view> found;
  while (found.size() < count) {
    const std::size_t end = line.find('|');
    found.push_back(line.substr(0, end));
    line = end == std::string_view::npos ? std::string_view() : line.substr(end + 1);
  }
  return found;
}

}  // namespace lubb::fuzz

// What libFuzzer calls. Always 0; -1 would keep the input out of the corpus.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
