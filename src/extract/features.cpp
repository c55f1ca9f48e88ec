#include "extract/features.h"

#include <algorithm>
#include <array>
#include <bit>

#include "extract/feature_groups.h"

namespace lubb::extraction {
namespace {

constexpr std::array<FeatureInfo, feature_count> infos{{
#define LUBB_FEATURE_INFO(name, group, why) {#name, FeatureGroup::group, why},
    LUBB_FEATURES(LUBB_FEATURE_INFO)
#undef LUBB_FEATURE_INFO
}};

struct FlagFeature {
  std::uint32_t flag;  // one bit
  Feature feature;
};
constexpr std::array flag_features{
    FlagFeature{context::list, Feature::in_list},
    FlagFeature{context::table, Feature::in_table},
    FlagFeature{context::quote, Feature::in_quote},
    FlagFeature{context::preformatted, Feature::in_preformatted},
    FlagFeature{context::figure, Feature::in_figure},
    FlagFeature{context::caption, Feature::in_caption},
    FlagFeature{context::form, Feature::in_form},
    FlagFeature{context::label, Feature::in_label},
    FlagFeature{context::button, Feature::in_button},
    FlagFeature{context::nav, Feature::in_nav},
    FlagFeature{context::aside, Feature::in_aside},
    FlagFeature{context::header, Feature::in_header},
    FlagFeature{context::footer, Feature::in_footer},
    FlagFeature{context::article, Feature::in_article},
    FlagFeature{context::main, Feature::in_main},
    FlagFeature{context::section, Feature::in_section},
    FlagFeature{context::hidden, Feature::in_hidden},
    FlagFeature{context::aria_hidden, Feature::in_aria_hidden},
    FlagFeature{context::noscript, Feature::in_noscript},
    FlagFeature{context::paragraph, Feature::in_paragraph},
    FlagFeature{context::dialog, Feature::in_dialog},
    FlagFeature{context::details, Feature::in_details},
    FlagFeature{context::definition, Feature::in_definition},
    FlagFeature{context::panel, Feature::in_panel},
    FlagFeature{context::comment, Feature::in_comment},
    FlagFeature{context::address, Feature::in_address},
    FlagFeature{context::article_body, Feature::in_article_body},
};

static_assert(static_cast<std::size_t>(Feature::in_article_body) -
                  static_cast<std::size_t>(Feature::in_list) + 1 ==
              flag_features.size());

// The flags that are features, and the feature of each bit.
constexpr std::uint32_t feature_flags = [] {
  std::uint32_t flags = 0;
  for (const FlagFeature& entry : flag_features) flags |= entry.flag;
  return flags;
}();
constexpr std::array<Feature, 32> feature_of_bit = [] {
  std::array<Feature, 32> features{};
  for (const FlagFeature& entry : flag_features) {
    features[static_cast<std::size_t>(std::countr_zero(entry.flag))] = entry.feature;
  }
  return features;
}();

float share(std::uint32_t part, std::uint32_t whole) noexcept {
  return whole == 0 ? 0.0F : static_cast<float>(part) / static_cast<float>(whole);
}

float heading_level(const Segments& segments, const Block& block) noexcept {
  if (!(block.flags & context::heading)) return 0;
  for (ElementId id = block.element; id != no_id; id = segments.elements[id].parent) {
    const dom::Tag tag = segments.elements[id].tag;
    if (tag >= dom::Tag::h1 && tag <= dom::Tag::h6) {
      return static_cast<float>(static_cast<int>(tag) - static_cast<int>(dom::Tag::h1) + 1);
    }
  }
  return 3;  // role=heading
}

bool inside_link(const Segments& segments, const Block& block) noexcept {
  return block.counts.words > 0 && block.link_words == block.counts.words && block.links <= 1 &&
         segments.elements[block.element].depth > 0;
}

bool ends_with_colon(std::string_view text) noexcept {
  return text.ends_with(':') || text.ends_with("\uFF1A");
}

void local_features(const Segments& segments, BlockId id, FeatureMatrix& features) {
  const Block& block = segments.blocks[id];
  const TextCounts& counts = block.counts;
  const auto set = [&](Feature feature, float value) { features.set(id, feature, value); };
  set(Feature::words, static_cast<float>(counts.words));
  set(Feature::characters, static_cast<float>(counts.characters));
  set(Feature::mean_word_length, share(counts.characters, counts.words));
  set(Feature::link_density, link_density(block.link_words, counts.words));
  set(Feature::links, block.links);
  set(Feature::punctuation_share, share(counts.punctuation, counts.characters));
  set(Feature::commas, static_cast<float>(counts.commas));
  set(Feature::sentence_ends, static_cast<float>(counts.sentence_ends));
  set(Feature::ends_sentence, counts.ends_sentence ? 1.0F : 0.0F);
  set(Feature::letter_share, share(counts.letters, counts.characters));
  set(Feature::digit_share, share(counts.digits, counts.characters));
  set(Feature::capital_share, share(counts.capitals, counts.letters));
  set(Feature::pipes, static_cast<float>(counts.pipes));
  set(Feature::prices, static_cast<float>(counts.prices));
  set(Feature::line_breaks, block.line_breaks);
  set(Feature::depth, segments.elements[block.element].depth);
  set(Feature::ends_colon, ends_with_colon(segments.block_text(block)) ? 1.0F : 0.0F);
  set(Feature::heading_level, heading_level(segments, block));
  set(Feature::whole_link, inside_link(segments, block) ? 1.0F : 0.0F);
  for (std::uint32_t flags = block.flags & feature_flags; flags != 0; flags &= flags - 1) {
    set(feature_of_bit[static_cast<std::size_t>(std::countr_zero(flags))], 1.0F);
  }
}

void page_features(const Segments& segments, const BlockSums& sums, FeatureMatrix& features) {
  const auto blocks = static_cast<BlockId>(segments.blocks.size());
  const std::uint32_t words = sums.words[blocks];
  for (BlockId id = 0; id < blocks; ++id)
    features.set(id, Feature::place, {share(id, blocks), share(sums.words[id], words)});
  const PageCounts& page = segments.page;
  features.fill(0, blocks, Feature::page_words,
                {static_cast<float>(words), static_cast<float>(blocks), static_cast<float>(page.paragraphs),
                 static_cast<float>(page.list_items), static_cast<float>(page.inputs),
                 static_cast<float>(page.images), link_density(sums.link_words[blocks], words),
                 share(sums.big_words[blocks], words), static_cast<float>(page.headings),
                 static_cast<float>(page.tables), static_cast<float>(page.articles)});
  constexpr float not_known_yet[learned_page_types] = {};
  features.fill(0, blocks, Feature::type_article, not_known_yet);
}

}  // namespace

std::span<const FeatureInfo, feature_count> feature_infos() noexcept { return infos; }

std::string_view name(FeatureGroup group) noexcept {
  constexpr std::array<std::string_view, static_cast<std::size_t>(FeatureGroup::count_)> names{
      "text",  "links",     "tags",       "tokens", "repetition", "containers",
      "cards", "candidate", "neighbours", "title",  "position",   "page"};
  return names[static_cast<std::size_t>(group)];
}

void FeatureMatrix::Rows::fill_exactly(float* column, std::span<const float> values) const noexcept {
  for (const float value : values) {
    std::fill_n(column, count_, value);
    column += tile_rows;
  }
}

void FeatureMatrix::resize(std::size_t blocks) {
  memory_.release();
  blocks_ = blocks;
  tile_values_ = feature_count * tile_rows;
  const std::size_t size = (blocks + tile_rows - 1) / tile_rows * tile_values_;
  if (capacity_ < size) {
    values_ = std::make_unique_for_overwrite<float[]>(size);
    capacity_ = size;
  }
  const std::size_t padding = (rows_at_once - blocks % rows_at_once) % rows_at_once;
  if (padding == 0) return;
  float* column = address(static_cast<BlockId>(blocks), Feature{});
  for (std::size_t f = 0; f < feature_count; ++f, column += tile_rows) std::fill_n(column, padding, 0.0F);
}

void FeatureMatrix::keep_judged() {
  tile_values_ = (static_cast<std::size_t>(Feature::heading_level) + 1) * tile_rows;
  const std::size_t tiles = (blocks_ + tile_rows - 1) / tile_rows;
  const std::unique_ptr<float[]> all = std::move(values_);
  capacity_ = tiles * tile_values_;
  values_ = std::make_unique_for_overwrite<float[]>(capacity_);
  for (std::size_t tile = 0; tile < tiles; ++tile)
    std::copy_n(all.get() + tile * feature_count * tile_rows, tile_values_,
                values_.get() + tile * tile_values_);
  memory_.release();
}

BlockSums sum_blocks(const Segments& segments, FeatureMatrix& features) {
  BlockSums sums(segments.blocks.size() + 1, features.memory());
  for (BlockId id = 0; id < segments.blocks.size(); ++id) {
    const Block& block = segments.blocks[id];
    sums.words[id + 1] = sums.words[id] + block.counts.words;
    sums.link_words[id + 1] = sums.link_words[id] + block.link_words;
    const bool big = block.counts.words >= big_block_words &&
                     link_density(block.link_words, block.counts.words) < big_block_link_density;
    sums.big_words[id + 1] = sums.big_words[id] + (big ? block.counts.words : 0);
    sums.sentence_ends[id + 1] = sums.sentence_ends[id] + block.counts.sentence_ends;
    sums.token_words[id + 1] =
        sums.token_words[id] +
        static_cast<double>(features.at(id, Feature::token_score)) * (block.counts.words + 1);
  }
  return sums;
}

namespace {

PageVector<ElementId> find_holders(const Segments& segments, PageMemory& memory) {
  PageVector<ElementId> holders(memory);
  holders.reserve(segments.elements.size());
  for (ElementId id = 0; id < segments.elements.size(); ++id) {
    const Element& element = segments.elements[id];
    if (element.end_block > element.first_block) holders.push_back(id);
  }
  return holders;
}

}  // namespace

void compute_features(const dom::Document& document, const Segments& segments, const TokenTable& tokens,
                      FeatureMatrix& features) {
  features.resize(segments.blocks.size());
  constexpr float none[flag_features.size()] = {};
  features.fill(0, static_cast<BlockId>(segments.blocks.size()), Feature::in_list, none);
  for (BlockId id = 0; id < segments.blocks.size(); ++id) local_features(segments, id, features);
  compute_token_scores(segments, tokens, features);
  const BlockSums sums = sum_blocks(segments, features);
  compute_repetition_features(segments, features);
  const PageVector<ElementId> holders = find_holders(segments, features.memory());
  compute_container_features(segments, holders, sums, features);
  compute_card_features(segments, holders, sums, features);
  compute_neighbour_features(segments, sums, features);
  compute_title_features(document, segments, features);
  page_features(segments, sums, features);
}

}  // namespace lubb::extraction
