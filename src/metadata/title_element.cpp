// find_title_text() of title.h.
#include <string>
#include <string_view>

#include "base/text.h"
#include "metadata/collect.h"
#include "metadata/findings.h"
#include "metadata/title.h"
#include "metadata/title_text.h"

namespace lubb::metadata {
namespace {

constexpr std::size_t min_bytes = 8;     // of a title that is looked for; a shorter one stands anywhere
constexpr int max_steps_to_heading = 3;  // elements from a title's text up to what is marked as title

bool may_show_title(const dom::Document& document, dom::NodeId element) {
  const dom::Tag tag = document.node(element).tag;
  if (tag >= dom::Tag::h3 && tag <= dom::Tag::h6) return true;
  for (const dom::AttributeSpan& attribute : document.attributes(element)) {
    const bool names = attribute.known == dom::AttributeName::class_ ||
                       attribute.known == dom::AttributeName::id ||
                       attribute.known == dom::AttributeName::itemprop;
    const std::string_view value = document.raw_value(attribute);
    if (names &&
        (value.find("itle") != std::string_view::npos || value.find("eadline") != std::string_view::npos))
      return true;
  }
  return false;
}

}  // namespace

dom::NodeId find_title_text(const dom::Document& document, const Collected& collected, std::string_view title,
                            TitleMemory& memory) {
  const std::string_view folded = memory.folded.fold(title);
  if (folded.size() < min_bytes) return dom::no_node;
  std::string& shown = memory.element_text;
  std::string& folded_shown = memory.folded_text;
  for (const dom::NodeId id : collected.texts_shown) {
    std::string_view raw = document.raw(id);
    if (raw.size() * 2 < title.size()) continue;
    raw = text::trim(raw);
    if (raw.size() * 2 < title.size() || raw.size() > title.size() * 2) continue;
    // The text's element, or one around it: <h3><a>Title</a></h3>.
    dom::NodeId element = document.node(id).parent;
    int steps = 0;
    while (element != dom::no_node && steps < max_steps_to_heading && !may_show_title(document, element)) {
      element = document.node(element).parent;
      ++steps;
    }
    if (element == dom::no_node || steps == max_steps_to_heading) continue;
    element_text(document, element, max_title_bytes, shown);
    fold_title(shown, folded_shown);
    if (folded_shown == folded) return element;
  }
  return dom::no_node;
}

}  // namespace lubb::metadata
