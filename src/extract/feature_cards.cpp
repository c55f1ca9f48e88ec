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
constexpr std::size_t elements_a_group = 4;     // or list member, seldom fewer: for the memory laid out
constexpr float fewest_card_blocks = 2;         // a card has several blocks, an item of a list has one

struct ElementCounts {
  std::uint32_t images = 0, headings = 0, links = 0, unused = 0;  // one vector

  void add(const ElementCounts& other) noexcept {
    images += other.images;
    headings += other.headings;
    links += other.links;
    unused += other.unused;
  }
  void add(dom::Tag tag) noexcept {
    if (tag == dom::Tag::img) ++images;
    if (tag >= dom::Tag::h1 && tag <= dom::Tag::h6) ++headings;
    if (tag == dom::Tag::a) ++links;
  }
};

// The children of one element with one tag that hold text.
struct Group {
  ElementId first = no_id;  // the first of them
  std::uint32_t count = 0, alike = 0;
  std::uint32_t words = 0, link_words = 0, blocks = 0, sentence_ends = 0;
  ElementCounts inside;
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

// The groups around an element: the nearest of any kind, the nearest of cards, and the one with most words;
// and which of their members the element stands in, 0..1.
struct Surroundings {
  GroupId item = no_id, card = no_id, run = no_id;
  float item_place = 0, card_place = 0, run_place = 0;
};
using SurroundingsId = std::uint32_t;

class Cards {
 public:
  Cards(const Segments& segments, std::span<const ElementId> holders, const BlockSums& sums,
        FeatureMatrix& features)
      : segments_(segments),
        holders_(holders),
        sums_(sums),
        features_(features),
        inside_(features.memory()),
        members_(features.memory()),
        groups_(features.memory()),
        last_group_(features.memory()),
        next_group_(features.memory()),
        memberships_(features.memory()),
        surroundings_(features.memory()),
        of_block_(features.memory()) {}

  void compute() {
    count_elements();
    find_groups();
    find_surroundings();
    set_item();
    set_card();
    set_run();
    set_places();
    set_page();
  }

 private:
  [[nodiscard]] bool can_be_member(const Element& element) const noexcept {
    return element.block_level && element.end_block > element.first_block;
  }

  // Children stand behind their parents.
  void count_elements() {
    const auto& elements = segments_.elements;
    inside_.resize(elements.size());
    members_.assign(elements.size(), 0);
    for (auto id = static_cast<ElementId>(elements.size()); id-- > 0;) {
      const Element& element = elements[id];
      inside_[id].add(element.tag);
      if (element.parent == no_id) continue;
      inside_[element.parent].add(inside_[id]);
      if (can_be_member(element)) ++members_[element.parent];
    }
  }

