#include "metadata/title.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.h"
#include "metadata/findings.h"
#include "metadata/home_link.h"
#include "metadata/title_text.h"

namespace lubb::metadata {
namespace {

// Figures below were set on the development pages of three public benchmarks (2,065 titles); none is sharp:
// halving or doubling moves the result by less than half a point.
constexpr std::size_t min_words = 3;          // words of a title that may lie within a longer heading
constexpr std::size_t min_contained = 8;      // bytes of a heading that may lie within a longer title
constexpr double min_share_of_longest = 0.3;  // a heading's part of the longest part of <title>
constexpr double min_overlap = 0.4;           // shared words of a heading that is worded differently
constexpr double max_overlap_of_label = 0.2;  // of a heading that is no title
constexpr std::size_t max_label_words = 3;    // of the same

std::size_t count_folded_words(std::string_view folded) noexcept {
  return folded.empty() ? 0 : static_cast<std::size_t>(std::ranges::count(folded, ' ')) + 1;
}

bool holds(std::string_view text, std::string_view part) noexcept {
  return text.find(part) != std::string_view::npos;
}

// More words follow, or go before.
bool begins_with_words(std::string_view folded, std::string_view words) noexcept {
  return folded.size() > words.size() && folded.starts_with(words) && folded[words.size()] == ' ';
}
bool ends_with_words(std::string_view folded, std::string_view words) noexcept {
  return folded.size() > words.size() && folded.ends_with(words) &&
         folded[folded.size() - words.size() - 1] == ' ';
}

// True if `full` is the heading with nothing but a sign more in it: "Kicker: Headline" for "Kicker Headline".
bool only_adds_sign(std::string_view full, std::string_view heading) {
  if (full.size() <= heading.size()) return false;
  const auto first = std::ranges::mismatch(heading, full).in1 - heading.begin();
  const auto same_front = static_cast<std::size_t>(first);
  const std::size_t back = heading.size() - same_front;
  if (same_front == 0 || back == 0) return false;
  if (heading.substr(same_front) != full.substr(full.size() - back)) return false;
  const std::string_view sign = text::trim(full.substr(same_front, full.size() - heading.size()));
  return sign == ":" || is_separator(sign);
}

// True if a title was cut short where the heading goes on: within a word, in lower case or after a comma.
bool goes_on(std::string_view heading, std::string_view cut) {
  if (!heading.starts_with(cut)) return false;
  const std::string_view rest = text::trim(heading.substr(cut.size()));
  return !rest.empty() && (rest.front() == ',' || (rest.front() >= 'a' && rest.front() <= 'z'));
}

class Chooser {
 public:
  Chooser(const Collected& collected, const TitleSources& sources, TitleMemory& memory)
      : collected_(collected), open_graph_(sources.open_graph), host_(sources.host), memory_(memory) {
    memory.clear();
    memory.site.assign(sources.site_names, sources.host);
    read_last_part();
    read_headings(1, memory_.first_level);
    add_reference(strip_site(sources.open_graph, memory_.site), "open_graph");
    add_reference(sources.json_ld, "json_ld");
    add_reference(sources.microdata, "microdata");
    add_reference(sources.html_meta, "html_meta");
    add_reference(strip_site(collected.title, memory_.site), "title");
    for (const std::string_view whole : {sources.open_graph, std::string_view(collected.title)}) {
      for (const std::string_view part : split_title(whole)) {
        memory_.parts.push_back(fold(part));
        longest_part_ = std::max(longest_part_, memory_.parts.back().size());
      }
    }
  }

  Title run(const TitleSources& sources) {
    Title title;
    if (!(by_heading_of_article(title) || by_equal_heading(title) || by_part(title) ||
          by_longer_heading(title) || by_longer_title(title) || by_second_level(title) ||
          by_overlap(title))) {
      by_source(title);
    }
    if (title.text && title.element == dom::no_node) {
      title.element = find_element(*title.text, sources);
    }
    return title;
  }

