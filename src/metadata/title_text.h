// Titles as text: comparing them, and taking the site's name off them.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "metadata/text_memory.h"

namespace lubb::metadata {

// For comparing titles: folded (see text::fold_for_matching), letters and digits only, one space between
// words.
[[nodiscard]] std::string fold_title(std::string_view title);
// The same into `folded`, whose memory is used again.
void fold_title(std::string_view title, std::string& folded);
// The same kept in `texts`.
[[nodiscard]] std::string_view fold_title(std::string_view title, TextMemory& texts);

// Texts of one page, folded: those asked for first are folded once, for a headline stands in many places.
class FoldedTitles {
 public:
  void clear() noexcept;
  // `title` stays where it is until clear().
  [[nodiscard]] std::string_view fold(std::string_view title);

 private:
  static constexpr std::size_t most_known = 32;  // texts; a list of other pages has more headings
  struct Entry {
    std::string_view title, folded;
  };
  std::vector<Entry> known_;
  TextMemory texts_;
};

// Similarity of two folded titles: shared words over all words, 0..1.
struct WordLists {  // memory for it
  std::vector<std::string_view> a, b;
};
[[nodiscard]] double word_overlap(std::string_view folded_a, std::string_view folded_b, WordLists& words);

// Marks of direction and zero width around a headline are the page's layout, not its text.
[[nodiscard]] std::string_view without_outer_marks(std::string_view text) noexcept;

// The parts of a title between separators ("Headline | Section - Site"), views into `title`, trimmed. A
// separator is a sign like | - – — · • » : / ~ with spaces around it; |, » and their wide forms need none.
// At most `max_title_parts`; the last one holds the rest.
inline constexpr std::size_t max_title_parts = 32;
class TitleParts {
 public:
  [[nodiscard]] const std::string_view* begin() const noexcept { return parts_.data(); }
  [[nodiscard]] const std::string_view* end() const noexcept { return parts_.data() + size_; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] std::string_view front() const noexcept { return parts_.front(); }  // there is always one
  [[nodiscard]] std::string_view back() const noexcept { return parts_[size_ - 1]; }
  [[nodiscard]] std::string_view operator[](std::size_t i) const noexcept { return parts_[i]; }
  void add(std::string_view part) noexcept { parts_[size_++] = part; }

 private:
  std::array<std::string_view, max_title_parts> parts_;
  std::size_t size_ = 0;
};
[[nodiscard]] TitleParts split_title(std::string_view title) noexcept;

// True for a sign that parts titles.
[[nodiscard]] bool is_separator(std::string_view sign) noexcept;

// What is known of the site, folded once.
class SiteNames {
 public:
  SiteNames() = default;
  SiteNames(std::span<const std::string_view> names, std::string_view host) { assign(names, host); }

  // Forgets what was known.
  void assign(std::span<const std::string_view> names, std::string_view host);

  // True if a part of a title is the site's name, holds it with a few more words, or spells its host.
  [[nodiscard]] bool names_site(std::string_view part) const;
  // True if `text` is one of the names.
  [[nodiscard]] bool is_name(std::string_view text) const;
  // The same of a folded text.
  [[nodiscard]] bool is_folded_name(std::string_view folded) const;
  // True if `text` spells the host ("vnexpress.net", "news.example" on www.news.example).
  [[nodiscard]] bool is_host(std::string_view text) const;

 private:
  struct Name {
    std::string_view folded;
    std::string_view letters;  // without the spaces
  };

  // Of a folded text, whose memory it takes.
  [[nodiscard]] static std::string_view letters_of(std::string& folded);

  std::vector<Name> names_;
  std::string_view host_;                      // letters and digits
  std::vector<std::string_view> host_labels_;  // the same, one by one
  TextMemory texts_;
  mutable std::string scratch_;  // the text that is asked about, folded
};

// `title` without parts at its ends that name the site. Parts within are never touched, and something is
// always left.
[[nodiscard]] std::string_view strip_site(std::string_view title, const SiteNames& site);

// "Thread" of "Thread / Section / Forum", the trail from a thread up to its forum; other titles as they are.
[[nodiscard]] std::string_view strip_trail(std::string_view title) noexcept;

// For a <title> that nothing confirms: without the last part if that is short enough for a site's name and
// more than a word is left; else without the first one. Only signs that headlines rarely hold
// (| - – — · • » ~) part.
[[nodiscard]] std::string_view strip_last_part(std::string_view title);

}  // namespace lubb::metadata
