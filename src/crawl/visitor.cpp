#include "crawl/visitor.h"

#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <span>
#include <utility>

#include "base/text.h"
#include "base/url.h"
#include "crawl/files.h"
#include "crawl/page_links.h"
#include "crawl/page_path.h"
#include "crawl/requests.h"
#include "crawl/warc_writer.h"
#include "fetch/headers.h"
#include "fetch/listing.h"
#include "fetch/page_address.h"
#include "input/content_type.h"

namespace lubb::crawling {
namespace {

using input::ContentClass;

constexpr std::uint32_t default_listed_pages = 1'000;  // of a feed or sitemap
constexpr std::uint32_t default_followed_links = 200;  // of a section page
constexpr std::size_t max_validator_bytes = 8 << 10;   // longer ones cost more than they save
constexpr std::size_t date_size = 10;                  // "YYYY-MM-DD"
constexpr std::size_t max_listing_bytes = std::size_t{50}
                                          << 20;  // what the sitemap protocol allows, unpacked

std::string kept_validator(const std::string& value) {
  return value.size() <= max_validator_bytes ? value : std::string();
}

bool is_front_page(const std::string& url) {
  const auto parts = url::split(url);
  return parts && parts->path == "/" && !parts->has_query;
}

// What is sent to prove who one is does not belong into a file that may be handed on.
std::string without_credentials(std::string_view head) {
  std::string kept;
  while (!head.empty()) {
    const std::size_t size = std::min(head.find('\n'), head.size() - 1) + 1;
    const std::string name = http::header_name(head.substr(0, size));
    if (name != "authorization" && name != "cookie" && name != "proxy-authorization")
      kept += head.substr(0, size);
    head.remove_prefix(size);
  }
  return kept;
}

std::string warc_records(const http::Outcome& outcome) {
  const std::string id = new_record_id();
  std::string records = warc_response({.record_id = id,
                                       .url = outcome.page.final_url,
                                       .fetched_at = outcome.page.fetched_at,
                                       .http_headers = outcome.received,
                                       .body = outcome.page.body});
  return records += warc_request({.record_id = new_record_id(),
                                  .concurrent_to = id,
                                  .url = outcome.page.final_url,
                                  .sent_at = outcome.page.fetched_at,
                                  .http_head = without_credentials(outcome.sent)});
}

// A page whose links are followed: no article.
bool is_section(const PageRecord& page) { return page.is_seed && (page.follow || is_front_page(page.url)); }

std::int64_t hash_of(const http::Outcome& outcome) noexcept {
  const std::uint64_t type = XXH3_64bits(outcome.page.content_type.data(), outcome.page.content_type.size());
  const std::string& body = outcome.page.body;
  return static_cast<std::int64_t>(XXH3_64bits_withSeed(body.data(), body.size(), type));
}

// What the visit adds to the figures of its host: nothing where it was not for an article.
void settle_figures(Visit& visit) {
  VisitRecord& record = visit.record;
  record.host = visit.task.host;
  const bool is_other = is_section(visit.task.page) || record.is_listing || record.status == Status::skipped;
  if (is_other || record.is_gone) {
    record.figures.reset();
  } else if (!record.figures) {
    record.figures.emplace().failed = record.status == Status::error;
  }
}

void fail(Visit& visit, Error error) {
  visit.record.status = error.code == Errc::unsupported_type ? Status::skipped : Status::error;
  visit.change = Change::failed;
  visit.error = std::move(error);
}

}  // namespace

Visit Visitor::judge(Job job) noexcept {
  Visit visit{.task = std::move(job.task),
              .record = {},
              .error = {},
              .warc_records = {},
              .page_file = {},
              .output_error = {}};
  http::Outcome& outcome = job.outcome;
  robots_ = std::move(job.robots);
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
  } catch (const DatabaseError& error) {
    visit.output_error = error.error();
  } catch (...) {
    visit.record = {};
    visit.record.status = Status::error;
    visit.change = Change::failed;
    visit.error = Error{Errc::too_large, "not enough memory"};
  }
  settle_figures(visit);
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

// What a section page, or the front page of a site, leads to.
void Visitor::take_links(Visit& visit, const http::Outcome& outcome) const {
  const PageRecord& page = visit.task.page;
  const std::string& url = outcome.page.final_url;
  PageLinks links = read_links(std::as_bytes(std::span(outcome.page.body)), outcome.page.content_type, url);
  std::vector<FoundPage>& found = visit.record.found;
  for (std::string& feed : links.feeds) found.push_back({std::move(feed), true});
  for (const std::string& sitemap : robots_ ? robots_->sitemaps() : std::vector<std::string>{}) {
    if (auto address = http::normal_address(sitemap)) found.push_back({std::move(*address), true});
  }
  const bool has_listings = !found.empty();
  if (page.follow) {
    for (std::string& link : links.pages) found.push_back({std::move(link), false});
  }
  const std::uint32_t usual = has_listings ? default_listed_pages : default_followed_links;
  visit.record.max_found = page.max_pages > 0 ? page.max_pages : usual;
}

void Visitor::take_page(Visit& visit, const http::Outcome& outcome) {
  const PageRecord& page = visit.task.page;
  const auto bytes = std::as_bytes(std::span(outcome.page.body));
  if (options_.save_pages) visit.warc_records = warc_records(outcome);
  if (is_section(page)) take_links(visit, outcome);
  // The same bytes are the same page, whatever has been learned of the site since.
  const std::int64_t body_hash = hash_of(outcome);
  if (body_hash == page.body_hash && !page.text_hash.empty()) return take_unchanged(visit, outcome);
  Options options = options_.extract;
  options.url = outcome.page.final_url;
  options.content_type = outcome.page.content_type;
  options.site_memory = visit.task.site.get();
  options.fingerprint_blocks = options_.site_memory;
  Result<Article> article = extractor_.extract(bytes, options);
  if (!article) {
    fail(visit, {article.error().code, page.url + ": " + article.error().message});
    return write_row(visit, outcome, nullptr);
  }
  visit.record.blocks = std::move(article->fingerprints);
  const std::string text = body_text(*article);
  visit.record.figures = {.is_extracted = true,
                          .is_empty = article->body.empty(),
                          .is_untitled = !article->metadata.title,
                          .words = text::count_words(text)};
  if (article->body.empty()) {
    visit.record.status = Status::empty;
    visit.change = Change::unchanged;
    return write_row(visit, outcome, &*article);
  }
  visit.record.text_hash = text_hash(text);
  visit.record.body_hash = body_hash;
  const bool same = visit.record.text_hash == page.text_hash;
  visit.change = same ? Change::unchanged : page.text_hash.empty() ? Change::first : Change::changed;
  visit.record.status = same ? Status::unchanged : Status::ok;
  write_row(visit, outcome, &*article);
  if (!same && !options_.page_template.empty()) write_page_file(visit, *article);
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

void Visitor::write_page_file(Visit& visit, const Article& article) const {
  const std::string& url = visit.task.page.url;
  const bool is_row = options_.page_format == Format::json || options_.page_format == Format::jsonl;
  std::string text = is_row ? visit.record.article_row : std::string();
  if (!is_row) lubb::write(article, options_.page_format, options_.page_write, text);
  const std::string today = http::now_utc().substr(0, date_size);
  const auto file = [&](std::string_view pattern) {
    return options_.output_dir + "/" + page_path(pattern, url, today) + options_.page_ending;
  };
  visit.page_file = file(options_.page_template);
  try {
    write_whole(visit.page_file, text);
  } catch (const DatabaseError&) {  // where one page's name is another one's folder, or too long for the disk
    visit.page_file = file("{hash}");
    write_whole(visit.page_file, text);
  }
}

Visit Visitor::refuse(Task task, Status status, Error error) const {
  Visit visit{.task = std::move(task),
              .record = {},
              .error = {},
              .warc_records = {},
              .page_file = {},
              .output_error = {}};
  fail(visit, std::move(error));
  visit.record.status = status;
  write_row(visit, {}, nullptr);
  settle_figures(visit);
  return visit;
}

// Addresses in their normal spelling need no escapes in JSON.
void Visitor::make_duplicate(Visit& visit, const std::string& other) const {
  VisitRecord& record = visit.record;
  record.status = Status::skipped;
  record.output_row.clear();
  if (!visit.page_file.empty()) unlink(visit.page_file.c_str());
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
