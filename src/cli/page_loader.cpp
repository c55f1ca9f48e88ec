#include "cli/page_loader.h"

#include <utility>

#include "fetch/request.h"
#include "input/content_type.h"

namespace lubb::cli {
namespace {

using input::ContentClass;
using input::ContentType;
using input::Item;
using input::ItemKind;

bool is_refused(const ContentType& type, const Item& item, const Plan& plan) {
  switch (type.kind) {
    case ContentClass::empty:
    case ContentClass::html: return false;
    case ContentClass::binary: return true;
    case ContentClass::text:
      return (item.in_directory || item.kind == ItemKind::response) &&
             plan.input_format != input::InputFormat::html;
    default: return plan.input_format != input::InputFormat::html;
  }
}

// A scrape: plain text that was saved under its usual ending.
bool is_scrape(const ContentType& type, const Item& item, const Plan& plan) {
  return type.kind == ContentClass::text && item.kind == ItemKind::file && item.id.ends_with(".txt") &&
         plan.input_format == input::InputFormat::automatic;
}

void refuse(LoadedPage& page, const Item& item, std::string_view what) {
  page.status = Status::skipped;
  page.error = Error{Errc::unsupported_type, item.id + ": " + std::string(what) + ", not an HTML page"};
  page.bytes.clear();
}

void fail(LoadedPage& page, Error error) {
  page.status = Status::error;
  page.error = std::move(error);
}

void fetch_item(const Item& item, const Plan& plan, const std::atomic<bool>& stop, LoadedPage& page) {
  FetchOptions options = plan.fetch;
  options.stop = &stop;
  const http::RefuseBody refuse_binary = [&](std::string_view,
                                             std::string_view bytes) -> std::optional<Error> {
    const ContentType type = input::sniff(bytes);
    if (!is_refused(type, item, plan)) return std::nullopt;
    return Error{Errc::unsupported_type, std::string(type.description) + ", not an HTML page"};
  };
  http::Outcome outcome = http::fetch_page(item.url, options, refuse_binary);
  if (outcome.page.http_status > 0) page.http_status = outcome.page.http_status;
  if (!outcome.page.fetched_at.empty()) page.fetched_at = std::move(outcome.page.fetched_at);
  page.final_url = std::move(outcome.page.final_url);
  if (!page.final_url.empty()) page.url = page.final_url;
  page.content_type = std::move(outcome.page.content_type);
  page.bytes = std::move(outcome.page.body);
  if (!outcome.error) return;
  const bool skipped = outcome.error->code == Errc::unsupported_type;
  fail(page, std::move(*outcome.error));
  if (skipped) page.status = Status::skipped;
}

}  // namespace

LoadedPage load_page(Item& item, const Plan& plan, const std::atomic<bool>& stop) {
  if (item.kind == ItemKind::response) input::unpack_response(item, plan.extract.limits.input_bytes);
  LoadedPage page{.bytes = std::move(item.bytes),
                  .url = item.url,
                  .content_type = item.content_type,
                  .error = {},
                  .is_cut = item.is_cut,
                  .http_status = item.http_status,
                  .fetched_at = item.fetched_at,
                  .final_url = item.final_url};
  if (item.error) {
    fail(page, *item.error);
    if (item.kind == ItemKind::skipped) page.status = Status::skipped;
    return page;
  }
  if (item.kind == ItemKind::file) {
    Result<std::string> bytes = input::read_page(item, plan.extract.limits.input_bytes, &stop);
    if (bytes) {
      page.bytes = std::move(*bytes);
    } else {
      fail(page, std::move(bytes.error()));
    }
  }
  if (item.kind == ItemKind::address) fetch_item(item, plan, stop, page);
  const bool is_row = item.kind == ItemKind::page && !item.content_type.empty();
  if (page.error || is_row) return page;

  const ContentType type = input::sniff(page.bytes);
  page.is_yet_to_come = is_scrape(type, item, plan);
  if (page.is_yet_to_come) {
    refuse(page, item, "plain text, which is not read yet");
  } else if (type.kind == ContentClass::warc) {
    refuse(page, item, "a WARC file under another name (see --input-format warc)");
  } else if (is_refused(type, item, plan)) {
    refuse(page, item, type.description);
  }
  return page;
}

}  // namespace lubb::cli
