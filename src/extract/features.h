// What the scorer sees of each block: the only definition of every feature.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "dom/document.h"
#include "extract/page_memory.h"
#include "extract/segment.h"
#include "extract/tokens.h"

namespace lubb::extraction {

// X(name, group, "unit: why")
// Groups are what `lubb explain` adds contributions up by.
// clang-format off
#define LUBB_FEATURES(X)                                                                                     \
  X(words, text, "words: long blocks are content")                                                           \
  X(characters, text, "characters without white space")                                                      \
  X(mean_word_length, text, "characters a word: labels and addresses differ from prose")                     \
  X(link_density, links, "share of words inside links: menus are links")                                     \
  X(links, links, "links in the block")                                                                      \
  X(punctuation_share, text, "share of characters: prose has some, tables and codes a lot")                  \
  X(commas, text, "commas: prose has them, labels do not")                                                   \
  X(sentence_ends, text, "sentence marks before a space")                                                    \
  X(ends_sentence, text, "0/1: the last character closes a sentence")                                        \
  X(letter_share, text, "share of characters")                                                               \
  X(digit_share, text, "share of characters: dates, counters, prices")                                       \
  X(capital_share, text, "share of letters: labels are capitalised")                                         \
  X(pipes, text, "separators of menus and breadcrumbs")                                                      \
  X(prices, text, "amounts of money")                                                                        \
  X(line_breaks, text, "<br> inside the block")                                                              \
  X(ends_colon, text, "0/1: the last character is a colon: labels and lead-ins")                             \
  X(depth, tags, "elements below body")                                                                      \
  X(heading_level, tags, "1..6, 0 = no heading")                                                             \
  X(in_list, tags, "0/1") X(in_table, tags, "0/1") X(in_quote, tags, "0/1")                                  \
  X(in_preformatted, tags, "0/1") X(in_figure, tags, "0/1") X(in_caption, tags, "0/1")                       \
  X(in_form, tags, "0/1") X(in_label, tags, "0/1") X(in_button, tags, "0/1")                                 \
  X(in_nav, tags, "0/1") X(in_aside, tags, "0/1") X(in_header, tags, "0/1")                                  \
  X(in_footer, tags, "0/1") X(in_article, tags, "0/1") X(in_main, tags, "0/1")                               \
  X(in_section, tags, "0/1") X(in_hidden, tags, "0/1") X(in_aria_hidden, tags, "0/1")                        \
  X(in_noscript, tags, "0/1") X(in_paragraph, tags, "0/1") X(in_dialog, tags, "0/1")                         \
  X(in_details, tags, "0/1") X(in_definition, tags, "0/1") X(in_panel, tags, "0/1")                          \
  X(in_comment, tags, "0/1: class or id says comment") X(in_address, tags, "0/1")                            \
  X(in_article_body, tags, "0/1: itemprop=articleBody")                                                      \
  X(whole_link, links, "0/1: the block's element is inside one link")                                        \
  X(token_score, tokens, "log-odds: what class, id and tag words say, see tokens.h")                         \
  X(token_minus_mean, tokens, "log-odds against the page's mean")                                            \
  X(token_minus_max, tokens, "log-odds against the page's best block")                                       \
  X(token_window, tokens, "log-odds: word-weighted mean over 3 blocks to each side")                         \
  X(token_container_1, tokens, "log-odds: word-weighted mean in the nearest container")                      \
  X(token_container_2, tokens, "the next one") X(token_container_3, tokens, "the next one")                  \
  X(signature_blocks, repetition, "blocks on the page with the same tags and classes up to the grandparent") \
  X(signature_words, repetition, "their words") X(signature_mean_words, repetition, "words a block")         \
  X(signature_link_density, repetition, "share of their words in links")                                     \
  X(signature_sentence_ends, repetition, "sentence marks a block")                                           \
  X(signature_position, repetition, "their mean place on the page, 0..1")                                    \
  X(shape_blocks, repetition, "blocks with the same tag, parent tag and depth")                              \
  X(shape_words, repetition, "their words") X(shape_mean_words, repetition, "words a block")                 \
  X(shape_link_density, repetition, "share of their words in links")                                         \
  X(shape_sentence_ends, repetition, "sentence marks a block")                                               \
  X(shape_position, repetition, "their mean place on the page, 0..1")                                        \
  X(same_text, repetition, "blocks with just this text")                                                     \
  X(container_1_words, containers, "words in the nearest ancestor with more blocks")                         \
  X(container_1_blocks, containers, "its blocks") X(container_1_link_density, containers, "share")           \
  X(container_1_begin, containers, "where it begins, 0..1")                                                  \
  X(container_1_score, containers, "its candidate score against the best, 0..1")                             \
  X(container_2_words, containers, "the next ancestor with more blocks")                                     \
  X(container_2_blocks, containers, "its blocks") X(container_2_link_density, containers, "share")           \
  X(container_2_begin, containers, "where it begins") X(container_2_score, containers, "candidate score")    \
  X(container_3_words, containers, "the third") X(container_3_blocks, containers, "its blocks")              \
  X(container_3_link_density, containers, "share") X(container_3_begin, containers, "where it begins")       \
  X(container_3_score, containers, "candidate score")                                                        \
  X(container_4_words, containers, "the fourth") X(container_4_blocks, containers, "its blocks")             \
  X(container_4_link_density, containers, "share") X(container_4_begin, containers, "where it begins")       \
  X(container_4_score, containers, "candidate score")                                                        \
  X(container_5_words, containers, "the fifth") X(container_5_blocks, containers, "its blocks")              \
  X(container_5_link_density, containers, "share") X(container_5_begin, containers, "where it begins")       \
  X(container_5_score, containers, "candidate score")                                                        \
  X(container_1_mean_words, containers, "words a block") X(container_2_mean_words, containers, "words a block") \
  X(container_3_mean_words, containers, "words a block")                                                     \
  X(container_1_sentences, containers, "sentence marks a word") X(container_2_sentences, containers, "the same") \
  X(container_3_sentences, containers, "the same")                                                           \
  X(container_1_share, containers, "share of the page's words") X(container_2_share, containers, "share")    \
  X(container_3_share, containers, "share")                                                                  \
  X(item_count, cards, "siblings with the same tag, three or more: the block stands in one of them; 0 = in none") \
  X(item_words, cards, "words a sibling") X(item_deviation, cards, "standard deviation of their words / mean") \
  X(item_link_density, cards, "share") X(item_share, cards, "their share of the page's words")               \
  X(item_alike, cards, "share of them with the same class as the first")                                     \
  X(item_place, cards, "which of them, 0..1")                                                                \
  X(card_count, cards, "the same for siblings with two blocks or more each: cards, posts, sections")         \
  X(card_words, cards, "words a card") X(card_deviation, cards, "standard deviation of their words / mean")  \
  X(card_link_density, cards, "share") X(card_share, cards, "their share of the page's words")               \
  X(card_alike, cards, "share of them with the same class as the first")                                     \
  X(card_place, cards, "which of them, 0..1") X(card_blocks, cards, "blocks a card")                         \
  X(card_sentences, cards, "sentence marks a card") X(card_images, cards, "<img> elements a card")           \
  X(card_headings, cards, "h1..h6 a card") X(card_links, cards, "<a> elements a card")                       \
  X(run_count, cards, "the same for the enclosing siblings with most words")                                 \
  X(run_words, cards, "words a sibling") X(run_deviation, cards, "standard deviation of their words / mean") \
  X(run_link_density, cards, "share") X(run_share, cards, "their share of the page's words")                 \
  X(run_alike, cards, "share of them with the same class as the first")                                      \
  X(run_place, cards, "which of them, 0..1") X(run_images, cards, "<img> elements a sibling")                \
  X(steps_to_top, candidate, "levels from the block up to what it shares with the best candidate")           \
  X(steps_from_top, candidate, "levels from the best candidate up to there")                                 \
  X(place_by_top, candidate, "share of the page's blocks before (<0) or after (>0) the best candidate")      \
  X(previous_words, neighbours, "words of the block before") X(previous_2_words, neighbours, "two before")   \
  X(next_words, neighbours, "words of the block after") X(next_2_words, neighbours, "two after")             \
  X(previous_link_density, neighbours, "share") X(previous_2_link_density, neighbours, "share")              \
  X(next_link_density, neighbours, "share") X(next_2_link_density, neighbours, "share")                      \
  X(previous_token, neighbours, "log-odds") X(next_token, neighbours, "log-odds")                            \
  X(previous_same_element, neighbours, "0/1: the block before has the same signature")                       \
  X(next_same_element, neighbours, "0/1: the block after has the same signature")                            \
  X(since_heading, neighbours, "blocks since the last heading, up to 50")                                    \
  X(until_heading, neighbours, "blocks to the next heading, up to 50")                                       \
  X(since_big, neighbours, "blocks since the last long block with few links, up to 50")                      \
  X(until_big, neighbours, "blocks to the next one, up to 50")                                               \
  X(window_words, neighbours, "mean words of three blocks to each side")                                     \
  X(window_link_density, neighbours, "share of their words in links")                                        \
  X(wide_window_words, neighbours, "mean words of ten blocks to each side")                                  \
  X(wide_window_link_density, neighbours, "share of their words in links")                                   \
  X(section_level, neighbours, "1..6: level of the last heading above, 0 = none")                            \
  X(section_words, neighbours, "words from there to the next heading")                                       \
  X(section_blocks, neighbours, "blocks from there to the next heading")                                     \
  X(section_link_density, neighbours, "share of those words in links")                                       \
  X(section_token, neighbours, "log-odds of the heading")                                                    \
  X(section_heading_words, neighbours, "words of the heading")                                               \
  X(big_before, neighbours, "share of the words in long blocks with few links that stand before")            \
  X(steps_to_title, title, "levels from the block up to what it shares with the title's heading, 99 = no title") \
  X(steps_from_title, title, "levels from that heading up to there")                                         \
  X(from_title, title, "blocks after (>0) or before (<0) the heading that shows the title, -99..999")        \
  X(title_overlap, title, "share of the block's words that stand in <title>")                                \
  X(place, position, "share of blocks before this one") X(words_before, position, "share of words before")   \
  X(page_words, page, "words") X(page_blocks, page, "blocks") X(page_paragraphs, page, "<p> elements")       \
  X(page_list_items, page, "<li> elements") X(page_inputs, page, "form fields")                              \
  X(page_images, page, "<img> elements") X(page_link_density, page, "share")                                 \
  X(page_long_share, page, "share of words in long blocks with few links")                     \
  X(page_headings, page, "h1..h6") X(page_tables, page, "tables") X(page_articles, page, "<article> elements") \
  X(page_card_count, page, "cards of the group with most words, of four or more")                            \
  X(page_card_share, page, "its share of the page's words") X(page_card_words, page, "words a card")         \
  X(page_card_images, page, "images a card")                                                                 \
  X(type_article, page, "probability that the page is an article")                                           \
  X(type_forum, page, "forum thread") X(type_product, page, "product page")                                  \
  X(type_collection, page, "product collection") X(type_listing, page, "list of links to articles")          \
  X(type_documentation, page, "documentation") X(type_service, page, "service page")
// clang-format on

enum class Feature : std::uint16_t {
#define LUBB_FEATURE_ENUM(name, group, why) name,
  LUBB_FEATURES(LUBB_FEATURE_ENUM)
#undef LUBB_FEATURE_ENUM
      count_
};
inline constexpr std::size_t feature_count = static_cast<std::size_t>(Feature::count_);

inline constexpr std::array<std::string_view, feature_count> feature_names{
#define LUBB_FEATURE_NAME(name, group, why) #name,
    LUBB_FEATURES(LUBB_FEATURE_NAME)
#undef LUBB_FEATURE_NAME
};

// This one and those behind are the same for all blocks of a page.
inline constexpr Feature first_page_feature = Feature::page_words;

static_assert(Feature::link_density < Feature::heading_level, "see FeatureMatrix::keep_judged()");

enum class FeatureGroup : std::uint8_t {
  text,
  links,
  tags,
  tokens,
  repetition,
  containers,
  cards,
  candidate,
  neighbours,
  title,
  position,
  page,
  count_
};

struct FeatureInfo {
  std::string_view name;
  FeatureGroup group;
  std::string_view why;
};
[[nodiscard]] std::span<const FeatureInfo, feature_count> feature_infos() noexcept;
[[nodiscard]] std::string_view name(FeatureGroup group) noexcept;

// A block counts as long and linkless ("big") from this many words ...
inline constexpr std::uint32_t big_block_words = 20;
// ... and below this share of linked words. Both from the study's neighbour features.
inline constexpr float big_block_link_density = 0.3F;

// Blocks stand in tiles of so many rows; in a tile stands one column a feature behind the other. So all of a
// block's values are near each other, and a whole tile is scored feature by feature. Memory is kept from page
// to page.
class FeatureMatrix {
 public:
  static constexpr std::size_t tile_rows = 64;
  // Behind the last block stand numbers that mean nothing, up to a whole number of so many rows.
  static constexpr std::size_t rows_at_once = 16;

