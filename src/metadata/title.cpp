#include "metadata/title.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "metadata/findings.h"
#include "metadata/home_link.h"
#include "metadata/text_memory.h"
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

struct Named {
  std::string_view text;
  std::string_view folded;
  std::string_view source;
};

struct Shown {
  const Heading* heading;
  std::string_view folded;
};

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
  Chooser(const Collected& collected, const TitleSources& sources)
      : collected_(collected), site_(sources.site_names, sources.host), open_graph_(sources.open_graph) {
    constexpr std::size_t sources_of_title = 5;
    references_.reserve(sources_of_title);
    parts_.reserve(2 * sources_of_title);
    read_headings(sources.host);
    add_reference(strip_site(sources.open_graph, site_), "open_graph");
    add_reference(sources.json_ld, "json_ld");
    add_reference(sources.microdata, "microdata");
    add_reference(sources.html_meta, "html_meta");
    add_reference(strip_site(collected.title, site_), "title");
    for (const std::string_view whole : {sources.open_graph, std::string_view(collected.title)}) {
      for (const std::string_view part : split_title(whole)) {
        parts_.push_back(fold(part));
        longest_part_ = std::max(longest_part_, parts_.back().size());
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
  void read_headings(std::string_view host) {
    std::vector<Shown> all;
    all.reserve(collected_.headings.size());
    for (const Heading& heading : collected_.headings) all.push_back({&heading, fold(heading.text)});
    read_last_part(all);
    for (const Shown& shown : all) {
      const Heading& heading = *shown.heading;
      if (shown.folded.empty()) continue;
      const bool leads_to_site = !heading.raw_href.empty() && leads_home(heading.raw_href, host);
      if (leads_to_site || is_suffix(shown.folded)) {
        site_headings_.push_back(shown);
        continue;
      }
      auto& list = heading.level == 1 ? first_level_ : second_level_;
      const bool repeated =
          std::ranges::any_of(list, [&](const Shown& other) { return other.folded == shown.folded; });
      if (!repeated && !(heading.level == 1 && site_.is_folded_name(shown.folded))) list.push_back(shown);
    }
  }

  // True for the last part of <title> if what stands before it is longer, or is shown by a heading of its
  // own: "Headline of a story | Site", "Chapter | The Long Name of a Book".
  bool is_suffix(std::string_view folded_heading) const {
    if (!ends_with_part_ || !last_part_.starts_with(folded_heading)) return false;
    const bool whole = last_part_.size() == folded_heading.size();
    return whole || last_part_[folded_heading.size()] == ' ';
  }

  // Whether the last part of <title> may be the site's or the book's.
  void read_last_part(const std::vector<Shown>& headings) {
    const TitleParts parts = split_title(collected_.title);
    if (parts.size() < 2) return;
    last_part_ = fold(parts.back());
    const auto before = static_cast<std::size_t>(parts.back().data() - collected_.title.data());
    ends_with_part_ = before > parts.back().size() ||
                      std::ranges::find(headings, fold(parts.front()), &Shown::folded) != headings.end();
  }

  void add_reference(std::string_view text, std::string_view source) {
    const std::string_view folded = fold(text);
    if (!folded.empty() && !site_.is_folded_name(folded)) references_.push_back({text, folded, source});
  }

  // Into memory of the chooser.
  std::string_view fold(std::string_view text) {
    fold_title(text, scratch_);
    return folded_.keep(scratch_);
  }

  const Named* reference(std::string_view source) const {
    const auto found = std::ranges::find(references_, source, &Named::source);
    return found == references_.end() ? nullptr : &*found;
  }

  // The heading's own text; the data's where they tell a kicker from the headline by a sign ("Kicker:
  // Headline") and the heading shows both as one line.
  bool take(const Shown& shown, Title& title) const {
    const auto parted = std::ranges::find_if(references_, [&](const Named& named) {
      return named.folded == shown.folded && only_adds_sign(named.text, shown.heading->text);
    });
    if (parted != references_.end()) return take(*parted, shown.heading->element, title);
    title.text = std::string(shown.heading->text);
    title.source = "visible";
    title.element = shown.heading->element;
    return true;
  }

  static bool take(const Named& named, dom::NodeId element, Title& title) {
    title.text = std::string(named.text);
    title.source = named.source;
    title.element = element;
    return true;
  }

  // Where the h1 is the end of a trail of links, the article's own heading is the h2 that JSON-LD names.
  bool by_heading_of_article(Title& title) const {
    const Named* data = reference("json_ld");
    if (data == nullptr || first_level_.empty() || !first_level_.front().heading->in_list) return false;
    const auto named = std::ranges::find(second_level_, data->folded, &Shown::folded);
    return named != second_level_.end() && take(*named, title);
  }

  // A heading that says what another source says.
  bool by_equal_heading(Title& title) const {
    for (const Shown& shown : first_level_) {
      const bool equal =
          std::ranges::any_of(references_, [&](const Named& named) { return named.folded == shown.folded; });
      if (!equal) continue;
      // Where OpenGraph and JSON-LD agree on another wording, the heading is a short form for the page; where
      // it ends with what OpenGraph says, it begins with a kicker.
      const Named* graph = reference("open_graph");
      const Named* data = reference("json_ld");
      const bool outvoted = graph && data && graph->folded == data->folded && graph->folded != shown.folded;
      if (outvoted) return take(*graph, shown.heading->element, title);
      for (const Named* named : {graph, data}) {
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
    const Shown* best = nullptr;
    auto best_part = parts_.end();
    const double least = min_share_of_longest * static_cast<double>(longest_part_);
    for (const Shown& shown : first_level_) {
      const auto part = std::ranges::find(parts_, shown.folded);
      if (part >= best_part || static_cast<double>(shown.folded.size()) < least) continue;
      best = &shown;
      best_part = part;
    }
    return best != nullptr && take(*best, title);
  }

  // A heading with more in it than the title: kicker and headline in one h1, or a title that was cut short.
  bool by_longer_heading(Title& title) const {
    for (const Shown& shown : first_level_) {
      for (const Named& named : references_) {
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
    for (const Shown& shown : first_level_) {
      if (shown.folded.size() < min_contained) continue;
      for (const Named& named : references_) {
        if (!holds(named.folded, shown.folded)) continue;
        const Named* data = reference("json_ld");
        const bool at_end = named.folded.ends_with(shown.folded) && named.source == "open_graph" &&
                            data != nullptr && data->folded == named.folded;
        if (at_end) return take(named, shown.heading->element, title);
        if (named.source == "open_graph") add_shared_text(title);
        return take(shown, title);
      }
    }
    return false;
  }

  bool by_second_level(Title& title) const {
    for (const Shown& shown : second_level_) {
      if (count_folded_words(shown.folded) < min_words) continue;
      const auto is_same = [&](const Named& named) { return named.folded == shown.folded; };
      const bool confirmed = std::ranges::any_of(references_, is_same) ||
                             std::ranges::find(parts_, shown.folded) != parts_.end();
      if (confirmed) return take(shown, title);
    }
    return false;
  }

  // A heading that is worded differently from what the page's data say.
  bool by_overlap(Title& title) const {
    const Shown* best = nullptr;
    double best_overlap = 0;
    for (const Shown& shown : first_level_) {
      for (const Named& named : references_) {
        const double overlap = word_overlap(shown.folded, named.folded);
        if (overlap <= best_overlap) continue;
        best = &shown;
        best_overlap = overlap;
      }
    }
    if (best_overlap < min_overlap) {
      if (first_level_.size() != 1) return false;
      best = &first_level_.front();
    }
    const Named* graph = reference("open_graph");
    const Named* other = graph != nullptr ? graph : reference("title");
    if (best_overlap < max_overlap_of_label && other != nullptr) {
      const std::string text = whole_text(*other);
      if (is_label(*best, text)) return take({text, {}, other->source}, best->heading->element, title);
    }
    add_shared_text(title);
    return take(*best, title);
  }

  // "Contact us" in front of an article: few words where the page's data say more.
  static bool is_label(const Shown& shown, std::string_view other) {
    const std::string folded = fold_title(other);
    return count_folded_words(shown.folded) <= max_label_words &&
           count_folded_words(folded) > max_label_words && !holds(folded, shown.folded);
  }

  void add_shared_text(Title& title) const {
    if (const Named* graph = reference("open_graph")) title.shared_text = whole_text(*graph);
  }

  // With a site's name in front of it: "SuiteCRM - Open Source CRM" is how such a page calls itself.
  std::string whole_text(const Named& named) const {
    const std::string_view whole = named.source == "title" ? std::string_view(collected_.title) : open_graph_;
    const bool cut_in_front = named.text.size() < whole.size() && whole.ends_with(named.text);
    return cut_in_front ? std::string(whole) : text_of(named);
  }

  // The text of a title that no heading confirms.
  std::string text_of(const Named& named) const {
    if (named.source != "title" && named.source != "open_graph") return std::string(named.text);
    const std::string_view whole = named.source == "title" ? std::string_view(collected_.title) : open_graph_;
    if (named.text.size() != whole.size()) return std::string(named.text);
    const std::string_view thread = strip_trail(whole);
    return std::string(thread.size() != whole.size() ? thread : strip_last_part(whole));
  }

  void by_source(Title& title) const {
    for (const Named& named : references_) {
      const Named* data = reference("json_ld");
      const bool extended = data != nullptr && begins_with_words(named.folded, data->folded);
      title.text = extended ? std::string(data->text) : text_of(named);
      title.source = named.source;
      return;
    }
    if (!first_level_.empty()) {
      take(first_level_.front(), title);
    } else if (!site_headings_.empty()) {
      take(site_headings_.front(), title);
    } else if (!collected_.title.empty()) {  // a home page: it is called as the site is
      title.text = collected_.title;
      title.source = "title";
    }
  }

  // The heading that shows a title which was taken from elsewhere.
  dom::NodeId find_element(const std::string& text, const TitleSources& sources) const {
    const std::string folded = fold_title(text);
    const std::string whole = fold_title(collected_.title);
    for (const std::vector<Shown>* list : {&first_level_, &second_level_}) {
      for (const Shown& shown : *list) {
        if (shown.folded == folded) return shown.heading->element;
      }
    }
    if (sources.microdata_element != dom::no_node) return sources.microdata_element;
    for (const std::vector<Shown>* list : {&first_level_, &second_level_}) {
      for (const Shown& shown : *list) {
        const bool long_enough = shown.folded.size() >= min_contained;
        if (long_enough && (holds(folded, shown.folded) || holds(whole, shown.folded))) {
          return shown.heading->element;
        }
      }
    }
    return dom::no_node;
  }

  const Collected& collected_;
  SiteNames site_;
  std::string_view open_graph_;  // og:title as given
  std::vector<Shown> first_level_, second_level_;
  std::vector<Shown> site_headings_;     // headings of any level that show the site's name
  std::vector<Named> references_;        // in the order of trust
  std::vector<std::string_view> parts_;  // folded parts of og:title and <title>
  std::size_t longest_part_ = 0;
  std::string_view last_part_;   // folded, of <title>
  bool ends_with_part_ = false;  // that a heading may repeat
  TextMemory folded_;
  std::string scratch_;
};

// The part of <title> next to the headline: the last one behind it, or the first one before it.
std::optional<std::string> find_affix(std::string_view whole, std::string_view headline) {
  const TitleParts parts = split_title(whole);
  if (parts.size() < 2) return std::nullopt;
  const std::string folded_whole = fold_title(whole);
  const std::string folded = fold_title(headline);
  if (folded.empty() || folded == folded_whole) return std::nullopt;
  const bool behind = folded_whole.starts_with(folded);
  if (!behind && !folded_whole.ends_with(folded)) return std::nullopt;
  std::string affix(behind ? parts.back() : parts.front());
  if (affix.empty() || holds(folded, fold_title(affix))) return std::nullopt;
  return affix;
}

}  // namespace

Title choose_title(const Collected& collected, const TitleSources& sources) {
  Title title = Chooser(collected, sources).run(sources);
  if (!title.text) return title;
  title.text = std::string(without_outer_marks(*title.text));
  title.affix = find_affix(collected.title, *title.text);
  title.names_thread =
      title.text->size() < collected.title.size() && title.text == strip_trail(collected.title);
  return title;
}

}  // namespace lubb::metadata
