#include "crawl/visitor.h"

#include <span>
#include <utility>

#include "crawl/page_links.h"
#include "crawl/requests.h"
#include "fetch/listing.h"
#include "fetch/page_address.h"
#include "input/content_type.h"

namespace lubb::crawling {
namespace {

using input::ContentClass;

constexpr std::uint32_t default_listed_pages = 1'000;  // of a feed or sitemap
constexpr std::uint32_t default_followed_links = 200;  // of a section page
constexpr std::size_t max_validator_bytes = 8 << 10;   // longer ones cost more than they save
constexpr std::size_t max_listing_bytes = std::size_t{50}
                                          << 20;  // what the sitemap protocol allows, unpacked

std::string kept_validator(const std::string& value) {
  return value.size() <= max_validator_bytes ? value : std::string();
}

void fail(Visit& visit, Error error) {
  visit.record.status = error.code == Errc::unsupported_type ? Status::skipped : Status::error;
  visit.change = Change::failed;
  visit.error = std::move(error);
}

}  // namespace

Visit Visitor::judge(Task task, http::Outcome outcome) noexcept {
  Visit visit{.task = std::move(task), .record = {}, .error = {}};
  try {
    visit.record.http_status = outcome.page.http_status;
    visit.bytes = outcome.page.body.size();
    if (outcome.not_modified) {
      take_unchanged(visit, outcome);
    } else if (outcome.error) {
      take_failure(visit, outcome);
    } else {
      take_body(visit, outcome);
    }
  } catch (...) {
    visit.record = {};
    visit.record.status = Status::error;
    visit.change = Change::failed;
    visit.error = Error{Errc::too_large, "not enough memory"};
  }
  return visit;
}

void Visitor::take_unchanged(Visit& visit, const http::Outcome& outcome) const {
  visit.record.status = Status::unchanged;
  visit.record.is_listing = visit.task.page.is_listing;
  visit.change = Change::unchanged;
  if (!visit.record.is_listing) write_row(visit, outcome, nullptr);
}

void Visitor::take_failure(Visit& visit, http::Outcome& outcome) const {
  const int status = outcome.page.http_status;
  visit.record.is_gone = status == 404 || status == 410;
  fail(visit, std::move(*outcome.error));
  if (visit.record.is_gone) visit.change = Change::gone;
  write_row(visit, outcome, nullptr);
}

void Visitor::take_body(Visit& visit, const http::Outcome& outcome) {
  const PageRecord& page = visit.task.page;
  visit.record.etag = kept_validator(outcome.headers.etag);
  visit.record.last_modified = kept_validator(outcome.headers.last_modified);
  visit.record.validated_url = outcome.page.final_url;
  const std::string_view body = outcome.page.body;
  const input::ContentType type = input::sniff(body);
  const bool packed = body.starts_with("\x1F\x8B");
  if (may_be_listing(page) &&
      (type.kind == ContentClass::feed || type.kind == ContentClass::json || packed) &&
      take_listing(visit, outcome)) {
    return;
  }
  if (type.kind == ContentClass::html || type.kind == ContentClass::text) return take_page(visit, outcome);
  if (type.kind == ContentClass::empty) {
    fail(visit, {Errc::no_content, page.url + ": the answer is empty"});
  } else {
    fail(visit,
         {Errc::unsupported_type, page.url + ": " + std::string(type.description) + ", not an HTML page"});
  }
  write_row(visit, outcome, nullptr);
}

// False where it is none after all.
bool Visitor::take_listing(Visit& visit, const http::Outcome& outcome) {
  const PageRecord& page = visit.task.page;
  const auto listing = http::read_listing(outcome.page.body, outcome.page.final_url, max_listing_bytes);
  if (!listing || listing->kind == http::ListingKind::none) return false;
  const bool is_index = listing->kind == http::ListingKind::sitemap_index;
  visit.record.is_listing = true;
  visit.record.max_found = page.max_pages > 0 ? page.max_pages : default_listed_pages;
  if (is_index && !page.is_seed) return true;  // an index of indexes is not followed any deeper
  for (const http::ListedPage& listed : listing->pages) {
    auto url = http::normal_address(listed.url);
    if (url) visit.record.found.push_back({std::move(*url), is_index});
  }
  return true;
}

void Visitor::take_page(Visit& visit, const http::Outcome& outcome) {
  const PageRecord& page = visit.task.page;
  const auto bytes = std::as_bytes(std::span(outcome.page.body));
  if (page.is_seed && page.follow) {
    PageLinks links = read_links(bytes, outcome.page.content_type, outcome.page.final_url);
    for (std::string& feed : links.feeds) visit.record.found.push_back({std::move(feed), true});
    for (std::string& link : links.pages) visit.record.found.push_back({std::move(link), false});
    visit.record.max_found = page.max_pages > 0 ? page.max_pages : default_followed_links;
  }
  Options options = options_.extract;
  options.url = outcome.page.final_url;
  options.content_type = outcome.page.content_type;
  const Result<Article> article = extractor_.extract(bytes, options);
  if (!article) {
    fail(visit, {article.error().code, page.url + ": " + article.error().message});
    return write_row(visit, outcome, nullptr);
  }
  if (article->body.empty()) {
    visit.record.status = Status::empty;
    visit.change = Change::unchanged;
    return write_row(visit, outcome, &*article);
  }
  visit.record.text_hash = text_hash(body_text(*article));
  const bool same = visit.record.text_hash == page.text_hash;
  visit.change = same ? Change::unchanged : page.text_hash.empty() ? Change::first : Change::changed;
  visit.record.status = same ? Status::unchanged : Status::ok;
  write_row(visit, outcome, &*article);
}

void Visitor::write_row(Visit& visit, const http::Outcome& outcome, const Article* article) const {
  const PageRecord& page = visit.task.page;
  VisitRecord& record = visit.record;
  Row row{.id = page.url,
          .status = record.status,
          .error = visit.error,
          .http_status = {},
          .fetched_at = {},
          .url = page.url,
          .final_url = outcome.page.final_url == page.url ? std::string() : outcome.page.final_url,
          .bytes = visit.bytes,
          .article = article,
          .extra = {}};
  if (record.http_status > 0) row.http_status = record.http_status;
  if (!outcome.page.fetched_at.empty()) row.fetched_at = outcome.page.fetched_at;
  lubb::write_row(row, Format::jsonl, record.output_row);
  if (record.status == Status::ok) record.article_row = record.output_row;
  if (options_.only_new && record.status != Status::ok) record.output_row.clear();
}

Visit Visitor::refuse(Task task, Error error) const {
  Visit visit{.task = std::move(task), .record = {}, .error = {}};
  fail(visit, std::move(error));
  write_row(visit, {}, nullptr);
  return visit;
}

// Addresses in their normal spelling need no escapes in JSON.
void Visitor::make_duplicate(Visit& visit, const std::string& other) const {
  VisitRecord& record = visit.record;
  record.status = Status::skipped;
  record.output_row.clear();
  if (options_.only_new) return;
  Row row{.id = visit.task.page.url,
          .status = record.status,
          .error = {},
          .http_status = record.http_status,
          .fetched_at = {},
          .url = visit.task.page.url,
          .final_url = {},
          .bytes = visit.bytes,
          .article = nullptr,
          .extra = {{"duplicate_of", '"' + other + '"'}, {"text_hash", '"' + record.text_hash + '"'}}};
  lubb::write_row(row, Format::jsonl, record.output_row);
}

}  // namespace lubb::crawling
