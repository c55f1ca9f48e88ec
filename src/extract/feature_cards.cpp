// Cards: siblings of the same tag that repeat, as the items of a list, the posts of a thread, the products of
// a shop.
#include <algorithm>
#include <cmath>

#include "extract/feature_groups.h"

namespace lubb::extraction {
namespace {

using GroupId = std::uint32_t;
constexpr std::uint32_t fewest_siblings = 3;
constexpr std::uint32_t fewest_page_cards = 4;  // of the group that speaks for the page
constexpr std::size_t elements_a_group = 4;     // seldom fewer: for the memory laid out beforehand
constexpr float fewest_card_blocks = 2;         // a card has several blocks, an item of a list has one

// The children of one element with one tag that hold text.
struct Group {
  ElementId first = no_id;  // the first of them
  std::uint32_t count = 0, alike = 0;
  std::uint32_t words = 0, link_words = 0, blocks = 0, sentence_ends = 0;
  std::uint32_t images = 0, headings = 0, links = 0;
  double squared_words = 0;

  [[nodiscard]] float mean(std::uint32_t sum) const noexcept {
    return static_cast<float>(sum) / static_cast<float>(count);
  }
  [[nodiscard]] float deviation() const noexcept {
    const double mean_words = static_cast<double>(words) / count;
    const double variance = squared_words / count - mean_words * mean_words;
    return mean_words > 0 ? static_cast<float>(std::sqrt(std::max(variance, 0.0)) / mean_words) : 0.0F;
  }
  [[nodiscard]] bool is_list() const noexcept { return count >= fewest_siblings; }
  [[nodiscard]] bool is_cards() const noexcept { return is_list() && mean(blocks) >= fewest_card_blocks; }
};

// Where an element stands: its group and its number there.
struct Membership {
  GroupId group = no_id;
  std::uint32_t index = 0;
};

// The groups around an element: the nearest of any kind, the nearest of cards, and the one with most words.
struct Surroundings {
  Membership item, card, run;
};

// What the blocks of a group share, in the order of the features.
struct GroupValues {
  float count, words, deviation, link_density, share, alike;
};

struct ElementCounts {
  std::uint32_t images = 0, headings = 0, links = 0;
};

bool is_h(dom::Tag tag) noexcept { return tag >= dom::Tag::h1 && tag <= dom::Tag::h6; }

class Cards {
 public:
  Cards(const Segments& segments, const BlockSums& sums, FeatureMatrix& features)
      : segments_(segments),
        sums_(sums),
        features_(features),
        counts_(features.memory()),
        ends_(features.memory()),
        groups_(features.memory()),
        values_(features.memory()),
        last_group_(features.memory()),
        next_group_(features.memory()),
        memberships_(features.memory()),
        surroundings_(features.memory()) {}

  void compute() {
    count_elements();
    find_groups();
    find_surroundings();
    compute_values();
    for (BlockId id = 0; id < segments_.blocks.size(); ++id) {
      const Surroundings& around = surroundings_[segments_.blocks[id].container];
      set(id, around.item, Feature::item_count);
      set(id, around.run, Feature::run_count);
      if (around.run.group != no_id)
        features_.set(id, Feature::run_images,
                      groups_[around.run.group].mean(groups_[around.run.group].images));
      set(id, around.card, Feature::card_count);
      if (around.card.group != no_id) set_card(id, groups_[around.card.group]);
    }
    set_page();
  }

 private:
  // Sums over elements[0, i), and the end of each element's subtree.
  void count_elements() {
    const auto& elements = segments_.elements;
    const auto size = static_cast<ElementId>(elements.size());
    counts_.resize(size + 1);
    ends_.resize(size);
    for (ElementId id = 0; id < size; ++id) {
      const dom::Tag tag = elements[id].tag;
      const ElementCounts& before = counts_[id];
      counts_[id + 1] = {before.images + (tag == dom::Tag::img ? 1 : 0),
                         before.headings + (is_h(tag) ? 1 : 0), before.links + (tag == dom::Tag::a ? 1 : 0)};
    }
    for (ElementId id = size; id-- > 0;) {
      ends_[id] = std::max(ends_[id], id + 1);
      const ElementId parent = elements[id].parent;
      if (parent != no_id) ends_[parent] = std::max(ends_[parent], ends_[id]);
    }
  }

  void find_groups() {
    const auto& elements = segments_.elements;
    memberships_.resize(elements.size());
    last_group_.assign(elements.size(), no_id);
    next_group_.clear();
    groups_.reserve(elements.size() / elements_a_group);
    next_group_.reserve(elements.size() / elements_a_group);
    for (ElementId id = 0; id < elements.size(); ++id) {
      const Element& element = elements[id];
      if (element.parent == no_id || element.end_block == element.first_block || !element.block_level)
        continue;
      const GroupId group = group_of(element);
      memberships_[id] = {group, groups_[group].count};
      add(groups_[group], id);
    }
  }

