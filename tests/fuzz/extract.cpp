// The whole of extract(): any page with any options; every format keeps its promises, and neither memory kept
// from other pages nor a trace changes the article.
//
// The last line holds the options: letters | URL | Content-Type | --prune | --keep.
#include <string>

#include "fuzz/fuzz_input.h"
#include "lubb/lubb.hpp"
#include "support/output_safety.h"

namespace {

using lubb::Format;

constexpr Format formats[] = {Format::text, Format::markdown, Format::html,
                              Format::json, Format::jsonl,    Format::tei};

void set_limits(char letter, lubb::Limits& limits) {
  switch (letter) {
    case 'D': limits.tree_depth = 3; break;
    case 'N': limits.nodes = 20; break;
    case 'B': limits.blocks = 3; break;
    case 'A': limits.arena_bytes = 4096; break;
    case 'J': limits.json_ld_bytes = 64; break;
    case 'O': limits.json_ld_depth = 2; break;
    case 'I': limits.input_bytes = 200; break;
    default: break;
  }
}

lubb::Options options_of(std::string_view line) {
  const auto field = lubb::fuzz::fields(line, 5);
  lubb::Options options;
  options.limits.milliseconds = 0;
  for (const char letter : field[0]) {
    options.comments |= letter == 'c';
    options.tables &= letter != 't';
    options.images |= letter == 'i';
    options.links |= letter == 'l';
    options.fold_arabic |= letter == 'f';
    if (letter == 'p') options.focus = lubb::Focus::precision;
    if (letter == 'r') options.focus = lubb::Focus::recall;
    set_limits(letter, options.limits);
  }
  options.url = field[1];
  options.content_type = field[2];
  if (!field[3].empty()) options.prune.emplace_back(field[3]);
  if (!field[4].empty()) options.keep.emplace_back(field[4]);
  return options;
}

std::string in_format(const lubb::Article& article, Format format) {
  std::string out;
  lubb::write(article, format, {.with_metadata = true}, out);
  return out;
}

void check_row(const lubb::Article& article, std::string_view any_bytes) {
  const lubb::Row row{.id = std::string(any_bytes),
                      .status = article.body.empty() ? lubb::Status::empty : lubb::Status::ok,
                      .error = lubb::Error{lubb::Errc::io, std::string(any_bytes)},
                      .http_status = 200,
                      .fetched_at = std::string(any_bytes),
                      .url = std::string(any_bytes),
                      .final_url = std::string(any_bytes),
                      .bytes = 1,
                      .article = &article,
                      .extra = {{std::string(any_bytes), "1"}}};
  std::string out;
  lubb::write_row(row, Format::jsonl, out);
  lubb::fuzz::expect_none("row", lubb::test::output_fault(Format::jsonl, out));
}

void check_trace(std::span<const std::byte> page, const lubb::Options& options, const std::string& wanted) {
  lubb::Trace trace;
  const auto traced = lubb::extract(page, options, &trace);
  lubb::fuzz::expect(traced && in_format(*traced, Format::json) == wanted, "another article with a trace");
  std::string out;
  lubb::write_trace(trace, lubb::TraceFormat::json, out);
  lubb::fuzz::expect_none("trace", lubb::test::output_fault(Format::json, out));
  out.clear();
  lubb::write_trace(trace, lubb::TraceFormat::html, out);
  lubb::write_trace(trace, lubb::TraceFormat::text, out);
  lubb::fuzz::expect_none("trace", lubb::test::output_fault(Format::text, out));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto [text, settings] = lubb::fuzz::split_last_line(lubb::fuzz::text_of(data, size));
  const lubb::Options options = options_of(settings);
  const auto page = lubb::fuzz::bytes_of(text);
  static lubb::Extractor extractor;
  const auto article = extractor.extract(page, options);
  if (!article) {
    lubb::fuzz::expect(article.error().code == lubb::Errc::invalid_argument, article.error().message);
    return 0;
  }
  for (const Format format : formats) {
    lubb::fuzz::expect_none(std::to_string(static_cast<int>(format)),
                            lubb::test::output_fault(format, in_format(*article, format)));
  }
  check_row(*article, settings);
  check_trace(page, options, in_format(*article, Format::json));
  return 0;
}
