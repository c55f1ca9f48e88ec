// What the scorer sees of each block: the only definition of every feature.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "dom/document.h"
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
  X(from_title, title, "blocks after (>0) or before (<0) the heading that shows the title, -99..999")        \
  X(title_overlap, title, "share of the block's words that stand in <title>")                                \
  X(place, position, "share of blocks before this one") X(words_before, position, "share of words before")   \
  X(page_words, page, "words") X(page_blocks, page, "blocks") X(page_paragraphs, page, "<p> elements")       \
  X(page_list_items, page, "<li> elements") X(page_inputs, page, "form fields")                              \
  X(page_images, page, "<img> elements") X(page_link_density, page, "share")                                 \
  X(page_long_share, page, "share of words in long blocks with few links")
// clang-format on

enum class Feature : std::uint16_t {
#define LUBB_FEATURE_ENUM(name, group, why) name,
  LUBB_FEATURES(LUBB_FEATURE_ENUM)
#undef LUBB_FEATURE_ENUM
      count_
};
inline constexpr std::size_t feature_count = static_cast<std::size_t>(Feature::count_);

enum class FeatureGroup : std::uint8_t {
  text,
  links,
  tags,
  tokens,
  repetition,
  containers,
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

// One row of feature_count values a block, and working memory that is kept from page to page.
class FeatureMatrix {
 public:
  [[nodiscard]] std::span<const float> row(BlockId block) const noexcept {
    return std::span<const float>(values_).subspan(block * feature_count, feature_count);
  }
  [[nodiscard]] float at(BlockId block, Feature feature) const noexcept {
    return values_[block * feature_count + static_cast<std::size_t>(feature)];
  }
  void set(BlockId block, Feature feature, float value) noexcept {
    values_[block * feature_count + static_cast<std::size_t>(feature)] = value;
  }
  void resize(std::size_t blocks) { values_.assign(blocks * feature_count, 0.0F); }
  [[nodiscard]] std::span<const float> values() const noexcept { return values_; }

 private:
  std::vector<float> values_;
};

// Computes every feature of every block. Linear in blocks x tree depth. `tokens` must be the table that
// segment() was given. Deterministic.
void compute_features(const dom::Document& document, const Segments& segments, const TokenTable& tokens,
                      FeatureMatrix& features);

}  // namespace lubb::extraction
