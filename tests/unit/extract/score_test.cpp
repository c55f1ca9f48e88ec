#include "extract/score.h"

#include <doctest/doctest.h>

#include <cmath>

#include "page_fixture.h"

using namespace lubb::extraction;

namespace {

// One tree: rows whose first value is at most 1.5 get -2, others +3.
constexpr TreeNode nodes[] = {{1.5F, 0, -1, -2}};
constexpr float leaves[] = {-2.0F, 3.0F};
constexpr float node_values[] = {0.5F};
constexpr Tree trees[] = {{0, 0, 1}};
constexpr Model model{trees, nodes, leaves, node_values, static_cast<std::uint16_t>(feature_count)};

// A gate that takes pages whose mean first value is over 1.5 for articles.
const Models models{model, model, model, 0.0};

}  // namespace

TEST_CASE("a tree sends values at the threshold to the left") {
  std::vector<float> row(feature_count, 0.0F);
  row[0] = 1.5F;
  CHECK(model.evaluate(row) == doctest::Approx(-2));
  row[0] = 1.6F;
  CHECK(model.evaluate(row) == doctest::Approx(3));
}

TEST_CASE("the contributions of the groups add up to the score") {
  std::vector<float> row(feature_count, 0.0F);
  row[0] = 4;
  std::array<double, static_cast<std::size_t>(FeatureGroup::count_)> groups{};
  double sum = model.attribute(row, groups);
  for (const double group : groups) sum += group;
  CHECK(sum == doctest::Approx(model.evaluate(row)));
  CHECK(groups[static_cast<std::size_t>(FeatureGroup::text)] == doctest::Approx(2.5));

  std::array<double, static_cast<std::size_t>(FeatureGroup::count_)> built_in_groups{};
  double built_in = built_in_model().attribute(row, built_in_groups);
  for (const double group : built_in_groups) built_in += group;
  CHECK(built_in == doctest::Approx(built_in_model().evaluate(row)).epsilon(0.001));
}

TEST_CASE("precision raises the cut and recall lowers it") {
  lubb::test::ParsedPage page(
      "<p>one two three four five six seven eight nine ten eleven twelve</p><p>x</p>"
      "<p>one two three four five six seven eight nine ten eleven twelve again</p>");
  FeatureMatrix features;
  compute_features(page.document, page.segments, built_in_tokens(), features);
  Scores balanced, precise, generous;
  score_blocks(page.segments, features, models, lubb::Focus::balanced, balanced);
  score_blocks(page.segments, features, models, lubb::Focus::precision, precise);
  score_blocks(page.segments, features, models, lubb::Focus::recall, generous);
  CHECK(precise.cut > balanced.cut);
  CHECK(generous.cut < balanced.cut);
  CHECK(balanced.probability == precise.probability);
  CHECK_FALSE(balanced.nothing);
}

TEST_CASE("a page without expected words of content holds no article") {
  lubb::test::ParsedPage page("<p>a</p><p>b</p>");
  FeatureMatrix features;
  compute_features(page.document, page.segments, built_in_tokens(), features);
  Scores scores;
  score_blocks(page.segments, features, models, lubb::Focus::balanced, scores);
  CHECK(scores.nothing);
}

TEST_CASE("the gate chooses the model by the mean of the blocks' features") {
  static constexpr float high[] = {9.0F, 9.0F};
  static constexpr Model articles{trees, nodes, high, node_values, static_cast<std::uint16_t>(feature_count)};
  const Models two{model, articles, model, 0.0};
  const auto score = [&](const char* html) {
    lubb::test::ParsedPage page(html);
    FeatureMatrix features;
    compute_features(page.document, page.segments, built_in_tokens(), features);
    Scores scores;
    score_blocks(page.segments, features, two, lubb::Focus::balanced, scores);
    return scores;
  };
  const Scores article = score("<p>one two three</p>"), other = score("<p>one</p>");
  CHECK(article.model == &articles);
  CHECK(article.article > 0.9);
  CHECK(other.model == &model);
  CHECK(other.article < 0.5);
}
