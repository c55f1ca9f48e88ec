#include "metadata/json_ld.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.h"
#include "metadata/json_ld_thing.h"
#include "metadata/json_repair.h"

namespace lubb::metadata {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::size_t max_objects = 5'000;  // objects looked at on one page; real pages: up to 400
constexpr std::size_t max_things = 500;     // objects of known type kept
// As many articles on one page, none of which bears its title, are a list of other pages.
constexpr std::size_t articles_in_a_list = 3;

struct Things {
  std::vector<Thing> things;
  AgentsById agents;
  std::size_t objects = 0;
};

// Walks one parsed script in width: what stands at the top comes first.
void read_script(element root, Things& found) {
  constexpr std::size_t usual_objects = 16;
  std::vector<element> pending = {root};
  pending.reserve(usual_objects);
  found.things.reserve(usual_objects);
  for (std::size_t next = 0; next < pending.size() && found.objects < max_objects; ++next) {
    array list;
    object source;
    if (pending[next].get(list) == simdjson::SUCCESS) {
      for (const element item : list) {
        if (pending.size() >= max_objects) break;
        pending.push_back(item);
      }
    } else if (pending[next].get(source) == simdjson::SUCCESS) {
      ++found.objects;
      Thing thing = read_thing(source, found.agents);
      for (const element inner : thing.nested) {
        if (pending.size() < max_objects) pending.push_back(inner);
      }
      thing.nested.clear();  // dies with the parsed script
      if (thing.kind != ThingKind::ignored && found.things.size() < max_things) {
        found.things.push_back(std::move(thing));
      }
    }
  }
}

class ScriptReader {
 public:
  ScriptReader(const Limits& limits, JsonParser& parser) : limits_(limits), parser_(parser) {}

  // `readable`: bytes that may be read from script.data() on.
  void read(std::string_view script, std::size_t readable, Things& found) {
    element root;
    if (parse(script, readable, root)) {
      read_script(root, found);
      return;
    }
    const RepairedJson repaired = repair_json(script, limits_.json_ld_depth);
    cut_deeper_ = cut_deeper_ || repaired.cut_deeper;
    if (parse(repaired.text, repaired.text.size(), root)) read_script(root, found);
  }

  [[nodiscard]] bool cut_deeper() const noexcept { return cut_deeper_; }

 private:
  bool parse(std::string_view text, std::size_t readable, element& root) {
    return parser_.parse(text, readable, std::size_t{limits_.json_ld_depth} + 2, root);
  }

  const Limits& limits_;
  JsonParser& parser_;
  bool cut_deeper_ = false;
};

Things read_scripts(const dom::Document& document, const Limits& limits, JsonParser& parser,
                    std::vector<LimitReached>& reached) {
  Things found;
  ScriptReader reader(limits, parser);
  const std::string_view source = document.source();
  std::size_t budget = limits.json_ld_bytes;
  for (const SourceRange range : document.json_ld()) {
    std::string_view script = text::trim(source.substr(range.begin, range.end - range.begin));
    if (script.starts_with("\uFEFF")) script.remove_prefix(3);
    if (script.size() > budget) {
      reached.push_back({"json_ld_bytes", limits.json_ld_bytes});
      script = cut_utf8(script, budget);
    }
    budget -= script.size();
    const auto readable = static_cast<std::size_t>(source.data() + source.size() - script.data());
    if (!script.empty()) reader.read(script, readable, found);
    if (budget == 0) break;
  }
  if (reader.cut_deeper()) reached.push_back({"json_ld_depth", limits.json_ld_depth});
  return found;
}

// Texts on the page that show its title, folded for comparison.
std::vector<std::string> shown_titles(const Collected& collected) {
  std::vector<std::string> titles;
  if (!collected.title.empty()) titles.push_back(text::fold_for_matching(collected.title));
  for (const MetaTag& meta : collected.metas) {
    if (meta.key == "og:title") {
      titles.push_back(text::fold_for_matching(clean_attribute(meta.raw_value, max_title_bytes)));
      break;
    }
  }
  for (const Heading& heading : collected.headings) {
    if (heading.level != 1) continue;
    titles.push_back(text::fold_for_matching(heading.text));
    break;
  }
  return titles;
}

bool is_shown(const std::string& headline, const std::vector<std::string>& titles) {
  const std::string folded = text::fold_for_matching(headline);
  return !folded.empty() && std::ranges::any_of(titles, [&](const std::string& title) {
    return !title.empty() &&
           (title.find(folded) != std::string::npos || folded.find(title) != std::string::npos);
  });
}

class Chooser {
 public:
  Chooser(Things& found, const Collected& collected) : found_(found) {
    const std::vector<std::string> titles = shown_titles(collected);
    for (const Thing& thing : found.things) {
      const bool may_be_page = thing.kind >= ThingKind::page && thing.findings.title;
      shown_.push_back(may_be_page && is_shown(*thing.findings.title, titles));
    }
  }

