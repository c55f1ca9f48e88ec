// Repetition: what all blocks of the same making on the page are like.
#include <algorithm>

#include "extract/feature_groups.h"

namespace lubb::extraction {
namespace {

struct Group {
  std::uint64_t key = 0;
  std::uint32_t blocks = 0;  // 0 = empty slot
  std::uint32_t words = 0, link_words = 0, sentence_ends = 0;
  double places = 0;
};

// Open addressing, sized for the page's blocks.
class GroupTable {
 public:
  explicit GroupTable(std::size_t entries) {
    std::size_t size = 16;
    while (size < entries * 2) size *= 2;
    slots_.resize(size);
  }

  Group& operator[](std::uint64_t key) {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = (key * 0x9E3779B97F4A7C15ull >> 20) & mask;; i = (i + 1) & mask) {
      if (slots_[i].blocks == 0) slots_[i].key = key;
      if (slots_[i].key == key) return slots_[i];
    }
  }

 private:
  std::vector<Group> slots_;
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

std::uint64_t text_key(std::string_view text) noexcept {
  std::uint64_t hash = 0xCBF29CE484222325ull;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ull;
  return hash;
}

void add(Group& group, const Block& block, double place) noexcept {
  ++group.blocks;
  group.words += block.counts.words;
  group.link_words += block.link_words;
  group.sentence_ends += block.counts.sentence_ends;
  group.places += place;
}

void set_group(const Group& group, BlockId id, Feature first, FeatureMatrix& features) noexcept {
  const auto set = [&](int offset, float value) {
    features.set(id, static_cast<Feature>(static_cast<int>(first) + offset), value);
  };
  const auto blocks = static_cast<float>(group.blocks);
  set(0, blocks);
  set(1, static_cast<float>(group.words));
  set(2, static_cast<float>(group.words) / blocks);
  set(3, link_density(group.link_words, group.words));
  set(4, static_cast<float>(group.sentence_ends) / blocks);
  set(5, static_cast<float>(group.places) / blocks);
}

}  // namespace

void compute_repetition_features(const Segments& segments, FeatureMatrix& features) {
  const auto blocks = static_cast<BlockId>(segments.blocks.size());
  GroupTable signatures(blocks), shapes(blocks), texts(blocks);
  std::vector<std::uint64_t> signature_keys(blocks), shape_keys(blocks), text_keys(blocks);
  for (BlockId id = 0; id < blocks; ++id) {
    const Block& block = segments.blocks[id];
    const double place = static_cast<double>(id) / blocks;
    signature_keys[id] = signature_key(segments, block);
    shape_keys[id] = shape_key(segments, block);
    text_keys[id] = text_key(segments.block_text(block));
    add(signatures[signature_keys[id]], block, place);
    add(shapes[shape_keys[id]], block, place);
    add(texts[text_keys[id]], block, place);
  }
  for (BlockId id = 0; id < blocks; ++id) {
    set_group(signatures[signature_keys[id]], id, Feature::signature_blocks, features);
    set_group(shapes[shape_keys[id]], id, Feature::shape_blocks, features);
    features.set(id, Feature::same_text, static_cast<float>(texts[text_keys[id]].blocks));
  }
}

}  // namespace lubb::extraction
