#include "extract/cut.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "extract/model.h"

namespace lubb::extraction {
namespace {

double shift_cut(double cut, Focus focus) noexcept {
  if (focus == Focus::balanced) return cut;
  const double log_odds = std::log(cut / (1 - cut));
  return sigmoid(focus == Focus::precision ? log_odds + focus_shift : log_odds - focus_shift);
}

// The expected F1 and kept expected words of a cut.
struct Expectation {
  double f1 = 0;
  double kept_content = 0;
};

Expectation expect(std::span<const double> probability, std::span<const std::uint32_t> words,
                   double cut) noexcept {
  double kept = 0, kept_content = 0, content = 0;
  for (std::size_t i = 0; i < probability.size(); ++i) {
    content += probability[i] * words[i];
    if (probability[i] < cut) continue;
    kept += words[i];
    kept_content += probability[i] * words[i];
  }
  return {kept + content > 0 ? 2 * kept_content / (kept + content) : 0, kept_content};
}

double best_cut(std::span<const double> probability, std::span<const std::uint32_t> words,
                const CutRules& rules, std::vector<std::uint32_t>& rest) {
  // Adding words lowers F1 where they are content by less than half of it, and so does all that is less
  // likely. A little below, lest rounding decide.
  constexpr double falling_below = 0.49;
  const auto comes_later = [&](std::uint32_t a, std::uint32_t b) {
    return probability[a] != probability[b] ? probability[a] < probability[b] : a > b;
  };
  // Whatever is likelier than not comes to be looked at, and then nothing far below the F1 reached by that.
  constexpr double likely = 0.5, rounding = 1e-9;
  static_assert(falling_below < likely);
  const double least = falling_below * (expect(probability, words, likely).f1 - rounding);
  rest.clear();  // a heap: few blocks come to be looked at
  for (std::uint32_t id = 0; id < probability.size(); ++id) {
    if (probability[id] >= least) rest.push_back(id);
  }
  std::make_heap(rest.begin(), rest.end(), comes_later);
  double content = 0;
  for (std::size_t i = 0; i < probability.size(); ++i) content += probability[i] * words[i];
  double kept = 0, kept_content = 0, best = -1, cut = rules.highest;
  for (; !rest.empty() && probability[rest.front()] >= falling_below * best; rest.pop_back()) {
    const std::uint32_t id = rest.front();
    std::pop_heap(rest.begin(), rest.end(), comes_later);
    kept += words[id];
    kept_content += probability[id] * words[id];
    const double f1 = kept + content > 0 ? 2 * kept_content / (kept + content) : 0;
    if (f1 > best) {
      best = f1;
      cut = probability[id];
    }
  }
  return std::clamp(cut, rules.lowest, rules.highest);
}

}  // namespace

Cut choose_cut(std::span<const double> probability, std::span<const std::uint32_t> words, Focus focus,
               const CutRules& rules, std::vector<std::uint32_t>& memory) {
  double cut = best_cut(probability, words, rules, memory);
  const Expectation expected = expect(probability, words, cut);
  if (expected.f1 >= sure_f1 && rules.clear_is_strict) cut = std::max(cut, sure_cut);
  return {shift_cut(cut, focus), expected.f1, expected.kept_content < rules.fewest_words};
}

}  // namespace lubb::extraction