  void find_groups() {
    const auto& elements = segments_.elements;
    memberships_.resize(elements.size());
    last_group_.assign(elements.size(), no_id);
    next_group_.clear();
    groups_.reserve(elements.size() / elements_a_group);
    next_group_.reserve(elements.size() / elements_a_group);
    for (const ElementId id : holders_) {
      const Element& element = elements[id];
      if (element.parent == no_id || !can_be_member(element)) continue;
      if (members_[element.parent] < fewest_siblings) continue;  // no group of theirs is asked for
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
    group.inside.add(inside_[id]);
  }

  // Elements that are in no list themselves have those of their parent.
  void find_surroundings() {
    const auto& elements = segments_.elements;
    PageVector<SurroundingsId> of_element(elements.size(), features_.memory());
    surroundings_.reserve(elements.size() / elements_a_group);
    surroundings_.emplace_back();  // outside of all lists
    for (const ElementId id : holders_) {
      const ElementId parent = elements[id].parent;
      if (parent != no_id) of_element[id] = of_element[parent];
      const Membership own = memberships_[id];
      if (own.group == no_id || !groups_[own.group].is_list()) continue;
      surroundings_.push_back(surroundings_[of_element[id]]);
      enter(own, surroundings_.back());
      of_element[id] = static_cast<SurroundingsId>(surroundings_.size() - 1);
    }
    of_block_.reserve(segments_.blocks.size());
    for (const Block& block : segments_.blocks)
      of_block_.push_back(of_element[nearest_holder(segments_, block.container)]);
  }

  void enter(Membership own, Surroundings& around) const {
    const Group& group = groups_[own.group];
    const float place = group.mean(own.index);
    around.item = own.group;
    around.item_place = place;
    if (group.is_cards()) {
      around.card = own.group;
      around.card_place = place;
    }
    if (around.run == no_id || group.words > groups_[around.run].words) {
      around.run = own.group;
      around.run_place = place;
    }
  }

  // Calls set(begin, end, group) for the blocks in a row that have the same group `of` those around them.
  template <class Set>
  void for_each_run(GroupId Surroundings::*of, Set&& set) const {
    const auto blocks = static_cast<BlockId>(of_block_.size());
    const auto group_of = [&](BlockId id) { return surroundings_[of_block_[id]].*of; };
    for (BlockId begin = 0, end = 0; begin < blocks; begin = end) {
      const GroupId group = group_of(begin);
      while (end < blocks && group_of(end) == group) ++end;
      set(begin, end, group == no_id ? nullptr : &groups_[group]);
    }
  }

  // The six features that begin at `first`.
  void set_group(BlockId begin, BlockId end, Feature first, const Group* group) {
    if (group == nullptr) return features_.fill(begin, end, first, {0, 0, 0, 0, 0, 0});
    features_.fill(begin, end, first,
                   {static_cast<float>(group->count), group->mean(group->words), group->deviation(),
                    link_density(group->link_words, group->words),
                    link_density(group->words, sums_.words.back()), group->mean(group->alike)});
  }

  void set_item() {
    for_each_run(&Surroundings::item, [&](BlockId begin, BlockId end, const Group* group) {
      set_group(begin, end, Feature::item_count, group);
    });
  }

  void set_card() {
    for_each_run(&Surroundings::card, [&](BlockId begin, BlockId end, const Group* group) {
      set_group(begin, end, Feature::card_count, group);
      if (group == nullptr) return features_.fill(begin, end, Feature::card_blocks, {0, 0, 0, 0, 0});
      features_.fill(
          begin, end, Feature::card_blocks,
          {group->mean(group->blocks), group->mean(group->sentence_ends), group->mean(group->inside.images),
           group->mean(group->inside.headings), group->mean(group->inside.links)});
    });
  }

  void set_run() {
    for_each_run(&Surroundings::run, [&](BlockId begin, BlockId end, const Group* group) {
      set_group(begin, end, Feature::run_count, group);
      features_.fill(begin, end, Feature::run_images,
                     {group == nullptr ? 0.0F : group->mean(group->inside.images)});
    });
  }

  void set_places() {
    for (BlockId id = 0; id < of_block_.size(); ++id) {
      const Surroundings& around = surroundings_[of_block_[id]];
      features_.set(id, Feature::item_place, around.item_place);
      features_.set(id, Feature::card_place, around.card_place);
      features_.set(id, Feature::run_place, around.run_place);
    }
  }

  void set_page() {
    const Group* best = nullptr;
    for (const Group& group : groups_) {
      if (group.count < fewest_page_cards || !group.is_cards()) continue;
      if (best == nullptr || group.words > best->words) best = &group;
    }
    const auto blocks = static_cast<BlockId>(of_block_.size());
    if (best == nullptr) return features_.fill(0, blocks, Feature::page_card_count, {0, 0, 0, 0});
    features_.fill(0, blocks, Feature::page_card_count,
                   {static_cast<float>(best->count), link_density(best->words, sums_.words.back()),
                    best->mean(best->words), best->mean(best->inside.images)});
  }

  const Segments& segments_;
  std::span<const ElementId> holders_;
  const BlockSums& sums_;
  FeatureMatrix& features_;
  PageVector<ElementCounts> inside_;   // of an element, itself included
  PageVector<std::uint32_t> members_;  // children that could be of a group
  PageVector<Group> groups_;
  PageVector<GroupId> last_group_, next_group_;  // of an element; of a group
  PageVector<Membership> memberships_;
  PageVector<Surroundings> surroundings_;
  PageVector<SurroundingsId> of_block_;
};

}  // namespace

void compute_card_features(const Segments& segments, std::span<const ElementId> holders,
                           const BlockSums& sums, FeatureMatrix& features) {
  if (!segments.blocks.empty()) Cards(segments, holders, sums, features).compute();
}

}  // namespace lubb::extraction