  // Groups of one parent are chained; there are seldom more than three.
  GroupId group_of(const Element& element) {
    for (GroupId id = last_group_[element.parent]; id != no_id; id = next_group_[id]) {
      if (segments_.elements[groups_[id].first].tag == element.tag) return id;
    }
    groups_.emplace_back().first = static_cast<ElementId>(&element - segments_.elements.data());
    next_group_.push_back(last_group_[element.parent]);
    return last_group_[element.parent] = static_cast<GroupId>(groups_.size() - 1);
  }

  void add(Group& group, ElementId id) const {
    const Element& element = segments_.elements[id];
    const auto between = [&](const BlockSums::Words& sums) {
      return BlockSums::between(sums, element.first_block, element.end_block);
    };
    const std::uint32_t words = between(sums_.words);
    ++group.count;
    group.alike += element.signature == segments_.elements[group.first].signature ? 1 : 0;
    group.words += words;
    group.squared_words += static_cast<double>(words) * words;
    group.link_words += between(sums_.link_words);
    group.sentence_ends += between(sums_.sentence_ends);
    group.blocks += element.end_block - element.first_block;
    const ElementCounts &before = counts_[id], &after = counts_[ends_[id]];
    group.images += after.images - before.images;
    group.headings += after.headings - before.headings;
    group.links += after.links - before.links;
  }

  void find_surroundings() {
    surroundings_.resize(segments_.elements.size());
    for (ElementId id = 0; id < segments_.elements.size(); ++id) {
      const ElementId parent = segments_.elements[id].parent;
      Surroundings& around = surroundings_[id];
      if (parent != no_id) around = surroundings_[parent];
      const Membership own = memberships_[id];
      if (own.group == no_id || !groups_[own.group].is_list()) continue;
      const Group& group = groups_[own.group];
      around.item = own;
      if (group.is_cards()) around.card = own;
      if (around.run.group == no_id || group.words > groups_[around.run.group].words) around.run = own;
    }
  }

  // Once a group: many blocks stand in one.
  void compute_values() {
    values_.resize(groups_.size());
    for (GroupId id = 0; id < groups_.size(); ++id) {
      const Group& group = groups_[id];
      if (!group.is_list()) continue;  // no block asks for it
      values_[id] = {static_cast<float>(group.count),
                     group.mean(group.words),
                     group.deviation(),
                     link_density(group.link_words, group.words),
                     link_density(group.words, sums_.words.back()),
                     group.mean(group.alike)};
    }
  }

  // The seven features that begin at `first`.
  void set(BlockId id, Membership membership, Feature first) {
    if (membership.group == no_id) return;
    const GroupValues& group = values_[membership.group];
    features_.set(id, first,
                  {group.count, group.words, group.deviation, group.link_density, group.share, group.alike,
                   groups_[membership.group].mean(membership.index)});
  }

  void set_card(BlockId id, const Group& group) {
    features_.set(id, Feature::card_blocks,
                  {group.mean(group.blocks), group.mean(group.sentence_ends), group.mean(group.images),
                   group.mean(group.headings), group.mean(group.links)});
  }

  void set_page() {
    const Group* best = nullptr;
    for (const Group& group : groups_) {
      if (group.count < fewest_page_cards || !group.is_cards()) continue;
      if (best == nullptr || group.words > best->words) best = &group;
    }
    if (best == nullptr) return;
    features_.fill(Feature::page_card_count, static_cast<float>(best->count));
    features_.fill(Feature::page_card_share, link_density(best->words, sums_.words.back()));
    features_.fill(Feature::page_card_words, best->mean(best->words));
    features_.fill(Feature::page_card_images, best->mean(best->images));
  }

  const Segments& segments_;
  const BlockSums& sums_;
  FeatureMatrix& features_;
  PageVector<ElementCounts> counts_;  // of elements[0, i)
  PageVector<ElementId> ends_;
  PageVector<Group> groups_;
  PageVector<GroupValues> values_;               // parallel to groups_
  PageVector<GroupId> last_group_, next_group_;  // of an element; of a group
  PageVector<Membership> memberships_;
  PageVector<Surroundings> surroundings_;
};

}  // namespace

void compute_card_features(const Segments& segments, const BlockSums& sums, FeatureMatrix& features) {
  if (!segments.blocks.empty()) Cards(segments, sums, features).compute();
}

}  // namespace lubb::extraction
