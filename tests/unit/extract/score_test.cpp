#include "extract/score.h"

#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "page_fixture.h"

using namespace lubb::extraction;

namespace {

// One tree: rows whose first value is at most 1.5 get -2, others +3.
constexpr TreeNode nodes[] = {{1.5F, 1, 0, -1, -2}};
constexpr float leaves[] = {-2.0F, 3.0F};
constexpr float node_values[] = {0.5F};
constexpr Tree trees[] = {{0, 0, 1}};
constexpr LayoutTables<1, 0, 1> tables(trees, nodes, leaves);
constexpr Model model{trees, nodes, leaves, node_values, tables.layout()};
constexpr float high_leaves[] = {9.0F, 9.0F};
constexpr LayoutTables<1, 0, 1> sure_tables(trees, nodes, high_leaves);
constexpr Model sure{trees, nodes, high_leaves, node_values, sure_tables.layout()};
// Takes pages whose mean first value is over 1.5 for articles, others for forum threads.
constexpr float forum_leaves[] = {5.0F, -5.0F};
constexpr float article_leaves[] = {-5.0F, 5.0F};
constexpr float other_leaves[] = {-50.0F, -50.0F};
constexpr Model article_type{trees, nodes, article_leaves, node_values, {}};
constexpr Model forum_type{trees, nodes, forum_leaves, node_values, {}};
constexpr Model other_type{trees, nodes, other_leaves, node_values, {}};
constexpr Models models{
    model,
    sure,
    model,
    {article_type, forum_type, other_type, other_type, other_type, other_type, other_type}};

Scores score(const char* html, lubb::Focus focus = lubb::Focus::balanced) {
  lubb::test::ParsedPage page(html);
  FeatureMatrix features;
  compute_features(page.document, page.segments, built_in_tokens(), features);
  Scores scores;
  score_blocks(page.segments, built_in_tokens(), models, focus, features, scores);
  return scores;
}

// What LightGBM made of rows of real numbers: written by scripts/train.
struct TrainerRows {
  std::vector<std::vector<float>> rows;
  std::vector<std::pair<std::string, std::vector<double>>> results;  // forest -> a value a row
};

TrainerRows read_trainer_rows() {
  std::ifstream in(std::string(LUBB_FIXTURES) + "/model/rows.txt");
  TrainerRows out;
  std::string word;
  std::size_t rows = 0, width = 0;
  in >> word >> rows >> word >> width;
  out.rows.assign(rows, std::vector<float>(width));
  for (auto& row : out.rows) {
    for (float& value : row) in >> value;
  }
  while (in >> word) {
    auto& values = out.results.emplace_back(word, std::vector<double>(rows)).second;
    for (double& value : values) in >> value;
  }
  return out;
}

const Model& forest(const std::string& name) {
  const Models& all = built_in_models();
  if (name == "all_pages") return all.all_pages;
  if (name == "articles") return all.articles;
  if (name == "catalogues") return all.catalogues;
  std::size_t type = 0;
  while (name != "type_" + std::string(lubb::name(static_cast<lubb::PageType>(type)))) ++type;
  return all.types.at(type);
}

}  // namespace

TEST_CASE("the built-in model was trained on the features that are computed") {
  const auto trained = built_in_features();
  CHECK(std::equal(trained.begin(), trained.end(), feature_names.begin(), feature_names.end()));
}

TEST_CASE("the tables say what the trainer says, row by row and column by column") {
  const TrainerRows trainer = read_trainer_rows();
  REQUIRE(trainer.rows.size() >= 20);
  REQUIRE(trainer.rows[0].size() == feature_count);
  REQUIRE(trainer.results.size() == 3 + learned_page_types);
  for (const auto& [name, values] : trainer.results) {
    CAPTURE(name);
    std::vector<float> row(feature_count + learned_page_types);
    for (std::size_t i = 0; i < values.size(); ++i) {
      std::copy(trainer.rows[i].begin(), trainer.rows[i].end(), row.begin());
      CHECK(forest(name).evaluate(row) == doctest::Approx(values[i]).epsilon(1e-4));
    }
  }
}

TEST_CASE("all blocks at once get what each gets alone, on every processor") {
  const TrainerRows trainer = read_trainer_rows();
  const auto page_features = trainer.rows[0].begin() + static_cast<int>(first_page_feature);
  for (const std::size_t blocks : {1U, 15U, 33U, 49U, 64U, 65U, 200U}) {
    FeatureMatrix matrix;
    matrix.resize(blocks);
    std::vector<std::vector<float>> rows;
    for (BlockId id = 0; id < blocks; ++id) {
      std::vector<float>& row = rows.emplace_back(trainer.rows[id % trainer.rows.size()]);
      std::copy(page_features, trainer.rows[0].end(), row.begin() + static_cast<int>(first_page_feature));
      for (std::size_t f = 0; f < feature_count; ++f) matrix.set(id, static_cast<Feature>(f), row[f]);
    }
    for (const char* const name : {"all_pages", "articles", "catalogues"}) {
      std::vector<double> sums(blocks), portable_sums(blocks);
      forest(name).layout.evaluate(matrix, 0.5, sums);
      forest(name).layout.evaluate_portably(matrix, 0.5, portable_sums);
      for (std::size_t i = 0; i < blocks; ++i) CHECK(sums[i] == 0.5 * forest(name).evaluate(rows[i]));
      CHECK(sums == portable_sums);
    }
  }
}

