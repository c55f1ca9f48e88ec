// extract_text(): any bytes as a page saved as plain text. The last line holds letters (p, r, f, B, I) | URL
// | Content-Type.
#include <string>

#include "fuzz/fuzz_input.h"
#include "lubb/lubb.hpp"
#include "support/output_safety.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using lubb::Format;
  const auto [text, settings] = lubb::fuzz::split_last_line(lubb::fuzz::text_of(data, size));
  const auto field = lubb::fuzz::fields(settings, 3);
  lubb::Options options;
  options.limits.milliseconds = 0;
  for (const char letter : field[0]) {
    if (letter == 'p') options.focus = lubb::Focus::precision;
    if (letter == 'r') options.focus = lubb::Focus::recall;
    if (letter == 'f') options.fold_arabic = true;
    if (letter == 'B') options.limits.blocks = 3;
    if (letter == 'I') options.limits.input_bytes = 100;
  }
  options.url = field[1];
  options.content_type = field[2];
  lubb::Trace trace;
  const auto article = lubb::extract_text(lubb::fuzz::bytes_of(text), options, &trace);
  lubb::fuzz::expect(static_cast<bool>(article), "an error");
  for (const Format format : {Format::text, Format::markdown, Format::html, Format::jsonl, Format::tei}) {
    std::string out;
    lubb::write(*article, format, {.with_metadata = true}, out);
    lubb::fuzz::expect_none(std::to_string(static_cast<int>(format)), lubb::test::output_fault(format, out));
  }
  const auto plain = lubb::extract_text(lubb::fuzz::bytes_of(text), options);
  lubb::fuzz::expect(plain && lubb::body_text(*plain) == lubb::body_text(*article),
                     "another text with a trace");
  return 0;
}
