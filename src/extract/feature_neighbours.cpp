// Neighbours: what stands before and after a block.
#include <algorithm>

#include "extract/feature_groups.h"

namespace lubb::extraction {
namespace {

constexpr BlockId window_reach = 3, wide_window_reach = 10;  // blocks to each side
constexpr float far_away = 50;  // blocks; beyond this a distance says nothing more

// What a block's neighbours see of it; nothing where there is no block.
struct Neighbour {
  float words = 0, link_density = 0, token = 0;
  bool is_heading = false, is_big = false;
  bool same_as_next = false;  // the block behind has the same signature
};

// The page's blocks, and two that are none before and behind them.
class Neighbours {
 public:
  Neighbours(const Segments& segments, FeatureMatrix& features)
      : neighbours_(segments.blocks.size() + 2 * margin, features.memory()) {
    const auto blocks = static_cast<BlockId>(segments.blocks.size());
    const auto signature = [&](BlockId id) {
      return segments.elements[segments.blocks[id].element].signature;
    };
    for (BlockId id = 0; id < blocks; ++id) {
      Neighbour& own = neighbours_[id + margin];
      own.words = features.at(id, Feature::words);
      own.link_density = features.at(id, Feature::link_density);
      own.token = features.at(id, Feature::token_score);
      own.is_heading = features.at(id, Feature::heading_level) > 0;
      own.is_big =
          segments.blocks[id].counts.words >= big_block_words && own.link_density < big_block_link_density;
      own.same_as_next = id + 1 < blocks && signature(id) == signature(id + 1);
    }
  }

  // Those `steps` behind a block, up to two before (<0) or behind it.
  [[nodiscard]] const Neighbour& at(BlockId id, int steps = 0) const noexcept {
    return (neighbours_.data() + id + margin)[steps];
  }

 private:
  static constexpr std::size_t margin = 2;
  PageVector<Neighbour> neighbours_;
};

void set_neighbours(const Neighbours& around, BlockId id, FeatureMatrix& features) {
  const Neighbour &previous = around.at(id, -1), &previous_2 = around.at(id, -2);
  const Neighbour &next = around.at(id, 1), &next_2 = around.at(id, 2);
  features.set(id, Feature::previous_words,
               {previous.words, previous_2.words, next.words, next_2.words, previous.link_density,
                previous_2.link_density, next.link_density, next_2.link_density, previous.token, next.token,
                previous.same_as_next ? 1.0F : 0.0F, around.at(id).same_as_next ? 1.0F : 0.0F});
}

// Distances to the last heading and the last big block, going in one direction.
class Distances {
 public:
  void set(BlockId id, Feature to_heading, Feature to_big, FeatureMatrix& features) const {
    features.set(id, to_heading, heading_);
    features.set(id, to_big, big_);
  }
  void pass(const Neighbour& block) noexcept {
    heading_ = block.is_heading ? 1 : std::min(far_away, heading_ + 1);
    big_ = block.is_big ? 1 : std::min(far_away, big_ + 1);
  }

 private:
  float heading_ = far_away, big_ = far_away;
};

// The words, a block, in the blocks at most `reach` away, and the share of them in links.
struct Window {
  float words, link_density;
};
Window window_around(const BlockSums& sums, BlockId blocks, BlockId id, BlockId reach) noexcept {
  const BlockId begin = id < reach ? 0 : id - reach;
  const BlockId end = std::min(blocks, id + reach + 1);
  const std::uint32_t words = BlockSums::between(sums.words, begin, end);
  return {static_cast<float>(words) / static_cast<float>(end - begin),
          link_density(BlockSums::between(sums.link_words, begin, end), words)};
}

// What stands between two headings.
void set_section(const Neighbours& around, const BlockSums& sums, BlockId begin, BlockId end,
                 FeatureMatrix& features) {
  const Neighbour& first = around.at(begin);
  const bool headed = first.is_heading;
  const std::uint32_t words = BlockSums::between(sums.words, begin, end);
  features.fill(
      begin, end, Feature::section_level,
      {features.at(begin, Feature::heading_level), static_cast<float>(words), static_cast<float>(end - begin),
       link_density(BlockSums::between(sums.link_words, begin, end), words), headed ? first.token : 0,
       headed ? first.words : 0});
}

}  // namespace

void compute_neighbour_features(const Segments& segments, const BlockSums& sums, FeatureMatrix& features) {
  const auto blocks = static_cast<BlockId>(segments.blocks.size());
  const Neighbours around(segments, features);
  Distances since, until;
  BlockId section = 0;
  for (BlockId id = 0; id < blocks; ++id) {
    set_neighbours(around, id, features);
    since.set(id, Feature::since_heading, Feature::since_big, features);
    since.pass(around.at(id));
    const Window window = window_around(sums, blocks, id, window_reach);
    const Window wide = window_around(sums, blocks, id, wide_window_reach);
    features.set(id, Feature::window_words,
                 {window.words, window.link_density, wide.words, wide.link_density});
    features.set(id, Feature::big_before, link_density(sums.big_words[id], sums.big_words[blocks]));
    if (id + 1 < blocks && !around.at(id, 1).is_heading) continue;
    set_section(around, sums, section, id + 1, features);
    section = id + 1;
  }
  for (BlockId id = blocks; id-- > 0;) {
    until.set(id, Feature::until_heading, Feature::until_big, features);
    until.pass(around.at(id));
  }
}

}  // namespace lubb::extraction
