#include "support/output_safety.h"

#include <libxml/parser.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#ifdef LUBB_CMARK_GFM
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#endif

namespace lubb::test {

namespace {

bool is_safe_link(std::string_view url) {
  return url.starts_with("http://") || url.starts_with("https://") || url.starts_with("mailto:");
}

std::string character_fault(std::string_view output) {
  if (!simdjson::validate_utf8(output.data(), output.size())) return "not UTF-8";
  for (std::size_t i = 0; i < output.size(); ++i) {
    const auto byte = static_cast<unsigned char>(output[i]);
    const bool c0 = (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F;
    const bool c1 = byte == 0xC2 && i + 1 < output.size() && static_cast<unsigned char>(output[i + 1]) < 0xA0;
    if (c0 || c1) return "control character at byte " + std::to_string(i);
  }
  return {};
}

std::string json_fault(std::string_view output) {
  simdjson::dom::parser parser;
  simdjson::dom::element element;
  const auto error = parser.parse(output.data(), output.size()).get(element);
  return error == simdjson::SUCCESS ? std::string() : simdjson::error_message(error);
}

std::string jsonl_fault(std::string_view output) {
  if (output.empty() || output.find('\n') != output.size() - 1) return "not exactly one line";
  return json_fault(output);
}

std::string tei_fault(std::string_view output) {
  const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> document(
      xmlReadMemory(output.data(), static_cast<int>(output.size()), nullptr, "UTF-8",
                    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE),
      xmlFreeDoc);
  if (document) return {};
  const xmlErrorPtr error = xmlGetLastError();
  return error != nullptr && error->message != nullptr ? error->message : "not well-formed";
}

#ifdef LUBB_CMARK_GFM
std::string markdown_node_fault(cmark_node* node) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_HTML_INLINE: return std::string("raw HTML: ") + cmark_node_get_literal(node);
    case CMARK_NODE_LINK:
    case CMARK_NODE_IMAGE: {
      const std::string_view url = cmark_node_get_url(node);
      return is_safe_link(url) ? std::string() : "link to " + std::string(url);
    }
    default: return {};
  }
}

std::string markdown_fault(std::string_view output) {
  cmark_gfm_core_extensions_ensure_registered();
  const std::unique_ptr<cmark_parser, decltype(&cmark_parser_free)> parser(
      cmark_parser_new(CMARK_OPT_DEFAULT), cmark_parser_free);
  for (const char* extension : {"table", "strikethrough"}) {
    cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension(extension));
  }
  cmark_parser_feed(parser.get(), output.data(), output.size());
  const std::unique_ptr<cmark_node, decltype(&cmark_node_free)> document(cmark_parser_finish(parser.get()),
                                                                         cmark_node_free);
  const std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> iterator(cmark_iter_new(document.get()),
                                                                         cmark_iter_free);
  for (cmark_event_type event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(iterator.get())) {
    if (event != CMARK_EVENT_ENTER) continue;
    std::string fault = markdown_node_fault(cmark_iter_get_node(iterator.get()));
    if (!fault.empty()) return fault;
  }
  return {};
}
#else
std::string markdown_fault(std::string_view) { return {}; }
#endif

// Reads a fragment as strictly as it is written: no parser's leniency may hide a mistake.
class HtmlFragment {
 public:
  explicit HtmlFragment(std::string_view rest) : rest_(rest) {}

  std::string fault() {
    while (!rest_.empty()) {
      const std::size_t text = std::min(rest_.find_first_of("<>"), rest_.size());
      rest_.remove_prefix(text);
      if (rest_.empty()) break;
      if (!take("<")) return "a bare '>'";
      std::string found = take("/") ? end_tag() : start_tag();
      if (!found.empty()) return found;
    }
    return open_.empty() ? std::string() : "not closed: " + std::string(open_.back());
  }

 private:
  bool take(std::string_view wanted) {
    if (!rest_.starts_with(wanted)) return false;
    rest_.remove_prefix(wanted.size());
    return true;
  }

  std::string_view take_until(std::string_view ends) {
    const std::size_t size = std::min(rest_.find_first_of(ends), rest_.size());
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  std::string end_tag() {
    const std::string_view name = take_until(">");
    if (!take(">") || open_.empty() || open_.back() != name) return "stray end tag " + std::string(name);
    open_.pop_back();
    return {};
  }

  std::string start_tag() {
    constexpr std::array known = std::to_array<std::string_view>(
        {"article", "header", "p",  "h1",         "h2",     "h3",         "h4",     "h5",  "h6",   "ul", "ol",
         "li",      "table",  "tr", "td",         "th",     "blockquote", "figure", "pre", "code", "hr", "br",
         "img",     "a",      "em", "figcaption", "strong", "del",        "sup",    "sub", "time"});
    constexpr std::array<std::string_view, 3> without_end = {"hr", "br", "img"};
    const std::string_view name = take_until(" >");
    if (name.empty() || std::find(known.begin(), known.end(), name) == known.end()) {
      return "element " + std::string(name);
    }
    while (take(" ")) {
      std::string found = attribute();
      if (!found.empty()) return found;
    }
    if (!take(">")) return "a start tag that does not end: " + std::string(name);
    if (std::find(without_end.begin(), without_end.end(), name) == without_end.end()) open_.push_back(name);
    return {};
  }

  std::string attribute() {
    constexpr std::array<std::string_view, 7> known = {"lang", "dir",   "href",    "src",
                                                       "alt",  "class", "datetime"};
    const std::string_view name = take_until("= >");
    if (std::find(known.begin(), known.end(), name) == known.end()) return "attribute " + std::string(name);
    if (!take("=\"")) return "an attribute without quotes";
    const std::string_view value = take_until("\"<>");
    if (!take("\"")) return "an attribute's value that does not end";
    const bool is_link = name == "href" || name == "src";
    return is_link && !is_safe_link(value) ? "link to " + std::string(value) : std::string();
  }

  std::string_view rest_;
  std::vector<std::string_view> open_;
};

}  // namespace

std::string output_fault(Format format, std::string_view output) {
  std::string fault = character_fault(output);
  if (!fault.empty()) return fault;
  switch (format) {
    case Format::text: return {};
    case Format::markdown: return markdown_fault(output);
    case Format::html: return HtmlFragment(output).fault();
    case Format::json: return json_fault(output);
    case Format::jsonl: return jsonl_fault(output);
    case Format::tei: return tei_fault(output);
  }
  return {};
}

}  // namespace lubb::test