  // The object that describes this page, or null.
  Thing* choose() const {
    Thing* best = nullptr;
    int best_score = 0;
    const bool article_list = is_article_list();
    for (std::size_t i = 0; i < found_.things.size(); ++i) {
      Thing& thing = found_.things[i];
      if (thing.kind < ThingKind::page || (thing.kind == ThingKind::article && article_list)) continue;
      const int score = 4 * static_cast<int>(thing.kind) + (shown_[i] ? 2 : 0) +
                        (thing.findings.published || !thing.findings.authors.empty() ? 1 : 0);
      if (score > best_score) {
        best = &thing;
        best_score = score;
      }
    }
    return best;
  }

  // Those that speak of the same page as `chosen`: of a lower kind, or with the same headline.
  std::vector<Thing*> that_complete(const Thing& chosen) const {
    std::vector<Thing*> things;
    for (Thing& thing : found_.things) {
      if (&thing != &chosen && completes(thing, chosen)) things.push_back(&thing);
    }
    return things;
  }

 private:
  static bool completes(const Thing& thing, const Thing& chosen) {
    if (thing.kind < ThingKind::page || thing.kind > chosen.kind) return false;
    if (thing.kind == ThingKind::page) return true;
    return thing.findings.title && chosen.findings.title &&
           text::fold_for_matching(*thing.findings.title) == text::fold_for_matching(*chosen.findings.title);
  }

  bool is_article_list() const {
    std::size_t articles = 0;
    for (std::size_t i = 0; i < found_.things.size(); ++i) {
      if (found_.things[i].kind != ThingKind::article) continue;
      if (shown_[i]) return false;
      ++articles;
    }
    return articles >= articles_in_a_list;
  }

  Things& found_;
  std::vector<bool> shown_;
};

void fill(std::optional<std::string>& field, std::optional<std::string> value) {
  if (!field && value) field = std::move(value);
}

void complete(Findings& out, Findings&& more) {
  fill(out.title, std::move(more.title));
  fill(out.published, std::move(more.published));
  fill(out.modified, std::move(more.modified));
  fill(out.sitename, std::move(more.sitename));
  fill(out.source, std::move(more.source));
  fill(out.language, std::move(more.language));
  fill(out.description, std::move(more.description));
  fill(out.section, std::move(more.section));
  fill(out.image, std::move(more.image));
  fill(out.canonical_url, std::move(more.canonical_url));
  fill(out.license, std::move(more.license));
  if (out.authors.empty() && out.outlets.empty()) {
    out.authors = std::move(more.authors);
    out.outlets = std::move(more.outlets);
  }
  if (out.tags.empty()) out.tags = std::move(more.tags);
}

std::optional<std::string> name_of(const std::string& id, const AgentsById& agents) {
  const auto agent = agents.find(id);
  if (id.empty() || agent == agents.end()) return std::nullopt;
  return agent->second.name;
}

// Puts names where the object only refers to other objects. One look-up each: circles do no harm.
void resolve_references(Thing& thing, const AgentsById& agents) {
  for (const AuthorEntry& entry : thing.authors) {
    const auto agent = agents.find(entry.id);
    const bool referred = entry.name.empty() && agent != agents.end();
    const bool organization = referred ? agent->second.organization : entry.organization;
    auto& names = organization ? thing.findings.outlets : thing.findings.authors;
    add_once(names, referred ? agent->second.name : entry.name, max_name_bytes, max_authors);
  }
  fill(thing.findings.sitename, name_of(thing.publisher_id, agents));
  fill(thing.findings.source, name_of(thing.source_id, agents));
  if (thing.kind >= ThingKind::page) fill(thing.findings.sitename, name_of(thing.site_id, agents));
}

void read_site_name(const Things& found, Findings& out) {
  for (const ThingKind kind : {ThingKind::site, ThingKind::agent}) {
    for (const Thing& thing : found.things) {
      if (thing.kind != kind) continue;
      const auto agent = found.agents.find(thing.id);
      const bool person =
          kind == ThingKind::agent && agent != found.agents.end() && !agent->second.organization;
      if (!person) fill(out.sitename, thing.findings.title);
    }
  }
}

}  // namespace

JsonLd read_json_ld(const dom::Document& document, const Collected& collected, const Limits& limits,
                    JsonParser& parser) {
  JsonLd out;
  if (document.json_ld().empty()) return out;
  Things found = read_scripts(document, limits, parser, out.limits);
  parser.shrink();
  for (Thing& thing : found.things) resolve_references(thing, found.agents);
  for (const Thing& thing : found.things) {
    if (thing.kind == ThingKind::breadcrumb && out.breadcrumb.empty()) out.breadcrumb = thing.breadcrumb;
  }
  const Chooser chooser(found, collected);
  if (Thing* chosen = chooser.choose()) {
    const std::string* body = &chosen->body;
    const std::vector<Thing*> others = chooser.that_complete(*chosen);
    out.findings = std::move(chosen->findings);
    for (Thing* other : others) {
      complete(out.findings, std::move(other->findings));
      if (other->body.size() > body->size()) body = &other->body;
    }
    out.article_body = html_to_lines(*body);
  }
  read_site_name(found, out.findings);
  return out;
}

}  // namespace lubb::metadata