 private:
  void read_headings(std::uint8_t level, std::vector<ShownTitle>& list) {
    for (const Heading& heading : collected_.headings) {
      if (heading.level != level) continue;
      const ShownTitle shown{&heading, fold(heading.text)};
      if (shown.folded.empty()) continue;
      const bool leads_to_site = !heading.raw_href.empty() && leads_home(heading.raw_href, host_);
      if (leads_to_site || is_suffix(shown.folded)) {
        memory_.site_headings.push_back(shown);
        continue;
      }
      const bool repeated =
          std::ranges::any_of(list, [&](const ShownTitle& other) { return other.folded == shown.folded; });
      if (!repeated && !(level == 1 && memory_.site.is_folded_name(shown.folded))) list.push_back(shown);
    }
  }

  // Read when it is asked for: the h1 says the title of most pages.
  const std::vector<ShownTitle>& second_level() {
    if (!std::exchange(read_second_level_, true)) read_headings(2, memory_.second_level);
    return memory_.second_level;
  }

  // True for the last part of <title> if what stands before it is longer, or is shown by a heading of its
  // own: "Headline of a story | Site", "Chapter | The Long Name of a Book".
  bool is_suffix(std::string_view folded_heading) {
    if (!last_part_.starts_with(folded_heading)) return false;
    const bool whole = last_part_.size() == folded_heading.size();
    return (whole || last_part_[folded_heading.size()] == ' ') && ends_with_part();
  }

  void read_last_part() {
    const TitleParts parts = split_title(collected_.title);
    if (parts.size() < 2) return;
    first_part_ = parts.front();
    last_part_ = fold(parts.back());
    if (parts.back().data() - collected_.title.data() > std::ssize(parts.back())) ends_with_part_ = true;
  }

  // Whether the last part of <title> may be the site's or the book's.
  bool ends_with_part() {
    if (!ends_with_part_) {
      const std::string_view first = fold(first_part_);
      ends_with_part_ = std::ranges::any_of(
          collected_.headings, [&](const Heading& heading) { return fold(heading.text) == first; });
    }
    return *ends_with_part_;
  }

  void add_reference(std::string_view text, std::string_view source) {
    const std::string_view folded = fold(text);
    if (!folded.empty() && !memory_.site.is_folded_name(folded))
      memory_.references.push_back({text, folded, source});
  }

  // Into memory of the chooser.
  std::string_view fold(std::string_view text) const { return memory_.folded.fold(text); }

  const NamedTitle* reference(std::string_view source) const {
    const auto found = std::ranges::find(memory_.references, source, &NamedTitle::source);
    return found == memory_.references.end() ? nullptr : &*found;
  }

  // The heading's own text; the data's where they tell a kicker from the headline by a sign ("Kicker:
  // Headline") and the heading shows both as one line.
  bool take(const ShownTitle& shown, Title& title) const {
    const auto parted = std::ranges::find_if(memory_.references, [&](const NamedTitle& named) {
      return named.folded == shown.folded && only_adds_sign(named.text, shown.heading->text);
    });
    if (parted != memory_.references.end()) return take(*parted, shown.heading->element, title);
    title.text = shown.heading->text;
    title.source = "visible";
    title.element = shown.heading->element;
    return true;
  }

  static bool take(const NamedTitle& named, dom::NodeId element, Title& title) {
    title.text = named.text;
    title.source = named.source;
    title.element = element;
    return true;
  }

  // Where the h1 is the end of a trail of links, the article's own heading is the h2 that JSON-LD names.
  bool by_heading_of_article(Title& title) {
    const NamedTitle* data = reference("json_ld");
    if (data == nullptr || memory_.first_level.empty() || !memory_.first_level.front().heading->in_list)
      return false;
    const auto named = std::ranges::find(second_level(), data->folded, &ShownTitle::folded);
    return named != memory_.second_level.end() && take(*named, title);
  }

  // A heading that says what another source says.
  bool by_equal_heading(Title& title) const {
    for (const ShownTitle& shown : memory_.first_level) {
      const bool equal = std::ranges::any_of(
          memory_.references, [&](const NamedTitle& named) { return named.folded == shown.folded; });
      if (!equal) continue;
      // Where OpenGraph and JSON-LD agree on another wording, the heading is a short form for the page; where
      // it ends with what OpenGraph says, it begins with a kicker.
      const NamedTitle* graph = reference("open_graph");
      const NamedTitle* data = reference("json_ld");
      const bool outvoted = graph && data && graph->folded == data->folded && graph->folded != shown.folded;
      if (outvoted) return take(*graph, shown.heading->element, title);
      for (const NamedTitle* named : {graph, data}) {
        const bool has_kicker = named && count_folded_words(named->folded) >= min_words &&
                                ends_with_words(shown.folded, named->folded);
        if (has_kicker) return take(*named, shown.heading->element, title);
      }
      return take(shown, title);
    }
    return false;
  }

