#include "cli/page_worker.h"

#include <algorithm>
#include <span>
#include <utility>

#include "base/text.h"

namespace lubb::cli {
namespace {

bool is_row_format(Format format) { return format == Format::json || format == Format::jsonl; }

std::string primary_language(std::string_view tag) {
  return text::ascii_lower(tag.substr(0, tag.find_first_of("-_")));
}

void name_culprit(const std::string& id, Error& error) {
  if (error.message.find(id) == std::string::npos) error.message = id + ": " + error.message;
}

}  // namespace

std::optional<std::string> selection_fault(const Article& article, const std::string& url,
                                           const Selection& selection) {
  if (selection.only_with_metadata) {
    std::string missing;
    if (!article.metadata.title) missing += ", title";
    if (!article.metadata.date) missing += ", date";
    if (!article.metadata.canonical_url && url.empty()) missing += ", address";
    if (!missing.empty()) return "the page has no " + missing.substr(2);
  }
  if (!selection.target_language.empty()) {
    if (!article.metadata.language) return "the page's language is not known";
    const std::string language = primary_language(*article.metadata.language);
    if (language != primary_language(selection.target_language)) return "the page's language is " + language;
  }
  if (selection.min_words > 0) {
    const auto words = text::count_words(body_text(article));
    if (words < selection.min_words) return "the article has only " + std::to_string(words) + " words";
  }
  return std::nullopt;
}

Options page_options(const Plan& plan, const LoadedPage& page) {
  Options options = plan.extract;
  if (!page.url.empty()) options.url = page.url;
  if (options.content_type.empty()) options.content_type = page.content_type;
  return options;
}

Outcome PageWorker::operator()(input::Item&& item) noexcept {
  try {
    return work(item);
  } catch (...) {
    Outcome outcome;
    outcome.id = std::move(item.id);
    outcome.input_name = std::move(item.name);
    outcome.status = Status::error;
    outcome.error = Error{Errc::too_large, "not enough memory"};
    Row row{.id = outcome.id,
            .status = outcome.status,
            .error = outcome.error,
            .http_status = {},
            .fetched_at = {},
            .url = {},
            .final_url = {},
            .extra = {}};
    if (is_row_format(format_)) write_row(row, format_, outcome.text);
    return outcome;
  }
}

Outcome PageWorker::work(input::Item& item) {
  Outcome outcome;
  outcome.id = item.id;
  outcome.input_name = item.name;
  const LoadedPage page = load_page(item, plan_, stop_, buffer_);
  outcome.bytes = page.bytes().size();
  outcome.status = page.status;
  outcome.error = page.error;
  std::optional<Article> article;
  if (!page.error) clean(item, page, article, outcome);
  if (outcome.error) name_culprit(outcome.id, *outcome.error);
  outcome.was_stopped = stop_.load() && outcome.status == Status::error;
  render(item, page, article ? &*article : nullptr, outcome);
  return outcome;
}

void PageWorker::clean(const input::Item& item, const LoadedPage& page, std::optional<Article>& article,
                       Outcome& outcome) {
  Options options = page_options(plan_, page);
  if (sites_ != nullptr) options.site_memory = sites_->find(item, plan_.inputs[item.input], options.url);
  const std::size_t limit = options.limits.input_bytes;
  const auto bytes = std::as_bytes(std::span(page.bytes())).first(std::min(page.bytes().size(), limit));
  Result<Article> result =
      page.is_plain_text ? extract_text(bytes, options) : extractor_.extract(bytes, options);
  if (!result) {
    outcome.status = Status::error;
    outcome.error = std::move(result.error());
    return;
  }
  article = std::move(*result);
  if (page.bytes().size() > limit) article->limits.push_back({"input_bytes", limit});
  if (page.is_cut) article->limits.push_back({"archived_bytes", page.bytes().size()});
  if (article->body.empty()) {
    outcome.status = Status::empty;
    return;
  }
  if (auto fault = selection_fault(*article, options.url, plan_.selection)) {
    outcome.status = Status::empty;
    outcome.error = Error{Errc::no_content, outcome.id + ": " + *fault};
    article->body = {};
    article->comments.clear();
  }
}

void PageWorker::render(const input::Item& item, const LoadedPage& page, const Article* article,
                        Outcome& outcome) const {
  if (!is_row_format(format_)) {
    if (article != nullptr && outcome.status == Status::ok)
      write(*article, format_, plan_.write, outcome.text);
    return;
  }
  const Row row{.id = item.id,
                .status = outcome.status,
                .error = outcome.error,
                .http_status = page.http_status,
                .fetched_at = page.fetched_at,
                .url = item.url.empty() ? plan_.extract.url : item.url,
                .final_url = page.final_url,
                .bytes = outcome.bytes,
                .article = article,
                .extra = item.extra};
  write_row(row, format_, outcome.text);
}

}  // namespace lubb::cli
