// Repetition: what all blocks of the same making on the page are like.
#include <xxhash.h>

#include <string_view>

#include "extract/feature_groups.h"

namespace lubb::extraction {
namespace {

// Numbers keys in the order in which they come. Open addressing, sized for the page's blocks.
class KeyTable {
 public:
  KeyTable(std::size_t keys, PageMemory& memory) : slots_(memory), keys_(memory) {
    while (std::size_t{1} << bits_ < keys * 2) ++bits_;
    slots_.resize(std::size_t{1} << bits_);
    keys_.reserve(keys);
  }

  std::uint32_t number(std::uint64_t key) {
    if (key == last_key_ && !keys_.empty()) return last_number_;
    last_key_ = key;
    const std::size_t mask = slots_.size() - 1;
    // The highest bits of the product are those that all bits of the key have a part in.
    for (std::size_t i = key * 0x9E3779B97F4A7C15ull >> (64 - bits_);; i = (i + 1) & mask) {
      if (slots_[i] == 0) {
        keys_.push_back(key);
        slots_[i] = static_cast<std::uint32_t>(keys_.size());
      }
      if (keys_[slots_[i] - 1] == key) return last_number_ = slots_[i] - 1;
    }
  }

 private:
  unsigned bits_ = 4;                // of a slot's number
  PageVector<std::uint32_t> slots_;  // number + 1; 0 = empty
  PageVector<std::uint64_t> keys_;   // by number
  std::uint64_t last_key_ = 0;       // blocks of the same making often stand in a row
  std::uint32_t last_number_ = 0;
};

constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b) noexcept {
  return (a ^ (b + 0x9E3779B97F4A7C15ull + (a << 6) + (a >> 2))) * 0xFF51AFD7ED558CCDull;
}

std::uint64_t signature_key(const Segments& segments, const Block& block) noexcept {
  std::uint64_t key = 1;
  ElementId id = block.element;
  for (int level = 0; level < 3 && id != no_id; ++level, id = segments.elements[id].parent) {
    key = mix(key, segments.elements[id].signature);
  }
  return key;
}

std::uint64_t shape_key(const Segments& segments, const Block& block) noexcept {
  const Element& element = segments.elements[block.element];
  const auto parent_tag = element.parent == no_id ? dom::Tag::unknown : segments.elements[element.parent].tag;
  return mix(mix(static_cast<std::uint64_t>(element.tag) + 7, static_cast<std::uint64_t>(parent_tag)),
             element.depth);
}

// Blocks by a key, and what those with the same one are like.
class Groups {
 public:
  Groups(std::size_t blocks, PageMemory& memory) : table_(blocks, memory), numbers_(memory), groups_(memory) {
    numbers_.reserve(blocks);
    groups_.reserve(blocks);
  }

  // `place`: the block's on the page, 0..1. To be called for each block in order.
  void add(std::uint64_t key, const Block& block, double place) {
    const std::uint32_t number = numbers_.emplace_back(table_.number(key));
    if (number == groups_.size()) groups_.emplace_back();
    Group& group = groups_[number];
    ++group.blocks;
    group.words += block.counts.words;
    group.link_words += block.link_words;
    group.sentence_ends += block.counts.sentence_ends;
    group.places += place;
  }

  // Sets the six features that begin at `first`.
  void set(Feature first, FeatureMatrix& features) const {
    PageVector<Values> values(features.memory());
    values.reserve(groups_.size());
    for (const Group& group : groups_) {
      const auto blocks = static_cast<float>(group.blocks), words = static_cast<float>(group.words);
      values.push_back({blocks, words, words / blocks, link_density(group.link_words, group.words),
                        static_cast<float>(group.sentence_ends) / blocks,
                        static_cast<float>(group.places) / blocks});
    }
    for (BlockId id = 0; id < numbers_.size(); ++id) {
      const Values& own = values[numbers_[id]];
      features.set(
          id, first,
          {own.blocks, own.words, own.mean_words, own.link_density, own.sentence_ends, own.position});
    }
  }

 private:
  struct Group {
    std::uint32_t blocks = 0;
    std::uint32_t words = 0, link_words = 0, sentence_ends = 0;
    double places = 0;
  };
  struct Values {
    float blocks, words, mean_words, link_density, sentence_ends, position;
  };

  KeyTable table_;
  PageVector<std::uint32_t> numbers_;  // of each block's group
  PageVector<Group> groups_;
};

void set_same_texts(const Segments& segments, FeatureMatrix& features) {
  const auto blocks = static_cast<BlockId>(segments.blocks.size());
  KeyTable table(blocks, features.memory());
  PageVector<std::uint32_t> numbers(blocks, features.memory()), same(blocks, 0, features.memory());
  for (BlockId id = 0; id < blocks; ++id) {
    const std::string_view text = segments.block_text(segments.blocks[id]);
    numbers[id] = table.number(XXH3_64bits(text.data(), text.size()));
    ++same[numbers[id]];
  }
  for (BlockId id = 0; id < blocks; ++id)
    features.set(id, Feature::same_text, static_cast<float>(same[numbers[id]]));
}

}  // namespace

void compute_repetition_features(const Segments& segments, FeatureMatrix& features) {
  const auto blocks = static_cast<BlockId>(segments.blocks.size());
  Groups signatures(blocks, features.memory()), shapes(blocks, features.memory());
  for (BlockId id = 0; id < blocks; ++id) {
    const Block& block = segments.blocks[id];
    const double place = static_cast<double>(id) / blocks;
    signatures.add(signature_key(segments, block), block, place);
    shapes.add(shape_key(segments, block), block, place);
  }
  signatures.set(Feature::signature_blocks, features);
  shapes.set(Feature::shape_blocks, features);
  set_same_texts(segments, features);
}

}  // namespace lubb::extraction