  // A heading that is a whole part of "Headline | Section | Site".
  bool by_part(Title& title) const {
    const ShownTitle* best = nullptr;
    auto best_part = memory_.parts.end();
    const double least = min_share_of_longest * static_cast<double>(longest_part_);
    for (const ShownTitle& shown : memory_.first_level) {
      const auto part = std::ranges::find(memory_.parts, shown.folded);
      if (part >= best_part || static_cast<double>(shown.folded.size()) < least) continue;
      best = &shown;
      best_part = part;
    }
    return best != nullptr && take(*best, title);
  }

  // A heading with more in it than the title: kicker and headline in one h1, or a title that was cut short.
  bool by_longer_heading(Title& title) const {
    for (const ShownTitle& shown : memory_.first_level) {
      for (const NamedTitle& named : memory_.references) {
        if (count_folded_words(named.folded) < min_words || !holds(shown.folded, named.folded)) continue;
        return goes_on(shown.heading->text, named.text) ? take(shown, title)
                                                        : take(named, shown.heading->element, title);
      }
    }
    return false;
  }

  // A heading that is the end of a longer title ("Kenya: Nairobi from below") gives way to it if OpenGraph
  // and JSON-LD agree on that; any other part of a title is what the page calls itself.
  bool by_longer_title(Title& title) const {
    for (const ShownTitle& shown : memory_.first_level) {
      if (shown.folded.size() < min_contained) continue;
      for (const NamedTitle& named : memory_.references) {
        if (!holds(named.folded, shown.folded)) continue;
        const NamedTitle* data = reference("json_ld");
        const bool at_end = named.folded.ends_with(shown.folded) && named.source == "open_graph" &&
                            data != nullptr && data->folded == named.folded;
        if (at_end) return take(named, shown.heading->element, title);
        if (named.source == "open_graph") add_shared_text(title);
        return take(shown, title);
      }
    }
    return false;
  }

  bool by_second_level(Title& title) {
    for (const ShownTitle& shown : second_level()) {
      if (count_folded_words(shown.folded) < min_words) continue;
      const auto is_same = [&](const NamedTitle& named) { return named.folded == shown.folded; };
      const bool confirmed = std::ranges::any_of(memory_.references, is_same) ||
                             std::ranges::find(memory_.parts, shown.folded) != memory_.parts.end();
      if (confirmed) return take(shown, title);
    }
    return false;
  }

  // A heading that is worded differently from what the page's data say.
  bool by_overlap(Title& title) const {
    const ShownTitle* best = nullptr;
    double best_overlap = 0;
    for (const ShownTitle& shown : memory_.first_level) {
      for (const NamedTitle& named : memory_.references) {
        const double overlap = word_overlap(shown.folded, named.folded, memory_.words);
        if (overlap <= best_overlap) continue;
        best = &shown;
        best_overlap = overlap;
      }
    }
    if (best_overlap < min_overlap) {
      if (memory_.first_level.size() != 1) return false;
      best = &memory_.first_level.front();
    }
    const NamedTitle* graph = reference("open_graph");
    const NamedTitle* other = graph != nullptr ? graph : reference("title");
    if (best_overlap < max_overlap_of_label && other != nullptr) {
      const std::string_view text = whole_text(*other);
      if (is_label(*best, text)) return take({text, {}, other->source}, best->heading->element, title);
    }
    add_shared_text(title);
    return take(*best, title);
  }

  // "Contact us" in front of an article: few words where the page's data say more.
  bool is_label(const ShownTitle& shown, std::string_view other) const {
    const std::string_view folded = fold(other);
    return count_folded_words(shown.folded) <= max_label_words &&
           count_folded_words(folded) > max_label_words && !holds(folded, shown.folded);
  }

  void add_shared_text(Title& title) const {
    if (const NamedTitle* graph = reference("open_graph")) title.shared_text = whole_text(*graph);
  }

