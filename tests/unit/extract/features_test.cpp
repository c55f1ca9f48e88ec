#include "extract/features.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "extract/page_memory.h"
#include "page_fixture.h"

using namespace lubb::extraction;

namespace {

struct FeaturePage : lubb::test::ParsedPage {
  FeatureMatrix features;

  explicit FeaturePage(std::string html) : ParsedPage(std::move(html)) {
    compute_features(document, segments, built_in_tokens(), features);
  }
  // Of the block whose text begins like this.
  [[nodiscard]] double at(const std::string& text, Feature feature) const {
    for (BlockId id = 0; id < segments.blocks.size(); ++id) {
      if (segments.block_text(segments.blocks[id]).starts_with(text)) return features.at(id, feature);
    }
    FAIL("no block begins with " << text);
    return 0;
  }
};

const std::string shop =
    "<h1>Lamps</h1><p>We make lamps of brass and glass.</p><div>"
    "<div class=card><img src=a><h3>First lamp</h3><p>made of brass</p></div>"
    "<div class=card><img src=b><h3>Second lamp</h3><p>made of glass</p></div>"
    "<div class=card><img src=c><h3>Third lamp</h3><p>made of tin</p></div>"
    "<div class=more><h3>Fourth lamp</h3><p>made of wood</p></div></div><p>Made by hand.</p>";

}  // namespace

TEST_CASE("blocks in cards know how many there are, what they hold and which one they stand in") {
  const FeaturePage page(shop);
  CHECK(page.at("Second lamp", Feature::card_count) == 4);
  CHECK(page.at("Second lamp", Feature::card_words) == 5);
  CHECK(page.at("Second lamp", Feature::card_blocks) == 2);
  CHECK(page.at("Second lamp", Feature::card_deviation) == doctest::Approx(0));
  CHECK(page.at("Second lamp", Feature::card_alike) == doctest::Approx(0.75));
  CHECK(page.at("Second lamp", Feature::card_images) == doctest::Approx(0.75));
  CHECK(page.at("made of tin", Feature::card_headings) == doctest::Approx(1));
  CHECK(page.at("made of tin", Feature::run_images) == doctest::Approx(0.75));
}

TEST_CASE("blocks outside of cards know none, but the page's") {
  const FeaturePage page(shop);
  CHECK(page.at("We make", Feature::card_count) == 0);
  CHECK(page.at("We make", Feature::page_card_count) == 4);
  CHECK(page.at("We make", Feature::page_card_share) == doctest::Approx(20.0 / 31));
}

TEST_CASE("two siblings are no group, and a list of single blocks is no group of cards") {
  const FeaturePage page("<ul><li>one</li><li>two</li><li>three</li></ul><ol><li>red</li><li>blue</li></ol>");
  CHECK(page.at("two", Feature::item_count) == 3);
  CHECK(page.at("two", Feature::card_count) == 0);
  CHECK(page.at("red", Feature::item_count) == 0);
}

TEST_CASE("a section runs from its heading to the next one") {
  const FeaturePage page("<h2>One two</h2><p>three four <a href=x>five</a></p><h3>Six</h3><p>seven</p>");
  CHECK(page.at("three", Feature::section_level) == 2);
  CHECK(page.at("three", Feature::section_words) == 5);
  CHECK(page.at("three", Feature::section_link_density) == doctest::Approx(0.2));
  CHECK(page.at("seven", Feature::section_level) == 3);
  CHECK(page.at("seven", Feature::section_heading_words) == 1);
}

TEST_CASE("the headline is counted in levels of the tree") {
  const FeaturePage page(
      "<title>A long headline</title><main><h1>A long headline</h1><div><p>inside it</p></div></main>"
      "<footer>far away</footer>");
  CHECK(page.at("inside it", Feature::steps_to_title) == 2);
  CHECK(page.at("inside it", Feature::steps_from_title) == 1);
  CHECK(page.at("far away", Feature::steps_from_title) == 2);
}

TEST_CASE("a run of blocks may stand across tiles, and behind the last block are numbers") {
  FeatureMatrix features;
  features.resize(2 * FeatureMatrix::tile_rows + 3);
  features.fill(0, 62, Feature::words, {1, 2});
  features.fill(62, 131, Feature::words, {3, 4});
  CHECK(features.at(61, Feature::words) == 1);
  CHECK(features.at(0, Feature::characters) == 2);
  for (BlockId id = 62; id < 131; ++id) {
    CHECK(features.at(id, Feature::words) == 3);
    CHECK(features.at(id, Feature::characters) == 4);
  }
  const float* const last = features.tile(128);
  for (std::size_t i = 3; i < FeatureMatrix::rows_at_once; ++i) CHECK(std::isfinite(last[i]));
}

TEST_CASE("features are the same in the memory of another page") {
  std::string many;
  for (int i = 0; i < 40; ++i) many += shop + "<ul><li>one</li><li>two</li><li>three</li></ul>";
  const lubb::test::ParsedPage large("<title>Lamps</title>" + many);
  for (const std::string& html : {std::string("<p>One."), shop, "<title>Lamps</title>" + many}) {
    const FeaturePage fresh(html);
    FeatureMatrix used;
    compute_features(large.document, large.segments, built_in_tokens(), used);
    for (std::size_t f = 0; f < feature_count; ++f) used.fill(static_cast<Feature>(f), -1e30F);
    compute_features(fresh.document, fresh.segments, built_in_tokens(), used);
    for (BlockId id = 0; id < fresh.segments.blocks.size(); ++id) {
      CHECK(used.row(id) == fresh.features.row(id));
    }
  }
}

TEST_CASE("what is judged later stays when the rest is given back") {
  FeaturePage page(shop + shop + shop + shop + shop + shop + shop + shop);
  const BlockId last = static_cast<BlockId>(page.segments.blocks.size()) - 1;
  REQUIRE(last > FeatureMatrix::tile_rows);
  page.features.set(last, Feature::heading_level, 4);
  page.features.set(last, Feature::link_density, 0.25F);
  page.features.keep_judged();
  CHECK(page.features.at(last, Feature::heading_level) == 4);
  CHECK(page.features.at(last, Feature::link_density) == 0.25F);
}

TEST_CASE("a page's working memory is that of the page before, but for what was large") {
  PageMemory memory;
  void* const first = memory.allocate(1000);
  CHECK(memory.allocate(1000) != first);
  constexpr std::size_t large = std::size_t{1} << 20;
  PageVector<std::uint32_t> numbers(large, 7U, memory);
  CHECK(std::count(numbers.begin(), numbers.end(), 7U) == large);
  memory.release();
  CHECK(memory.allocate(1000) == first);
}
