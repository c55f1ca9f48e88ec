// Placeholder until the first trained tables: one tree over the number of words and links.
#include "extract/model.h"

namespace lubb::extraction {
namespace {
constexpr TreeNode nodes[] = {{20.0F, 0, -1, 1}, {0.4F, 3, -2, -3}};
constexpr float leaves[] = {-2.0F, 2.0F, -2.0F};
constexpr float node_values[] = {-1.0F, 0.0F};
constexpr Tree trees[] = {{0, 0, 2}};
constexpr Model model{trees, nodes, leaves, node_values, static_cast<std::uint16_t>(feature_count)};
constexpr TokenTable tokens{};
}  // namespace

const Model& built_in_model() noexcept { return model; }
const TokenTable& built_in_tokens() noexcept { return tokens; }

}  // namespace lubb::extraction