  // With a site's name in front of it: "SuiteCRM - Open Source CRM" is how such a page calls itself.
  std::string_view whole_text(const NamedTitle& named) const {
    const std::string_view whole = named.source == "title" ? std::string_view(collected_.title) : open_graph_;
    const bool cut_in_front = named.text.size() < whole.size() && whole.ends_with(named.text);
    return cut_in_front ? whole : text_of(named);
  }

  // The text of a title that no heading confirms.
  std::string_view text_of(const NamedTitle& named) const {
    if (named.source != "title" && named.source != "open_graph") return named.text;
    const std::string_view whole = named.source == "title" ? std::string_view(collected_.title) : open_graph_;
    if (named.text.size() != whole.size()) return named.text;
    const std::string_view thread = strip_trail(whole);
    return thread.size() != whole.size() ? thread : strip_last_part(whole);
  }

  void by_source(Title& title) {
    for (const NamedTitle& named : memory_.references) {
      const NamedTitle* data = reference("json_ld");
      const bool extended = data != nullptr && begins_with_words(named.folded, data->folded);
      title.text = extended ? data->text : text_of(named);
      title.source = named.source;
      return;
    }
    if (!memory_.first_level.empty()) {
      take(memory_.first_level.front(), title);
    } else if (second_level(); !memory_.site_headings.empty()) {
      take(*std::ranges::min_element(memory_.site_headings, {}, &ShownTitle::heading), title);
    } else if (!collected_.title.empty()) {  // a home page: it is called as the site is
      title.text = std::string_view(collected_.title);
      title.source = "title";
    }
  }

  // The heading that shows a title which was taken from elsewhere.
  dom::NodeId find_element(std::string_view text, const TitleSources& sources) {
    const std::string_view folded = fold(text);
    const std::string_view whole = fold(collected_.title);
    for (const auto* list : {&std::as_const(memory_.first_level), &second_level()}) {
      for (const ShownTitle& shown : *list) {
        if (shown.folded == folded) return shown.heading->element;
      }
    }
    if (sources.microdata_element != dom::no_node) return sources.microdata_element;
    for (const auto* list : {&std::as_const(memory_.first_level), &second_level()}) {
      for (const ShownTitle& shown : *list) {
        const bool long_enough = shown.folded.size() >= min_contained;
        if (long_enough && (holds(folded, shown.folded) || holds(whole, shown.folded))) {
          return shown.heading->element;
        }
      }
    }
    return dom::no_node;
  }

  const Collected& collected_;
  std::string_view open_graph_;  // og:title as given
  std::string_view host_;        // of the page's address
  TitleMemory& memory_;
  std::size_t longest_part_ = 0;
  bool read_second_level_ = false;
  std::string_view first_part_;         // of <title>
  std::string_view last_part_;          // the same, folded; empty if there is one part
  std::optional<bool> ends_with_part_;  // that a heading may repeat
};

// The part of <title> next to the headline: the last one behind it, or the first one before it.
std::optional<std::string_view> find_affix(std::string_view whole, std::string_view headline,
                                           FoldedTitles& folds) {
  const TitleParts parts = split_title(whole);
  if (parts.size() < 2) return std::nullopt;
  const std::string_view folded_whole = folds.fold(whole);
  const std::string_view folded = folds.fold(headline);
  if (folded.empty() || folded == folded_whole) return std::nullopt;
  const bool behind = folded_whole.starts_with(folded);
  if (!behind && !folded_whole.ends_with(folded)) return std::nullopt;
  const std::string_view affix = behind ? parts.back() : parts.front();
  if (affix.empty() || holds(folded, folds.fold(affix))) return std::nullopt;
  return affix;
}

}  // namespace

void TitleMemory::clear() noexcept {
  for (auto* list : {&first_level, &second_level, &site_headings}) list->clear();
  references.clear();
  parts.clear();
  folded.clear();
}

Title choose_title(const Collected& collected, const TitleSources& sources, TitleMemory& memory) {
  Title title = Chooser(collected, sources, memory).run(sources);
  if (!title.text) return title;
  title.text = without_outer_marks(*title.text);
  title.affix = find_affix(collected.title, *title.text, memory.folded);
  title.names_thread =
      title.text->size() < collected.title.size() && title.text == strip_trail(collected.title);
  return title;
}

}  // namespace lubb::metadata
