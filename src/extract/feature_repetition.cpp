// Repetition: what all blocks of the same making on the page are like.
#include <xxhash.h>

#include <algorithm>
#include <span>
#include <string_view>

#include "extract/feature_groups.h"

namespace lubb::extraction {
namespace {

struct Group {
  std::uint32_t blocks = 0;
  std::uint32_t words = 0, link_words = 0, sentence_ends = 0;
  double places = 0;
};

// Numbers keys in the order in which they come. Open addressing, sized for the page's blocks.
class KeyTable {
 public:
  KeyTable(std::size_t keys, PageMemory& memory) : slots_(memory), keys_(memory) {
    while (std::size_t{1} << bits_ < keys * 2) ++bits_;
    slots_.resize(std::size_t{1} << bits_);
    keys_.reserve(keys);
  }

  std::uint32_t number(std::uint64_t key) {
    const std::size_t mask = slots_.size() - 1;
    // The highest bits of the product are those that all bits of the key have a part in.
    for (std::size_t i = key * 0x9E3779B97F4A7C15ull >> (64 - bits_);; i = (i + 1) & mask) {
      if (slots_[i] == 0) {
        keys_.push_back(key);
        slots_[i] = static_cast<std::uint32_t>(keys_.size());
      }
      if (keys_[slots_[i] - 1] == key) return slots_[i] - 1;
    }
  }

  void clear() {
    std::fill(slots_.begin(), slots_.end(), 0u);
    keys_.clear();
  }

 private:
  unsigned bits_ = 4;                // of a slot's number
  PageVector<std::uint32_t> slots_;  // number + 1; 0 = empty
  PageVector<std::uint64_t> keys_;   // by number
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

void add(Group& group, const Block& block, double place) noexcept {
  ++group.blocks;
  group.words += block.counts.words;
  group.link_words += block.link_words;
  group.sentence_ends += block.counts.sentence_ends;
  group.places += place;
}

// Sets the six features that begin at `first`; `numbers` is the group of each block.
void set_groups(const Segments& segments, std::span<const std::uint32_t> numbers, PageVector<Group>& groups,
                Feature first, FeatureMatrix& features) {
  groups.clear();
  const auto blocks = static_cast<BlockId>(numbers.size());
  for (BlockId id = 0; id < blocks; ++id) {
    if (numbers[id] == groups.size()) groups.emplace_back();
    add(groups[numbers[id]], segments.blocks[id], static_cast<double>(id) / blocks);
  }
  for (BlockId id = 0; id < blocks; ++id) {
    const Group& group = groups[numbers[id]];
    const auto size = static_cast<float>(group.blocks);
    features.set(id, first,
                 {size, static_cast<float>(group.words), static_cast<float>(group.words) / size,
                  link_density(group.link_words, group.words), static_cast<float>(group.sentence_ends) / size,
                  static_cast<float>(group.places) / size});
  }
}

}  // namespace

void compute_repetition_features(const Segments& segments, FeatureMatrix& features) {
  const auto blocks = static_cast<BlockId>(segments.blocks.size());
  PageMemory& memory = features.memory();
  KeyTable table(blocks, memory);
  PageVector<std::uint32_t> numbers(blocks, memory);
  PageVector<Group> groups(memory);
  groups.reserve(blocks);
  for (BlockId id = 0; id < blocks; ++id)
    numbers[id] = table.number(signature_key(segments, segments.blocks[id]));
  set_groups(segments, numbers, groups, Feature::signature_blocks, features);
  table.clear();
  for (BlockId id = 0; id < blocks; ++id)
    numbers[id] = table.number(shape_key(segments, segments.blocks[id]));
  set_groups(segments, numbers, groups, Feature::shape_blocks, features);
  table.clear();
  PageVector<std::uint32_t> same(blocks, 0, memory);
  for (BlockId id = 0; id < blocks; ++id) {
    const std::string_view text = segments.block_text(segments.blocks[id]);
    numbers[id] = table.number(XXH3_64bits(text.data(), text.size()));
    ++same[numbers[id]];
  }
  for (BlockId id = 0; id < blocks; ++id)
    features.set(id, Feature::same_text, static_cast<float>(same[numbers[id]]));
}

}  // namespace lubb::extraction