  [[nodiscard]] std::size_t blocks() const noexcept { return blocks_; }
  [[nodiscard]] float at(BlockId block, Feature feature) const noexcept { return *address(block, feature); }
  void set(BlockId block, Feature feature, float value) noexcept { *address(block, feature) = value; }
  // Sets as many features of a block, one behind the other from `first` on.
  template <std::size_t size>
  void set(BlockId block, Feature first, const float (&values)[size]) noexcept {
    float* const column = address(block, first);
    for (std::size_t i = 0; i < size; ++i) column[i * tile_rows] = values[i];
  }
  // Blocks in a row that stand in one tile, to set all of them.
  class Rows {
   public:
    Rows(float* first, std::size_t row, std::size_t count) noexcept
        : first_(first), count_(count), has_room_(row + (count + 3) / 4 * 4 <= tile_rows) {}

    template <std::size_t size>
    void fill(Feature first, const float (&values)[size]) const noexcept {
      float* column = first_ + static_cast<std::size_t>(first) * tile_rows;
      if (!has_room_) return fill_exactly(column, values);
      for (const float value : values) {
        const float four[] = {value, value, value, value};
        std::size_t i = 0;
        do {
          std::memcpy(column + i, four, sizeof four);
          i += 4;
        } while (i < count_);
        column += tile_rows;
      }
    }

