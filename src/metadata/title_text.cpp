#include "metadata/title_text.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace lubb::metadata {
namespace {

// Longest addition to the site's name in a title's part that is still taken for the name: "وكالة الفرات
// نيوز".
constexpr std::size_t max_extra_bytes = 32;
constexpr std::size_t min_host_match = 4;  // bytes; shorter parts are in a host by chance
// Of the parts of a title that nothing confirms.
constexpr std::uint32_t max_site_words = 6;      // a longer part is no site's name
constexpr std::uint32_t min_words_left = 2;      // "About | Site" stays as it is, ...
constexpr std::uint32_t min_headline_words = 5;  // ... but "Site | This is the headline" is one
constexpr int max_strips = 4;                    // "Headline | Section | Site | Country"

struct Separator {
  std::string_view sign;
  bool needs_spaces;
  bool in_headlines;  // headlines hold it often: parts only where the part's text confirms it
};
constexpr std::array<Separator, 22> separators = {{
    {"--", true, false},      {"-", true, false},       {"\u2013", true, false},  {"\u2014", true, false},
    {"\u2212", true, false},  {"|", false, false},      {"\u00B7", true, false},  {"\u2022", true, false},
    {"\u00BB", false, false}, {"\u00AB", true, false},  {"~", true, false},       {"::", true, false},
    {":", true, true},        {"/", true, true},        {"\\", true, true},       {">", true, true},
    {"\u203A", true, false},  {"\u2039", true, false},  {"\uFF5C", false, false}, {"\u1175", false, false},
    {"\u2502", false, false}, {"\u3163", false, false},
}};

struct Cut {
  std::size_t begin, end;
};

// Most of a title is passed over by this.
constexpr std::array<bool, 256> begins_separator = [] {
  std::array<bool, 256> bytes{};
  for (const Separator& separator : separators) {
    bytes[static_cast<unsigned char>(separator.sign.front())] = true;
  }
  return bytes;
}();

// The separator at title[at], with the white space around it; end == 0 if there is none.
Cut separator_at(std::string_view title, std::size_t at, bool blind) noexcept {
  for (const Separator& separator : separators) {
    const bool may_be =
        separator.sign.front() == title[at];  // asked first: two dozen comparisons a character
    if (!may_be || !title.substr(at).starts_with(separator.sign)) continue;
    if (blind && separator.in_headlines) return {0, 0};
    const std::size_t end = at + separator.sign.size();
    const bool space_before = at > 0 && title[at - 1] == ' ';
    const bool space_after = end < title.size() && title[end] == ' ';
    if (separator.needs_spaces && !(space_before && space_after)) return {0, 0};
    return {at - (space_before ? 1 : 0), end + (space_after ? 1 : 0)};
  }
  return {0, 0};
}

class Cuts {
 public:
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] bool full() const noexcept { return size_ == cuts_.size(); }
  [[nodiscard]] const Cut& front() const noexcept { return cuts_.front(); }
  [[nodiscard]] const Cut& back() const noexcept { return cuts_[size_ - 1]; }
  [[nodiscard]] const Cut* begin() const noexcept { return cuts_.data(); }
  [[nodiscard]] const Cut* end() const noexcept { return cuts_.data() + size_; }
  void add(const Cut& cut) noexcept { cuts_[size_++] = cut; }

 private:
  std::array<Cut, max_title_parts - 1> cuts_;
  std::size_t size_ = 0;
};

Cuts find_separators(std::string_view title, bool blind) noexcept {
  Cuts cuts;
  for (std::size_t at = 0; !cuts.full();) {
    while (at < title.size() && !begins_separator[static_cast<unsigned char>(title[at])]) ++at;
    if (at == title.size()) break;
    const Cut cut = separator_at(title, at, blind);
    if (cut.end == 0) {
      ++at;
    } else {
      if (cut.begin > 0 && cut.end < title.size()) cuts.add(cut);
      at = cut.end;
    }
  }
  return cuts;
}

// What a byte of ASCII becomes in a folded title: a letter, a digit, a space, or 0 for what takes the long
// way.
constexpr std::array<char, 256> folded_ascii = [] {
  std::array<char, 256> folded{};
  for (int c = ' '; c < 0x7F; ++c) {
    const char ascii = static_cast<char>(c);
    const bool kept = text::is_ascii_alpha(ascii) || text::is_ascii_digit(ascii);
    folded[static_cast<std::size_t>(c)] = kept ? text::ascii_lower(ascii) : ' ';
  }
  return folded;
}();

