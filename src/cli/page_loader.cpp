#include "cli/page_loader.h"

#include <utility>

#include "base/text.h"
#include "fetch/request.h"
#include "input/content_type.h"

namespace lubb::cli {
namespace {

using input::ContentClass;
using input::ContentType;
using input::Item;
using input::ItemKind;

bool takes_all_for(input::InputFormat format) {
  return format == input::InputFormat::html || format == input::InputFormat::text;
}

bool is_named_text(std::string_view name) noexcept {
  for (const std::string_view packed : {".gz", ".zst"}) {
    if (name.ends_with(packed)) name.remove_suffix(packed.size());
  }
  return name.ends_with(".txt") || name.ends_with(".TXT") || name.ends_with(".text");
}

// A folder's text files may be programs, style sheets and tables: those named as text are scrapes.
bool is_refused(const ContentType& type, const Item& item, const Plan& plan) {
  switch (type.kind) {
    case ContentClass::empty:
    case ContentClass::html: return false;
    case ContentClass::text:
      return !takes_all_for(plan.input_format) &&
             (item.kind == ItemKind::response || (item.in_directory && !is_named_text(item.id)));
    case ContentClass::binary: return true;
    default: return !takes_all_for(plan.input_format);
  }
}

// A scrape: a page that was saved as plain text.
bool is_plain_text(const ContentType& type, const LoadedPage& page, const Plan& plan) {
  if (takes_all_for(plan.input_format)) return plan.input_format == input::InputFormat::text;
  const bool told_html = text::contains_ignoring_ascii_case(page.content_type, "html") ||
                         text::contains_ignoring_ascii_case(plan.extract.content_type, "html");
  return type.kind == ContentClass::text && !told_html;
}

void refuse(LoadedPage& page, const Item& item, std::string_view what) {
  page.status = Status::skipped;
  page.error = Error{Errc::unsupported_type, item.id + ": " + std::string(what) + ", not an HTML page"};
  page.owned.clear();
  page.file = nullptr;
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
  http::Outcome outcome = http::fetch_page({.url = item.url}, options, refuse_binary);
  if (outcome.page.http_status > 0) page.http_status = outcome.page.http_status;
  if (!outcome.page.fetched_at.empty()) page.fetched_at = std::move(outcome.page.fetched_at);
  page.final_url = std::move(outcome.page.final_url);
  if (!page.final_url.empty()) page.url = page.final_url;
  page.content_type = std::move(outcome.page.content_type);
  page.owned = std::move(outcome.page.body);
  if (!outcome.error) return;
  const bool skipped = outcome.error->code == Errc::unsupported_type;
  fail(page, std::move(*outcome.error));
  if (skipped) page.status = Status::skipped;
}

}  // namespace

LoadedPage load_page(Item& item, const Plan& plan, const std::atomic<bool>& stop, input::PageBuffer& buffer) {
  if (item.kind == ItemKind::response) input::unpack_response(item, plan.extract.limits.input_bytes);
  LoadedPage page{.owned = std::move(item.bytes),
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
    std::optional<Error> error = input::read_page(item, plan.extract.limits.input_bytes, &stop, buffer);
    if (error) {
      fail(page, std::move(*error));
    } else {
      page.file = &buffer;
    }
  }
  if (item.kind == ItemKind::address) fetch_item(item, plan, stop, page);
  const bool is_row = item.kind == ItemKind::page && !item.content_type.empty();
  if (page.error || is_row) return page;

  const ContentType type = input::sniff(page.bytes());
  page.is_plain_text = is_plain_text(type, page, plan);
  if (type.kind == ContentClass::warc) {
    refuse(page, item, "a WARC file under another name (see --input-format warc)");
  } else if (is_refused(type, item, plan)) {
    refuse(page, item, type.description);
  }
  return page;
}

}  // namespace lubb::cli