TEST_CASE("the features from the first of a page on are those of the page") {
  for (std::size_t f = 0; f < feature_count; ++f) {
    const bool of_page = f >= static_cast<std::size_t>(first_page_feature);
    CHECK(of_page == (feature_infos()[f].group == FeatureGroup::page));
  }
}

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
  double sum = model.attribute(row, 1, groups);
  for (const double group : groups) sum += group;
  CHECK(sum == doctest::Approx(model.evaluate(row)));
  CHECK(groups[static_cast<std::size_t>(FeatureGroup::text)] == doctest::Approx(2.5));

  const Model& built_in = built_in_models().all_pages;
  std::array<double, static_cast<std::size_t>(FeatureGroup::count_)> built_in_groups{};
  double built_in_sum = built_in.attribute(row, 0.5, built_in_groups);
  for (const double group : built_in_groups) built_in_sum += group;
  CHECK(built_in_sum == doctest::Approx(0.5 * built_in.evaluate(row)).epsilon(0.001));
}

TEST_CASE("precision raises the cut and recall lowers it") {
  const char* const html =
      "<p>one two three four five six seven eight nine ten eleven twelve</p><p>x</p>"
      "<p>one two three four five six seven eight nine ten eleven twelve again</p>";
  const Scores balanced = score(html), precise = score(html, lubb::Focus::precision),
               generous = score(html, lubb::Focus::recall);
  CHECK(precise.cut > balanced.cut);
  CHECK(generous.cut < balanced.cut);
  CHECK(balanced.probability == precise.probability);
  CHECK_FALSE(balanced.nothing);
}

TEST_CASE("a page without expected words of content holds no article") {
  CHECK(score("<p>a</p><p>b</p>").nothing);
}

TEST_CASE("the page's type is seen by the mean of its blocks and chooses the forest") {
  const Scores article = score("<p>one two three</p>"), thread = score("<p>one</p>");
  CHECK(most_likely(article.types) == lubb::PageType::article);
  CHECK(article.types[0] > 0.9);
  CHECK(article.shares.articles == doctest::Approx(1));
  CHECK(article.probability[0] == doctest::Approx(sigmoid(9)));
  CHECK(most_likely(thread.types) == lubb::PageType::forum);
  CHECK(thread.shares.articles == 0);
  CHECK(thread.probability[0] == doctest::Approx(sigmoid(-2)));
}

TEST_CASE(
    "products, collections, listings and services together ask the forest of catalogues, and trust it less") {
  const ForestShares shares = forest_shares({0.05, 0.05, 0.3, 0.2, 0.2, 0.05, 0.15});
  CHECK(shares.catalogues == doctest::Approx(catalogue_certainty));
  CHECK(shares.all_pages == 0);
  CHECK(shares.articles == 0);
}

TEST_CASE("a forest with a small share is not asked, and the others take its place") {
  const ForestShares shares = forest_shares({0.3, 0.4, 0.1, 0.05, 0.05, 0.05, 0.05});
  CHECK(shares.catalogues == 0);  // would be 0.08
  CHECK(shares.articles > smallest_share);
  CHECK(shares.articles + shares.all_pages == doctest::Approx(1));
}

TEST_CASE("between the two, both forests are mixed") {
  // Scores of 0.8 and 0: the probability of an article is 0.69.
  static constexpr float some[] = {0.8F, 0.8F}, none[] = {0.0F, 0.0F};
  static constexpr Model likely{trees, nodes, some, node_values, {}},
      unlikely{trees, nodes, none, node_values, {}};
  const Models mixed{
      model, sure, model, {likely, unlikely, other_type, other_type, other_type, other_type, other_type}};
  lubb::test::ParsedPage page("<p>one two three</p>");
  FeatureMatrix features;
  compute_features(page.document, page.segments, built_in_tokens(), features);
  Scores scores;
  score_blocks(page.segments, built_in_tokens(), mixed, lubb::Focus::balanced, features, scores);
  const double share = scores.shares.articles;
  CHECK(scores.shares.all_pages == doctest::Approx(1 - share));
  CHECK(share > 0.1);
  CHECK(share < 0.9);
  CHECK(scores.probability[0] == doctest::Approx(sigmoid(9 * share + 3 * (1 - share))));
  CHECK(static_cast<double>(features.at(0, Feature::type_article)) == doctest::Approx(scores.types[0]));
}
