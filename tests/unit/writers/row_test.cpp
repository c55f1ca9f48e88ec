#include <doctest/doctest.h>
#include <simdjson.h>

#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "unit/writers/tree.h"

namespace lubb::writers {
namespace {

std::string row_of(const Row& row, Format format = Format::jsonl) {
  std::string out;
  write_row(row, format, out);
  return out;
}

Row row_for(std::string_view id, Status status, const Article* article = nullptr) {
  Row row;
  row.id = id;
  row.status = status;
  row.article = article;
  return row;
}

std::vector<std::string> keys_of(std::string_view json) {
  simdjson::dom::parser parser;
  const simdjson::dom::object object = parser.parse(simdjson::padded_string(json)).get_object().value();
  std::vector<std::string> keys;
  for (const simdjson::dom::key_value_pair member : object) keys.emplace_back(member.key);
  return keys;
}

Tree full_article() {
  Tree tree;
  tree.paragraph("نص");
  Metadata& metadata = tree.article.metadata;
  metadata.title = "عنوان \"مقتبس\"";
  metadata.authors = {"كاتب"};
  metadata.kicker = "line above the headline";
  metadata.provenance = {{"title", "json_ld"}};
  tree.article.comments.push_back({.author = "a", .date = std::nullopt, .text = "c"});
  tree.article.confidence = 0.98765;
  tree.article.charset = "windows-1256";
  tree.article.charset_from = "meta";
  tree.article.bytes = 1234;
  tree.article.limits.push_back({"tree_depth", 512});
  return tree;
}

TEST_CASE("a failed input's row has every key that is always present") {
  Row row = row_for("a.html", Status::error);
  row.error = Error{Errc::io, "a.html: gone"};
  row.bytes = 7;
  CHECK(row_of(row) ==
        R"({"id":"a.html","status":"error","error":{"kind":"io","message":"a.html: gone"},"url":null,)"
        R"("title":null,"authors":[],"date":null,"modified":null,"sitename":null,"source":null,)"
        R"("language":null,"direction":null,"description":null,"section":null,"tags":[],"image":null,)"
        R"("canonical_url":null,"license":null,"page_type":null,"confidence":null,"charset":null,)"
        R"("charset_from":null,"text":null,"bytes":7,"text_hash":null})"
        "\n");
}

TEST_CASE("a full row has its keys in the order of the contract") {
  const Tree tree = full_article();
  Row row = row_for("-", Status::ok, &tree.article);
  row.http_status = 200;
  row.fetched_at = "2024-01-01T00:00:00Z";
  row.url = "http://a.example/";
  row.final_url = "http://b.example/";
  row.extra = {{"label", "1"}};
  const std::vector<std::string> expected = {
      "id",         "status",    "limits",      "http_status", "fetched_at",   "url",    "final_url",
      "title",      "authors",   "date",        "modified",    "sitename",     "source", "kicker",
      "language",   "direction", "description", "section",     "tags",         "image",  "canonical_url",
      "license",    "page_type", "confidence",  "charset",     "charset_from", "text",   "comments",
      "provenance", "bytes",     "text_hash",   "label"};
  CHECK(keys_of(row_of(row)) == expected);
  CHECK(keys_of(row_of(row, Format::json)) == expected);
  CHECK(row_of(row).find(R"("confidence":0.988,)") != std::string::npos);
  CHECK(row_of(row).find(R"("comments":[{"author":"a","date":null,"text":"c"}])") != std::string::npos);
}

TEST_CASE("the indented row says the same as the row on one line") {
  const Tree tree = full_article();
  const Row row = row_for("x", Status::ok, &tree.article);
  const std::string indented = row_of(row, Format::json);
  CHECK(indented.starts_with("{\n  \"id\": \"x\",\n  \"status\": \"ok\",\n  \"limits\": [\n    {\n"));
  CHECK(indented.ends_with("\n}"));
  simdjson::dom::parser first, second;
  CHECK(simdjson::minify(first.parse(simdjson::padded_string(indented)).value()) ==
        simdjson::minify(second.parse(simdjson::padded_string(row_of(row))).value()));
}

TEST_CASE("any bytes in any string give one line of valid JSON") {
  std::string nasty = "\"\\\n\r\t\u2028\u2029\xFF\xC0\x80\xED\xA0\x80\xF4\x90\x80\x80\u0085\x7F</script>";
  for (char c = 0; c < 0x20; ++c) nasty.push_back(c);
  Tree tree = full_article();
  tree.paragraph(nasty);
  tree.article.metadata.title = nasty;
  tree.article.metadata.tags = {nasty, nasty};
  tree.article.comments[0].text = nasty;
  tree.article.charset = nasty;
  Row row = row_for(nasty, Status::ok, &tree.article);
  row.error = Error{Errc::io, nasty};
  row.url = nasty;
  row.extra = {{nasty, nasty}, {"deep", "[1,{\"a\":\"b\nc\"}]"}, {"cut", "{\"a\":"}, {"empty", ""}};
  const std::string line = row_of(row);
  CHECK(line.find('\n') == line.size() - 1);
  for (const std::string_view separator : {"\u2028", "\u2029", "\u0085", "\x7F", "\r"}) {
    CHECK(line.find(separator) == std::string::npos);
  }
  CHECK(keys_of(line).size() > 30);
}

TEST_CASE("extra members are passed through on one line, the row's own keys and repeated ones are not") {
  Row row = row_for("1", Status::error);
  row.extra = {
      {"id", "2"}, {"a", "{ \"b\" : [1, 2.50,\n\t12345678901234567890],\n \"c\":\"\u2028\"}"}, {"a", "0"}};
  const std::string line = row_of(row);
  CHECK(line.ends_with(R"(,"a":{"b":[1,2.50,12345678901234567890],"c":"\u2028"}})"
                       "\n"));
  CHECK(line.starts_with(R"({"id":"1",)"));
}

TEST_CASE("confidence is a number between 0 and 1, null where it isn't a number") {
  const auto confidence = [](double value) {
    Tree tree;
    tree.article.confidence = value;
    const std::string line = row_of(row_for("x", Status::ok, &tree.article));
    const std::size_t begin = line.find("\"confidence\":") + 13;
    return line.substr(begin, line.find(',', begin) - begin);
  };
  CHECK(confidence(0) == "0");
  CHECK(confidence(1) == "1");
  CHECK(confidence(0.5) == "0.5");
  CHECK(confidence(0.0004) == "0");
  CHECK(confidence(0.0606) == "0.061");
  CHECK(confidence(0.9999) == "1");
  CHECK(confidence(-3) == "0");
  CHECK(confidence(1e300) == "1");
  CHECK(confidence(std::numeric_limits<double>::quiet_NaN()) == "null");
}

TEST_CASE("the article alone gives its row without an id") {
  CHECK(Tree().paragraph("a").as(Format::jsonl).starts_with(R"({"status":"ok","url":null,)"));
  CHECK(Tree().as(Format::jsonl).starts_with(R"({"status":"empty","url":null,)"));
}

TEST_CASE("a text's hash is its XXH3 with 128 bits") {
  CHECK(text_hash("") == "99aa06d3014798d86001c324468d497f");  // published test vector
  CHECK(text_hash("a") != text_hash("b"));
  CHECK(text_hash("نص").size() == 32);
}

TEST_CASE("rows between begin, separator and end are one JSON array") {
  std::string document(document_begin(Format::json));
  for (int i = 0; i < 3; ++i) {
    if (i > 0) document.append(document_separator(Format::json));
    write_row(row_for("x", Status::error), Format::json, document);
  }
  document.append(document_end(Format::json));
  simdjson::dom::parser parser;
  CHECK(parser.parse(simdjson::padded_string(document)).get_array().value().size() == 3);
  CHECK(document_begin(Format::jsonl).empty());
  CHECK(document_end(Format::text).empty());
}

TEST_CASE("a status is written by its name") {
  CHECK(name(Status::unchanged) == "unchanged");
  CHECK(name(Status::skipped) == "skipped");
}

}  // namespace
}  // namespace lubb::writers
