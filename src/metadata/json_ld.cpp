#include "metadata/json_ld.h"

#include <algorithm>
#include <optional>
#include <span>

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

// What all scripts of a page say.
class Things {
 public:
  Things(JsonLdMemory& memory, TextMemory& texts)
      : memory_(memory), around_{texts, memory.agents, memory.pending, max_objects, memory.authors} {
    memory.agents.clear();
  }

  // Walks one parsed script in width: what stands at the top comes first.
  void read_script(element root) {
    std::vector<element>& pending = memory_.pending;
    pending.assign(1, root);
    for (std::size_t next = 0; next < pending.size() && objects_ < max_objects; ++next) {
      const element now = pending[next];
      array list;
      object source;
      if (now.get(list) == simdjson::SUCCESS) {
        for (const element item : list) {
          if (pending.size() >= max_objects) break;
          pending.push_back(item);
        }
      } else if (now.get(source) == simdjson::SUCCESS) {
        read_object(source);
      }
    }
  }

  [[nodiscard]] std::span<Thing> all() const noexcept { return {memory_.things.data(), count_}; }
  [[nodiscard]] Agents& agents() const noexcept { return memory_.agents; }
  [[nodiscard]] TextMemory& texts() const noexcept { return around_.texts; }
  [[nodiscard]] JsonLdMemory& memory() const noexcept { return memory_; }

 private:
  void read_object(object source) {
    ++objects_;
    if (count_ == memory_.things.size()) memory_.things.emplace_back();
    Thing& thing = memory_.things[count_];
    read_thing(source, around_, thing);
    if (thing.kind != ThingKind::ignored && count_ < max_things) ++count_;
  }

  JsonLdMemory& memory_;
  ThingsAround around_;
  std::size_t count_ = 0;
  std::size_t objects_ = 0;
};

class ScriptReader {
 public:
  ScriptReader(const Limits& limits, JsonParser& parser) : limits_(limits), parser_(parser) {}

