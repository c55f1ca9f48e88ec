#include "extract/explain.h"

#include <array>
#include <charconv>
#include <cmath>

namespace lubb::extraction {
namespace {

constexpr std::size_t path_levels = 6;     // innermost elements shown
constexpr std::size_t longest_class = 40;  // bytes of a class attribute shown

std::string number(double value) {
  char buffer[32];
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, 2);
  return error == std::errc() ? std::string(buffer, end) : std::string();
}

std::string rounded(double value) { return std::to_string(std::llround(value)); }

std::string path_of(const Page& page, ElementId id) {
  std::vector<std::string> steps;  // innermost first
  for (; id != no_id && steps.size() < path_levels; id = page.segments.elements[id].parent) {
    const dom::NodeId node = page.segments.elements[id].node;
    std::string& step = steps.emplace_back(page.document.element_name(node).substr(0, longest_class));
    std::string classes = page.document.attribute(node, "class").value_or("");
    classes = classes.substr(0, std::min(classes.find_first_of(" \t\n"), longest_class));
    if (!classes.empty()) step.append(".").append(classes);
  }
  std::string path;
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    if (!path.empty()) path += " > ";
    path += *step;
  }
  return path;
}

std::string reason_text(const Page& page, BlockId id, const Decision& decision) {
  const double score = page.scores.probability[id];
  switch (decision.reason) {
    case Reason::score:
      return "score " + number(score) + (decision.kept ? " reaches the cut " : " is under the cut ") +
             number(page.scores.cut);
    case Reason::no_article: return "the page holds no article";
    case Reason::small_page: return "a sentence on a page of a few sentences";
    case Reason::title: return "shows the title, which is metadata";
    case Reason::credit: return "byline, date or outlet line, which is metadata";
    case Reason::caption: return "caption of a figure";
    case Reason::phrase:
      return "phrase (" + std::string(name(decision.phrase.kind)) +
             "): " + std::string(decision.phrase.phrase);
    case Reason::related_list:
      return "list under the heading (" + std::string(name(decision.phrase.kind)) +
             "): " + std::string(decision.phrase.phrase);
    case Reason::comment: return "reader's comment";
    case Reason::hidden: return "hidden, and no tab or collapsed text";
    case Reason::enclosed:
      return "score " + number(score) +
             ", but part of the body: between kept paragraphs of the same parent or announced by one";
    case Reason::table:
      return decision.kept ? "kept with most of its table" : "dropped with most of its table";
    case Reason::lone_heading: return "heading whose text was dropped";
    case Reason::repeated: return "the same text was kept before";
    case Reason::further_article: return "part of the next story on the page";
    case Reason::no_words: return "no words";
    case Reason::pruned: return "dropped by --prune";
    case Reason::kept_by_option: return "kept by --keep";
    case Reason::before_headline: return "list above the headline";
    case Reason::site:
      return "score " + number(score) + " is under the cut " + number(page.scores.cut) +
             " because it was seen on " + rounded(page.site->pages_with[id]) + " of " +
             rounded(page.site->pages) + " pages of this host";
    case Reason::list: return decision.kept ? "kept with its list" : "dropped with its list";
  }
  return {};
}

void add_contributions(const Page& page, std::span<const float> row, const Models& models,
                       BlockTrace& block) {
  std::array<double, static_cast<std::size_t>(FeatureGroup::count_)> groups{};
  const ForestShares& shares = page.scores.shares;
  double rest = models.all_pages.attribute(row, shares.all_pages, groups);
  rest += models.articles.attribute(row, shares.articles, groups);
  rest += models.catalogues.attribute(row, shares.catalogues, groups);
  block.contributions.emplace_back("start", rest);
  for (std::size_t group = 0; group < groups.size(); ++group) {
    block.contributions.emplace_back(std::string(name(static_cast<FeatureGroup>(group))), groups[group]);
  }
}

}  // namespace

void explain(const Page& page, const Models& models, const std::vector<Decision>& decisions, Trace& trace) {
  trace.cut = page.scores.cut;
  trace.blocks.reserve(decisions.size());
  for (BlockId id = 0; id < decisions.size(); ++id) {
    const Block& block = page.segments.blocks[id];
    BlockTrace entry;
    entry.source = {page.document.node(block.first).begin, page.document.node(block.last).end};
    entry.path = path_of(page, block.element);
    entry.text = page.segments.block_text(block);
    entry.kept = decisions[id].kept;
    entry.score = page.scores.probability[id];
    entry.final_score = decisions[id].reason == Reason::score ? entry.score : decisions[id].kept ? 1.0 : 0.0;
    entry.reason = reason_text(page, id, decisions[id]);
    const auto row = page.features.row(id);
    for (std::size_t f = 0; f < feature_count; ++f) {
      if (row[f] != 0)
        entry.features.emplace_back(std::string(feature_infos()[f].name), static_cast<double>(row[f]));
    }
    // A block without words is not scored.
    if (block.counts.words > 0) add_contributions(page, row, models, entry);
    if (page.site != nullptr && page.site->log_odds[id] != 0) {
      entry.features.emplace_back("site_pages_with", page.site->pages_with[id]);
      entry.features.emplace_back("site_pages", page.site->pages);
      entry.contributions.emplace_back("site", page.site->log_odds[id]);
    }
    trace.blocks.push_back(std::move(entry));
  }
}

}  // namespace lubb::extraction
