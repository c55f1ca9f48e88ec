// The state of one prescan(): prescan.cpp reads tags and text, prescan_write.cpp writes tags for the parser,
// prescan_skip.cpp passes over what the parser never sees.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

#include "dom/markup.h"
#include "dom/open_elements.h"
#include "dom/prescan.h"
#include "dom/skeleton_writer.h"
#include "dom/spelling.h"
#include "dom/tag_name.h"
#include "dom/tag_table.h"

namespace lubb::dom {

inline constexpr std::size_t longest_doctype = 512;      // bytes; the XHTML ones take about 120
inline constexpr std::size_t longest_unknown_name = 32;  // bytes; what the parser sees of an unknown name
inline constexpr std::size_t skeleton_slack = 64;        // bytes; room for copies of fixed size past the end
inline constexpr std::size_t marker_growth = 3;          // "<tbody></tbody>" and a tag may stand for two tags
inline constexpr std::ptrdiff_t longest_space_reference = 12;  // bytes; "&NewLine;", "&#x000020;"

class Prescanner {
 public:
  Prescanner(std::string_view source, const PrescanOptions& options, OpenElements& open, Skeleton& skeleton)
      : source_(source.data()),
        end_(source.data() + source.size()),
        options_(options),
        open_(open),
        skeleton_(skeleton),
        scripts_(end_) {
    writer_.reset(skeleton);
    open_.reset(writer_, options.tree_depth, options.islands);
  }

  void run();

 private:
  [[nodiscard]] std::uint32_t offset(const char* at) const noexcept {
    return static_cast<std::uint32_t>(at - source_);
  }
  [[nodiscard]] SourceRange range(const char* begin, const char* end) const noexcept {
    return {offset(begin), offset(end)};
  }
  void entry(EntryKind kind, const char* begin, const char* end, Tag tag, std::uint8_t flags = 0) {
    writer_.entry(kind, range(begin, end), tag, flags);
  }
  // Fills in a start tag with the attributes read last.
  void start_entry(const char* begin, const char* end, Tag tag, SkeletonEntry& entry) const noexcept {
    entry.begin = offset(begin);
    entry.end = offset(end);
    entry.tag = tag;
    entry.kind = EntryKind::start_tag;
    entry.flags = attribute_sorts_;
    entry.attribute_count = static_cast<std::uint8_t>(skeleton_.attributes.size() - first_attribute_);
    entry.first_attribute = static_cast<std::uint32_t>(first_attribute_);
  }
  void write(const Spelling& spelling, std::size_t size) {
    writer_.write_fixed<spelling_size>(spelling.text.data(), size);
  }

  void text(const char* begin, const char* end);
  void write_run(const char* begin, const char* end, bool white_space, std::uint8_t flags);
  void write_raw_text(const char* begin, const char* end, Fate fate);
  [[nodiscard]] std::uint8_t text_flags(bool white_space, std::uint8_t flags);
  void read_markup();
  void read_declaration();
  void doctype(const char* begin, const char* end);
  void start_tag();
  void end_tag();
  [[nodiscard]] bool plain_end();
  [[nodiscard]] bool leave_head(const TagName& name);
  // A tag that only OpenElements needs to know of.
  [[nodiscard]] bool is_plain(Tag tag) const noexcept {
    return !in_head_ && tag != Tag::unknown && !options_.without_formatting;
  }
  [[nodiscard]] bool plain_start(const TagName& name, const char* begin, const char* end);
  void special_start(const TagName& name, const char* begin, TagEnd tag_end);
  void element_start(const TagName& name, const char* begin, TagEnd tag_end);
  void write_start(const TagName& name, TagEnd tag_end);
  void write_end(const TagName& name);
  void write_unknown(std::string_view name);
  void write_shaping_attributes(const TagName& name);

  void script(TagEnd tag_end);
  void style(TagEnd tag_end);
  void raw_text_element(const TagName& name, const char* begin, TagEnd tag_end);
  void plaintext(const TagName& name, const char* begin, TagEnd tag_end);
  void svg(TagEnd tag_end);
  [[nodiscard]] bool skip_svg(const char* from, bool nested);
  [[nodiscard]] bool ends_foreign_content(Tag tag, bool closes,
                                          const std::array<std::uint32_t, tag_count>& inside) const;
  void skip_end_tag(const char* at, std::size_t name_size);
  [[nodiscard]] std::string_view raw_value(const AttributeSpan& attribute) const noexcept {
    return {source_ + attribute.value_begin, attribute.value_size};
  }
  [[nodiscard]] std::span<const AttributeSpan> attributes() const noexcept {  // those read last
    return std::span(skeleton_.attributes).subspan(first_attribute_);
  }
  [[nodiscard]] bool is_json_ld() const;
  [[nodiscard]] const char* find_closer(Tag tag, const char* from);
  void noscript_in_head(const char* content);

  const char* const source_;
  const char* const end_;
  const PrescanOptions options_;
  OpenElements& open_;
  Skeleton& skeleton_;
  SkeletonWriter writer_;
  ScriptScanner scripts_;
  const char* at_ = nullptr;
  std::size_t first_attribute_ = 0;          // of the start tag read last
  std::uint8_t attribute_sorts_ = 0;         // the same
  const char* head_noscript_end_ = source_;  // inside <noscript> in <head> while at_ is before this
  std::uint32_t head_templates_ = 0;         // open <template> in the head
  std::array<bool, tag_count> no_closer_{};  // the source holds no end tag of that name ahead
  struct Closer {
    const char* sought_from = nullptr;
    const char* at = nullptr;
  };
  std::array<Closer, tag_count> last_closer_{};  // the end tag of that name that was found last
  bool in_head_ = true;
  bool in_math_ = false;
  bool title_found_ = false;
  bool doctype_seen_ = false;
  bool newline_dropped_ = false;  // the tag just read drops a newline that follows it
  bool break_pending_ = false;    // a block-level tag was left out since the last run of text
  bool svg_unbalanced_ = false;   // some <svg> has no end tag of its own: nesting can't be trusted
};

}  // namespace lubb::dom
