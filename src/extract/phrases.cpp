#include "extract/phrases.h"

namespace lubb::extraction {

std::string_view name(PhraseKind kind) noexcept {
  switch (kind) {
    case PhraseKind::none: return "none";
    case PhraseKind::read_also: return "read_also";
    case PhraseKind::related_heading: return "related_heading";
    case PhraseKind::most_read: return "most_read";
    case PhraseKind::promotion: return "promotion";
    case PhraseKind::newsletter: return "newsletter";
    case PhraseKind::share: return "share";
    case PhraseKind::advertisement: return "advertisement";
    case PhraseKind::adblock: return "adblock";
    case PhraseKind::cookie: return "cookie";
    case PhraseKind::comment_heading: return "comment_heading";
    case PhraseKind::comment_form: return "comment_form";
    case PhraseKind::login: return "login";
    case PhraseKind::copyright: return "copyright";
    case PhraseKind::navigation: return "navigation";
    case PhraseKind::tags_label: return "tags_label";
    case PhraseKind::source_label: return "source_label";
    case PhraseKind::byline: return "byline";
    case PhraseKind::interface: return "interface";
    case PhraseKind::poll: return "poll";
    case PhraseKind::count_: break;
  }
  return "none";
}

}  // namespace lubb::extraction