   private:
    void fill_exactly(float* column, std::span<const float> values) const noexcept;

    float* first_;
    std::size_t count_;  // at least one
    bool has_room_;      // to write by four
  };

  // Calls set(rows) for the blocks [begin, end), a tile at a time. What is filled may write over what stands
  // in the same columns behind them: to be done in the order of the blocks.
  template <class Set>
  void for_rows(BlockId begin, BlockId end, Set&& set) noexcept {
    while (begin < end) {
      const std::size_t row = begin % tile_rows;
      const std::size_t count = std::min<std::size_t>(end - begin, tile_rows - row);
      set(Rows(address(begin, Feature{}), row, count));
      begin += static_cast<BlockId>(count);
    }
  }
  template <std::size_t size>
  void fill(BlockId begin, BlockId end, Feature first, const float (&values)[size]) noexcept {
    for_rows(begin, end, [&](const Rows& rows) { rows.fill(first, values); });
  }
  void fill(Feature feature, float value) noexcept {
    fill(0, static_cast<BlockId>(blocks_), feature, {value});
  }
  [[nodiscard]] std::array<float, feature_count> row(BlockId block) const noexcept {
    std::array<float, feature_count> row{};
    for (std::size_t f = 0; f < feature_count; ++f) row[f] = at(block, static_cast<Feature>(f));
    return row;
  }
  // The tile of this block and those behind it; a block is the first of its tile at multiples of tile_rows.
  [[nodiscard]] const float* tile(BlockId first) const noexcept { return address(first, Feature{}); }
  // Working memory for what is computed on the way to the features, given back by the next resize().
  [[nodiscard]] PageMemory& memory() noexcept { return memory_; }
  [[nodiscard]] std::string& text_memory() noexcept { return text_memory_; }
  // The values of the blocks are those of the page before: each has to be set.
  void resize(std::size_t blocks);
  // Gives back the memory of what only scoring and explain() ask for: heading_level and the features before
  // it stay.
  void keep_judged();

 private:
  [[nodiscard]] const float* address(BlockId block, Feature feature) const noexcept {
    return values_.get() + block / tile_rows * tile_values_ + static_cast<std::size_t>(feature) * tile_rows +
           block % tile_rows;
  }
  [[nodiscard]] float* address(BlockId block, Feature feature) noexcept {
    return const_cast<float*>(std::as_const(*this).address(block, feature));
  }

  std::unique_ptr<float[]> values_;
  std::size_t capacity_ = 0;  // of values_
  PageMemory memory_;
  std::string text_memory_;
  std::size_t blocks_ = 0;
  std::size_t tile_values_ = feature_count * tile_rows;
};

// Computes every feature of every block. Linear in blocks x tree depth. `tokens` must be the table that
// segment() was given. Deterministic.
void compute_features(const dom::Document& document, const Segments& segments, const TokenTable& tokens,
                      FeatureMatrix& features);

}  // namespace lubb::extraction