// fold_title() of ASCII without control characters; false for other text.
bool fold_ascii_title(std::string_view title, std::string& folded) {
  folded.resize(title.size());
  char* out = folded.data();
  char before = ' ';
  for (const char c : title) {
    const char next = folded_ascii[static_cast<unsigned char>(c)];
    if (next == 0) return false;
    if (next != ' ' || before != ' ') *out++ = next;
    before = next;
  }
  if (out != folded.data() && out[-1] == ' ') --out;
  folded.resize(static_cast<std::size_t>(out - folded.data()));
  return true;
}

void sort_words(std::string_view folded, std::vector<std::string_view>& words) {
  words.clear();
  for (std::size_t begin = 0; begin < folded.size();) {
    const std::size_t end = std::min(folded.find(' ', begin), folded.size());
    words.push_back(folded.substr(begin, end - begin));
    begin = end + 1;
  }
  std::ranges::sort(words);
  words.erase(std::unique(words.begin(), words.end()), words.end());
}

// Words that stand in both of two sorted lists.
std::size_t count_common(std::span<const std::string_view> a, std::span<const std::string_view> b) {
  std::size_t common = 0;
  while (!a.empty() && !b.empty()) {
    const auto order = a.front() <=> b.front();
    if (order == 0) ++common;
    if (order <= 0) a = a.subspan(1);
    if (order >= 0) b = b.subspan(1);
  }
  return common;
}

}  // namespace

std::string fold_title(std::string_view title) {
  std::string folded;
  fold_title(title, folded);
  return folded;
}

void fold_title(std::string_view title, std::string& folded) {
  if (fold_ascii_title(title, folded)) return;
  text::fold_for_matching(title, folded);
  std::size_t size = 0;  // of what is kept, in front: never more than what is read
  const auto end_word = [&] {
    if (size != 0 && folded[size - 1] != ' ') folded[size++] = ' ';
  };
  for (std::size_t i = 0; i < folded.size();) {
    const std::size_t begin = i;
    if (static_cast<unsigned char>(folded[i]) < 0x80) {
      const char c = folded[i++];
      if (text::is_ascii_alpha(c) || text::is_ascii_digit(c)) {
        folded[size++] = c;
      } else {
        end_word();
      }
      continue;
    }
    const auto code = static_cast<UChar32>(text::next_code_point(folded, i));
    if (u_isalnum(code) || (U_MASK(u_charType(code)) & U_GC_M_MASK) != 0) {
      for (std::size_t at = begin; at < i; ++at) folded[size++] = folded[at];
    } else {
      end_word();
    }
  }
  if (size != 0 && folded[size - 1] == ' ') --size;
  folded.resize(size);
}

std::string_view fold_title(std::string_view title, TextMemory& texts) {
  fold_title(title, texts.scratch());
  return texts.keep(texts.scratch());
}

void FoldedTitles::clear() noexcept {
  known_.clear();
  texts_.clear();
}

std::string_view FoldedTitles::fold(std::string_view title) {
  const auto known = std::ranges::find(known_, title, &Entry::title);
  if (known != known_.end()) return known->folded;
  const std::string_view folded = fold_title(title, texts_);
  if (known_.size() < most_known) known_.push_back({title, folded});
  return folded;
}

double word_overlap(std::string_view folded_a, std::string_view folded_b, WordLists& words) {
  sort_words(folded_a, words.a);
  sort_words(folded_b, words.b);
  const std::size_t common = count_common(words.a, words.b);
  const std::size_t all = words.a.size() + words.b.size() - common;
  return all == 0 ? 0 : static_cast<double>(common) / static_cast<double>(all);
}

bool is_separator(std::string_view sign) noexcept {
  return std::ranges::find(separators, sign, &Separator::sign) != separators.end();
}

std::string_view without_outer_marks(std::string_view text) noexcept {
  constexpr auto marks = std::to_array<std::string_view>(
      {"\u200B", "\u200E", "\u200F", "\u202A", "\u202B", "\u202C", "\u2066", "\u2067", "\u2068", "\u2069"});
  for (bool found = true; found;) {
    found = false;
    for (const std::string_view mark : marks) {
      if (text.starts_with(mark)) text.remove_prefix(mark.size()), found = true;
      if (text.ends_with(mark)) text.remove_suffix(mark.size()), found = true;
    }
  }
  return text;
}