  // `readable`: bytes that may be read from script.data() on.
  void read(std::string_view script, std::size_t readable, Things& found) {
    element root;
    if (parse(script, readable, root)) {
      found.read_script(root);
      return;
    }
    const RepairedJson repaired = repair_json(script, limits_.json_ld_depth);
    cut_deeper_ = cut_deeper_ || repaired.cut_deeper;
    if (parse(repaired.text, repaired.text.size(), root)) found.read_script(root);
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

void read_scripts(const dom::Document& document, const Limits& limits, Things& found,
                  std::vector<LimitReached>& reached) {
  ScriptReader reader(limits, found.memory().parser);
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
}

// Texts on the page that show its title, folded for comparison.
std::span<const std::string> shown_titles(Collected& collected, std::array<std::string, 3>& titles) {
  std::size_t count = 0;
  if (!collected.title.empty()) text::fold_for_matching(collected.title, titles[count++]);
  const auto graph = std::ranges::find(collected.metas, "og:title", &MetaTag::key);
  if (graph != collected.metas.end()) {
    text::fold_for_matching(clean_attribute(graph->raw_value, max_title_bytes, collected.texts),
                            titles[count++]);
  }
  const auto heading = std::ranges::find(collected.headings, 1, &Heading::level);
  if (heading != collected.headings.end()) text::fold_for_matching(heading->text, titles[count++]);
  return {titles.data(), count};
}

class Chooser {
 public:
  Chooser(const Things& found, Collected& collected) : found_(found), memory_(found.memory()) {
    // Only among several of a kind does it count whether the page shows their titles.
    std::array<std::size_t, thing_kinds> things{};
    for (const Thing& thing : found.all()) ++things[static_cast<std::size_t>(thing.kind)];
    std::span<const std::string> titles;
    memory_.shown.clear();
    for (const Thing& thing : found.all()) {
      const bool asked = thing.kind >= ThingKind::page && thing.findings.title &&
                         things[static_cast<std::size_t>(thing.kind)] > 1;
      if (asked && titles.empty()) titles = shown_titles(collected, memory_.titles);
      memory_.shown.push_back(asked && is_shown(*thing.findings.title, titles));
    }
  }

  // The object that describes this page, or null.
  const Thing* choose() const {
    const Thing* best = nullptr;
    int best_score = 0;
    const bool article_list = is_article_list();
    for (std::size_t i = 0; i < found_.all().size(); ++i) {
      const Thing& thing = found_.all()[i];
      if (thing.kind < ThingKind::page || (thing.kind == ThingKind::article && article_list)) continue;
      const int score = 4 * static_cast<int>(thing.kind) + (memory_.shown[i] ? 2 : 0) +
                        (thing.findings.published || !thing.findings.authors.empty() ? 1 : 0);
      if (score > best_score) {
        best = &thing;
        best_score = score;
      }
    }
    return best;
  }

  // Whether a thing speaks of the same page as `chosen`: of a lower kind, or with the same headline.
  bool completes(const Thing& thing, const Thing& chosen) const {
    if (&thing == &chosen || thing.kind < ThingKind::page || thing.kind > chosen.kind) return false;
    if (thing.kind == ThingKind::page) return true;
    return thing.findings.title && chosen.findings.title &&
           is_same(*thing.findings.title, *chosen.findings.title);
  }

 private:
  bool is_shown(std::string_view headline, std::span<const std::string> titles) const {
    std::string& folded = memory_.folded;
    text::fold_for_matching(headline, folded);
    return !folded.empty() && std::ranges::any_of(titles, [&](const std::string& title) {
      return !title.empty() &&
             (title.find(folded) != std::string::npos || folded.find(title) != std::string::npos);
    });
  }

  bool is_same(std::string_view headline, std::string_view other) const {
    text::fold_for_matching(headline, memory_.folded);
    text::fold_for_matching(other, memory_.folded_other);
    return memory_.folded == memory_.folded_other;
  }

  bool is_article_list() const {
    std::size_t articles = 0;
    for (std::size_t i = 0; i < found_.all().size(); ++i) {
      if (found_.all()[i].kind != ThingKind::article) continue;
      if (memory_.shown[i]) return false;
      ++articles;
    }
    return articles >= articles_in_a_list;
  }

  const Things& found_;
  JsonLdMemory& memory_;
};

void fill(std::optional<std::string_view>& field, std::optional<std::string_view> value) {
  if (!field) field = value;
}

void complete(Findings& out, const Findings& more) {
  fill(out.title, more.title);
  fill(out.published, more.published);
  fill(out.modified, more.modified);
  fill(out.sitename, more.sitename);
  fill(out.source, more.source);
  fill(out.language, more.language);
  fill(out.description, more.description);
  fill(out.section, more.section);
  fill(out.image, more.image);
  fill(out.canonical_url, more.canonical_url);
  fill(out.license, more.license);
  if (out.authors.empty() && out.outlets.empty()) {
    out.authors = more.authors;
    out.outlets = more.outlets;
  }
  if (out.tags.empty()) out.tags = more.tags;
}

std::optional<std::string_view> name_of(std::string_view id, const Agents& agents) {
  const NamedAgent* const agent = id.empty() ? nullptr : agents.find(id);
  return agent == nullptr ? std::nullopt : std::optional(agent->name);
}

// Puts names where the object only refers to other objects. One look-up each: circles do no harm.
void resolve_references(Thing& thing, const Agents& agents, TextMemory& texts) {
  for (const AuthorEntry& entry : thing.authors) {
    const NamedAgent* const agent = entry.name.empty() ? agents.find(entry.id) : nullptr;
    const bool organization = agent != nullptr ? agent->organization : entry.organization;
    auto& names = organization ? thing.findings.outlets : thing.findings.authors;
    add_once(names, agent != nullptr ? agent->name : entry.name, max_name_bytes, max_authors, texts);
  }
  fill(thing.findings.sitename, name_of(thing.publisher_id, agents));
  fill(thing.findings.source, name_of(thing.source_id, agents));
  if (thing.kind >= ThingKind::page) fill(thing.findings.sitename, name_of(thing.site_id, agents));
}

void read_site_name(const Things& found, Findings& out) {
  for (const ThingKind kind : {ThingKind::site, ThingKind::agent}) {
    for (const Thing& thing : found.all()) {
      if (thing.kind != kind) continue;
      const NamedAgent* const agent = found.agents().find(thing.id);
      const bool person = kind == ThingKind::agent && agent != nullptr && !agent->organization;
      if (!person) fill(out.sitename, thing.findings.title);
    }
  }
}

}  // namespace

void JsonLd::clear() noexcept {
  findings.clear();
  article_body.clear();
  breadcrumb.clear();
  limits.clear();
}

void read_json_ld(const dom::Document& document, Collected& collected, const Limits& limits,
                  JsonLdMemory& memory, JsonLd& out) {
  constexpr std::size_t usual_things = 256;  // of a page; memory for more is given back
  out.clear();
  if (document.json_ld().empty()) return;
  if (memory.things.size() > usual_things) memory.things.resize(usual_things);
  Things found(memory, collected.texts);
  read_scripts(document, limits, found, out.limits);
  memory.parser.shrink();
  found.agents().sort();
  for (Thing& thing : found.all()) resolve_references(thing, found.agents(), found.texts());
  for (const Thing& thing : found.all()) {
    if (thing.kind == ThingKind::breadcrumb && out.breadcrumb.empty()) out.breadcrumb = thing.breadcrumb;
  }
  const Chooser chooser(found, collected);
  if (const Thing* const chosen = chooser.choose()) {
    std::string_view body = chosen->body;
    out.findings = chosen->findings;
    for (const Thing& other : found.all()) {
      if (!chooser.completes(other, *chosen)) continue;
      complete(out.findings, other.findings);
      if (other.body.size() > body.size()) body = other.body;
    }
    html_to_lines(body, out.article_body);
  }
  read_site_name(found, out.findings);
}

}  // namespace lubb::metadata
