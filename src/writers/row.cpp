// Format::json and Format::jsonl: one row an input. The order of the keys is part of the format.
#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_set>

#include "lubb/writer.hpp"
#include "writers/escape.h"
#include "writers/formats.h"
#include "writers/json_writer.h"

namespace lubb {
namespace writers {
namespace {

constexpr std::array kRowKeys = std::to_array<std::string_view>(
    {"id",         "status",    "error",        "limits",        "http_status", "fetched_at",
     "url",        "final_url", "title",        "authors",       "date",        "modified",
     "sitename",   "source",    "kicker",       "language",      "direction",   "description",
     "section",    "tags",      "image",        "canonical_url", "license",     "page_type",
     "confidence", "charset",   "charset_from", "text",          "comments",    "provenance",
     "bytes",      "text_hash"});

class RowWriter {
 public:
  RowWriter(const Row& row, JsonWriter& json) : row_(row), article_(row.article), json_(json) {}

  void write(bool with_id) {
    json_.begin_object();
    if (with_id) member("id", row_.id);
    member("status", name(row_.status));
    write_outcome();
    write_addresses();
    const Metadata unknown;
    write_metadata(article_ != nullptr ? article_->metadata : unknown);
    write_judgement();
    write_text();
    write_extra();
    json_.end_object();
  }

 private:
  void member(std::string_view key, std::string_view value) {
    json_.key(key);
    json_.string(value);
  }

  void member_or_null(std::string_view key, const std::optional<std::string>& value) {
    json_.key(key);
    json_.string_or_null(value);
  }

  void member_unless_empty(std::string_view key, std::string_view value) {
    json_.key(key);
    if (value.empty()) return json_.null();
    json_.string(value);
  }

  void member(std::string_view key, const std::vector<std::string>& values) {
    json_.key(key);
    json_.begin_array();
    for (const std::string& value : values) json_.string(value);
    json_.end_array();
  }

  void write_outcome() {
    if (row_.error) {
      json_.key("error");
      json_.begin_object();
      member("kind", name(row_.error->code));
      member("message", row_.error->message);
      json_.end_object();
    }
    if (article_ == nullptr || article_->limits.empty()) return;
    json_.key("limits");
    json_.begin_array();
    for (const LimitReached& limit : article_->limits) {
      json_.begin_object();
      member("name", limit.name);
      json_.key("value");
      json_.unsigned_integer(limit.value);
      json_.end_object();
    }
    json_.end_array();
  }

  void write_addresses() {
    if (row_.http_status) {
      json_.key("http_status");
      json_.integer(*row_.http_status);
    }
    if (row_.fetched_at) member("fetched_at", *row_.fetched_at);
    member_unless_empty("url", row_.url);
    if (!row_.final_url.empty()) member("final_url", row_.final_url);
  }

  void write_metadata(const Metadata& metadata) {
    member_or_null("title", metadata.title);
    member("authors", metadata.authors);
    member_or_null("date", metadata.date);
    member_or_null("modified", metadata.modified);
    member_or_null("sitename", metadata.sitename);
    member_or_null("source", metadata.source);
    if (metadata.kicker) member_or_null("kicker", metadata.kicker);
    member_or_null("language", metadata.language);
    member_or_null("direction", metadata.direction);
    member_or_null("description", metadata.description);
    member_or_null("section", metadata.section);
    member("tags", metadata.tags);
    member_or_null("image", metadata.image);
    member_or_null("canonical_url", metadata.canonical_url);
    member_or_null("license", metadata.license);
  }

  void write_judgement() {
    json_.key("page_type");
    if (article_ == nullptr) {
      json_.null();
    } else {
      json_.string(name(article_->page_type));
    }
    json_.key("confidence");
    if (article_ == nullptr || std::isnan(article_->confidence)) {
      json_.null();
    } else {
      json_.thousandths(std::clamp(article_->confidence, 0.0, 1.0));
    }
    member_unless_empty("charset", article_ != nullptr ? std::string_view(article_->charset) : "");
    member_unless_empty("charset_from", article_ != nullptr ? std::string_view(article_->charset_from) : "");
  }

  void write_text() {
    if (article_ == nullptr) {
      json_.key("text");
      json_.null();
      json_.key("bytes");
      json_.unsigned_integer(row_.bytes);
      json_.key("text_hash");
      json_.null();
      return;
    }
    const std::string text = body_text(*article_);
    member("text", text);
    if (!article_->comments.empty()) write_comments();
    if (!article_->metadata.provenance.empty()) write_provenance();
    json_.key("bytes");
    json_.unsigned_integer(article_->bytes != 0 ? article_->bytes : row_.bytes);
    member("text_hash", text_hash(text));
  }

  void write_comments() {
    json_.key("comments");
    json_.begin_array();
    for (const Comment& comment : article_->comments) {
      json_.begin_object();
      member_or_null("author", comment.author);
      member_or_null("date", comment.date);
      member("text", comment.text);
      json_.end_object();
    }
    json_.end_array();
  }

  void write_provenance() {
    json_.key("provenance");
    json_.begin_object();
    for (const auto& [field, origin] : article_->metadata.provenance) member(field, origin);
    json_.end_object();
  }

  void write_extra() {
    if (row_.extra.empty()) return;
    std::unordered_set<std::string_view> written(kRowKeys.begin(), kRowKeys.end());
    for (const auto& [key, value] : row_.extra) {
      if (!written.insert(key).second) continue;
      json_.key(key);
      json_.literal(json_on_one_line(value));
    }
  }

  const Row& row_;
  const Article* article_;
  JsonWriter& json_;
};

void write_row_as(const Row& row, Format format, bool with_id, std::string& out) {
  constexpr std::size_t usual_metadata = 4096;  // bytes
  if (row.article != nullptr)
    out.reserve(out.size() + usual_metadata + row.article->body.strings.size() * 9 / 8);
  const bool indented = format == Format::json;
  JsonWriter json(indented ? JsonWriter::Layout::indented : JsonWriter::Layout::one_line, out);
  RowWriter(row, json).write(with_id);
  if (!indented) out.push_back('\n');
}

}  // namespace

void write_article_row(const Article& article, Format json_or_jsonl, std::string& out) {
  Row row;
  row.status = article.body.empty() ? Status::empty : Status::ok;
  row.article = &article;
  write_row_as(row, json_or_jsonl, false, out);
}

}  // namespace writers

void write_row(const Row& row, Format json_or_jsonl, std::string& out) {
  writers::write_row_as(row, json_or_jsonl, true, out);
}

std::string_view name(Status status) noexcept {
  switch (status) {
    case Status::ok: return "ok";
    case Status::empty: return "empty";
    case Status::unchanged: return "unchanged";
    case Status::skipped: return "skipped";
    case Status::error: return "error";
  }
  return "error";
}

}  // namespace lubb