TitleParts split_title(std::string_view title) noexcept {
  TitleParts parts;
  std::size_t begin = 0;
  for (const Cut& cut : find_separators(title, false)) {
    parts.add(text::trim(title.substr(begin, cut.begin - begin)));
    begin = cut.end;
  }
  parts.add(text::trim(title.substr(begin)));
  return parts;
}

std::string_view SiteNames::letters_of(std::string& folded) {
  std::erase(folded, ' ');
  return folded;
}

void SiteNames::assign(std::span<const std::string_view> names, std::string_view host) {
  names_.clear();
  host_labels_.clear();
  texts_.clear();
  for (const std::string_view name : names) {
    fold_title(name, scratch_);
    if (scratch_.empty()) continue;
    const std::string_view folded = texts_.keep(scratch_);
    names_.push_back({folded, texts_.keep(letters_of(scratch_))});
  }
  fold_title(host, scratch_);
  host_ = texts_.keep(letters_of(scratch_));
  std::size_t begin = 0;
  while (begin < host.size()) {
    const std::size_t end = std::min(host.find('.', begin), host.size());
    fold_title(host.substr(begin, end - begin), scratch_);
    if (letters_of(scratch_).size() >= min_host_match) host_labels_.push_back(texts_.keep(scratch_));
    begin = end + 1;
  }
}

bool SiteNames::is_host(std::string_view text) const {
  fold_title(text, scratch_);
  const std::string_view letters = letters_of(scratch_);
  return !letters.empty() &&
         (letters == host_ || std::ranges::find(host_labels_, letters) != host_labels_.end());
}

bool SiteNames::is_name(std::string_view text) const {
  fold_title(text, scratch_);
  return is_folded_name(scratch_);
}

bool SiteNames::is_folded_name(std::string_view folded) const {
  return std::ranges::find(names_, folded, &Name::folded) != names_.end();
}

bool SiteNames::names_site(std::string_view part) const {
  fold_title(part, scratch_);
  if (scratch_.empty()) return false;
  const std::string_view letters = letters_of(scratch_);
  for (const Name& name : names_) {
    if (letters == name.letters) return true;
    if (letters.size() > 2 && name.letters.find(letters) != std::string_view::npos) return true;
    if (name.letters.size() > 2 && letters.size() <= name.letters.size() + max_extra_bytes &&
        letters.find(name.letters) != std::string_view::npos) {
      return true;
    }
  }
  return letters.size() >= min_host_match && host_.find(letters) != std::string_view::npos;
}

std::string_view strip_site(std::string_view title, const SiteNames& site) {
  for (int strips = 0; strips < max_strips; ++strips) {
    const Cuts cuts = find_separators(title, false);
    if (cuts.empty()) break;
    if (site.names_site(title.substr(cuts.back().end))) {
      title = text::trim(title.substr(0, cuts.back().begin));
    } else if (site.names_site(title.substr(0, cuts.front().begin))) {
      title = text::trim(title.substr(cuts.front().end));
    } else {
      break;
    }
  }
  return title;
}

std::string_view strip_trail(std::string_view title) noexcept {
  constexpr std::string_view step = " / ";
  const std::size_t first = title.find(step);
  return first != title.rfind(step) ? text::trim(title.substr(0, first)) : title;
}

std::string_view strip_last_part(std::string_view title) {
  const Cuts cuts = find_separators(title, true);
  if (cuts.empty()) return title;
  const auto may_name_site = [](std::string_view part) { return text::count_words(part) <= max_site_words; };
  if (may_name_site(title.substr(cuts.back().end))) {
    const std::string_view rest = text::trim(title.substr(0, cuts.back().begin));
    if (text::count_words(rest) >= min_words_left) return rest;
    const std::string_view last = text::trim(title.substr(cuts.back().end));
    return text::count_words(last) >= min_headline_words ? last : title;
  }
  return may_name_site(title.substr(0, cuts.front().begin)) ? text::trim(title.substr(cuts.front().end))
                                                            : title;
}

}  // namespace lubb::metadata
