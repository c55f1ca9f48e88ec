#include <doctest/doctest.h>
#include <simdjson.h>

#include <cmath>
#include <string>
#include <string_view>

#include "lubb/trace.hpp"

namespace lubb::writers {
namespace {

Trace sample() {
  Trace trace;
  trace.charset = "windows-1256";
  trace.charset_from = "meta";
  trace.page_type = "article";
  trace.page_type_probability = 0.97;
  trace.cut = 0.34;
  trace.notes = {"table of 3 rows taken for layout"};
  BlockTrace kept;
  kept.source = {10, 20};
  kept.path = "html > body > p";
  kept.text = "نص المقال\nسطر";
  kept.kept = true;
  kept.score = 0.5;
  kept.final_score = 0.91;
  kept.reason = "score 0.91 over cut 0.34";
  kept.features = {{"words", 12}};
  kept.contributions = {{"start", -0.5}, {"text", 0}, {"density", -1.25}};
  BlockTrace dropped;
  dropped.text = "<script>alert(1)</script>\x01\xFF";
  dropped.reason = "phrase: <b>read also</b>";
  dropped.final_score = std::nan("");
  trace.blocks = {kept, dropped};
  return trace;
}

std::string written(const Trace& trace, TraceFormat format) {
  std::string out;
  write_trace(trace, format, out);
  return out;
}

TEST_CASE("a trace as JSON is one object with every block") {
  simdjson::dom::parser parser;
  const simdjson::dom::element json =
      parser.parse(simdjson::padded_string(written(sample(), TraceFormat::json))).value();
  CHECK(json["blocks"].get_array().value().size() == 2);
  CHECK(json["page_type_probability"].get_double().value() == doctest::Approx(0.97));
  CHECK(json["cut"].get_double().value() == doctest::Approx(0.34));
  const simdjson::dom::element first = json["blocks"].at(0);
  CHECK(first["kept"].get_bool().value());
  CHECK(first["source"].at(1).get_int64().value() == 20);
  CHECK(first["contributions"]["density"].get_double().value() == doctest::Approx(-1.25));
  CHECK(json["blocks"].at(1)["final_score"].is_null());
}

TEST_CASE("a trace as text has the decision, the sum of the score and the text of each block") {
  const std::string text = written(sample(), TraceFormat::text);
  CHECK(text.starts_with(
      "charset windows-1256 (meta), page type article at 0.97, cut 0.34\nnote: table of 3 rows"));
  CHECK(text.find("\n+ 0.91 (alone 0.5)  score 0.91 over cut 0.34  [10..20] html > body > p\n"
                  "  log-odds -1.75 = start -0.5 + density -1.25\n"
                  "  نص المقال سطر\n") != std::string::npos);
  CHECK(text.find("\n- null") != std::string::npos);
}

TEST_CASE("a trace as HTML stands alone and shows page text as text") {
  const std::string page = written(sample(), TraceFormat::html);
  CHECK(page.starts_with("<!DOCTYPE html>"));
  CHECK(page.ends_with("</html>\n"));
  CHECK(page.find("<script") == std::string::npos);
  CHECK(page.find("&lt;script&gt;alert(1)&lt;/script&gt;") != std::string::npos);
  CHECK(page.find("phrase: &lt;b&gt;read also&lt;/b&gt;") != std::string::npos);
  CHECK(page.find("1 of 2 blocks kept") != std::string::npos);
  CHECK(page.find("http") == std::string::npos);
  CHECK(page.find("dir=\"auto\">نص المقال") != std::string::npos);
}

TEST_CASE("a trace of nothing is still a document in each format") {
  CHECK(written({}, TraceFormat::json).ends_with("\"blocks\": []\n}\n"));
  CHECK(written({}, TraceFormat::text) == "charset  (), page type  at 0, cut 0\n");
  CHECK(written({}, TraceFormat::html).find("0 of 0 blocks kept") != std::string::npos);
}

}  // namespace
}  // namespace lubb::writers
