#include "fetch/xml_events.h"

#include <libxml/parser.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <mutex>

namespace lubb::http {
namespace {

constexpr std::size_t max_tag_bytes = 64 << 10;
constexpr std::size_t piece_bytes = 64 << 10;  // given to the parser at a time

// Goes on behind mistakes, which real feeds are full of, and never to the network. References in attributes
// are put in place (NOENT): there are none but to characters, since a file that declares entities is refused,
// and a handler with data of its own (not the parser's context) is never given any.
constexpr int parse_options =
    XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;

struct ContextDeleter {
  // For a doctype the parser makes a document even where only events are wanted, and leaves it to its caller.
  void operator()(xmlParserCtxt* context) const noexcept {
    xmlDoc* const document = context->myDoc;
    xmlFreeParserCtxt(context);
    xmlFreeDoc(document);
  }
};

std::string_view view(const xmlChar* text) noexcept {
  return text == nullptr ? std::string_view{} : std::string_view(reinterpret_cast<const char*>(text));
}

struct Reading {
  XmlEvents& events;
  xmlParserCtxt* context = nullptr;
  int depth = 0;
  bool stopped = false, failed = false;
  bool root_ended = false;
};

// No exception may cross the parser's C frames.
template <class Tell>
void guarded(void* user, Tell tell) noexcept {
  auto& reading = *static_cast<Reading*>(user);
  if (reading.stopped || reading.failed) return;
  try {
    reading.stopped = !tell(reading);
  } catch (...) {
    reading.failed = true;
  }
  if (reading.stopped || reading.failed) xmlStopParser(reading.context);
}

void on_begin(void* user, const xmlChar* name, const xmlChar*, const xmlChar*, int, const xmlChar**,
              int count, int, const xmlChar** attributes) {
  guarded(user, [&](Reading& reading) {
    const auto attribute = [&](std::string_view wanted) -> std::string {
      constexpr int fields = 5;  // name, prefix, namespace, begin and end of the value
      for (int i = 0; i < count; ++i) {
        const xmlChar** field = attributes + i * fields;
        if (view(field[0]) != wanted) continue;
        return {reinterpret_cast<const char*>(field[3]), static_cast<std::size_t>(field[4] - field[3])};
      }
      return {};
    };
    return reading.events.begin_element(
        {.name = view(name), .depth = reading.depth++, .attribute = attribute});
  });
}

void on_end(void* user, const xmlChar* name, const xmlChar*, const xmlChar*) {
  guarded(user, [&](Reading& reading) {
    --reading.depth;
    reading.root_ended = reading.depth == 0;
    return reading.events.end_element(view(name), reading.depth);
  });
}

void on_text(void* user, const xmlChar* text, int size) {
  guarded(user, [&](Reading& reading) {
    return reading.events.text({reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)});
  });
}

xmlSAXHandler handler() {
  xmlSAXHandler sax{};
  sax.initialized = XML_SAX2_MAGIC;
  sax.startElementNs = on_begin;
  sax.endElementNs = on_end;
  sax.characters = on_text;
  sax.cdataBlock = on_text;
  sax.ignorableWhitespace = on_text;
  return sax;
}

// The parser compares each attribute of a tag with all others: a tag must not have a million of them.
bool has_endless_tag(std::string_view bytes) noexcept {
  for (std::size_t at = bytes.find('<'); at != std::string_view::npos; at = bytes.find('<', at + 1)) {
    const std::string_view tag = bytes.substr(at, max_tag_bytes);
    if (tag.size() == max_tag_bytes && tag.find('>') == std::string_view::npos && !tag.starts_with("<!"))
      return true;
  }
  return false;
}

// In UTF-8 or UTF-16, and in all that keeps ASCII.
bool declares_entities(std::string_view bytes) {
  std::string ascii;
  std::copy_if(bytes.begin(), bytes.end(), std::back_inserter(ascii), [](char c) { return c != 0; });
  return ascii.find("<!ENTITY") != std::string::npos;
}

}  // namespace

XmlEnd read_xml(std::string_view bytes, XmlEvents& events) {
  static std::once_flag once;
  std::call_once(once, [] { xmlInitParser(); });
  // White space in front of the declaration is a common mistake, which the parser does not forgive.
  bytes.remove_prefix(std::min(bytes.find_first_not_of(" \t\r\n"), bytes.size()));
  if (bytes.empty() || has_endless_tag(bytes) || declares_entities(bytes)) return XmlEnd::broken;
  Reading reading{.events = events};
  xmlSAXHandler sax = handler();
  const std::unique_ptr<xmlParserCtxt, ContextDeleter> context(
      xmlCreatePushParserCtxt(&sax, &reading, nullptr, 0, nullptr));
  if (!context) return XmlEnd::broken;
  xmlCtxtUseOptions(context.get(), parse_options);
  reading.context = context.get();
  while (!bytes.empty() && !reading.stopped && !reading.failed) {
    const std::string_view piece = bytes.substr(0, piece_bytes);
    bytes.remove_prefix(piece.size());
    xmlParseChunk(context.get(), piece.data(), static_cast<int>(piece.size()), bytes.empty() ? 1 : 0);
  }
  if (reading.stopped) return XmlEnd::stopped;
  return reading.root_ended && !reading.failed ? XmlEnd::whole : XmlEnd::broken;
}

}  // namespace lubb::http
