#include "extract/block_layout.h"

#include <algorithm>
#include <bit>
#include <cstring>

#if defined(__x86_64__) && defined(__GNUC__)
#define LUBB_CAN_CHOOSE_AVX2
#include <immintrin.h>
#endif

namespace lubb::extraction {
namespace {

// Of each tree: what a page's own features put out of reach of all of its blocks.
using PageMasks = std::array<std::uint32_t, BlockLayout::most_trees>;

// False only without blocks.
bool mask_page(const BlockLayout& forest, const FeatureMatrix& features, PageMasks& masks) noexcept {
  if (features.blocks() == 0) return false;
  std::fill_n(masks.begin(), forest.ends.size(), no_leaf);
  const float* const values = features.tile(0);
  for (const PageSplit& split : forest.page_splits) {
    const bool left = values[split.feature * FeatureMatrix::tile_rows] <= split.threshold;
    masks[split.tree] |= split.leaves & (static_cast<std::uint32_t>(left) - 1);
  }
  return true;
}

// Rows of a tile, and where to add what the forest says of them.
struct Rows {
  const float* values;  // of the first
  std::span<double> sums;
};

// Calls add(rows) for so many rows of a tile at once, for all of them.
template <class Add>
void for_each_tile(const FeatureMatrix& features, std::span<double> sums, std::size_t rows, Add&& add) {
  for (std::size_t first = 0; first < sums.size(); first += rows) {
    add(Rows{features.tile(static_cast<BlockId>(first)),
             sums.subspan(first, std::min(rows, sums.size() - first))});
  }
}

void add_sums(const double* row_sums, double weight, std::span<double> sums) noexcept {
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += weight * row_sums[i];
}

// In plain C++ the same comparisons and the same sums.
void add_outputs(const BlockLayout& forest, const PageMasks& page, double weight, const Rows& rows) noexcept {
  constexpr std::size_t together = FeatureMatrix::rows_at_once;
  double row_sums[together] = {};
  const BlockSplit* split = forest.splits.data();
  const float* leaves = forest.leaves.data();
  for (std::size_t tree = 0; tree < forest.ends.size(); ++tree, leaves += BlockLayout::leaf_stride) {
    std::uint32_t out_of_reach[together];
    for (std::uint32_t& mask : out_of_reach) mask = page[tree];
    for (const BlockSplit* const end = forest.splits.data() + forest.ends[tree]; split != end; ++split) {
      const float* const values = rows.values + (split->leaves >> feature_shift) * FeatureMatrix::tile_rows;
      for (std::size_t i = 0; i < together; ++i)
        out_of_reach[i] |= values[i] <= split->threshold ? 0 : split->leaves;
    }
    for (std::size_t i = 0; i < together; ++i)
      row_sums[i] += static_cast<double>(leaves[std::countr_one(out_of_reach[i]) - 1]);
  }
  add_sums(row_sums, weight, rows.sums);
}

#ifdef LUBB_CAN_CHOOSE_AVX2
#define LUBB_AVX2 __attribute__((target("avx2")))

// Eight leaves, each the lowest one in reach.
LUBB_AVX2 inline __m256 pick_leaves(__m256i out_of_reach, const __m256 (&leaves)[3]) noexcept {
  const __m256i lowest =
      _mm256_andnot_si256(out_of_reach, _mm256_sub_epi32(out_of_reach, _mm256_set1_epi32(-1)));
  // The exponent is 127 + 1 + the leaf's number, of which the lowest five bits are the number.
  const __m256i bits = _mm256_castps_si256(_mm256_cvtepi32_ps(lowest));
  const __m256i number = _mm256_srli_epi32(bits, 23);
  const auto pick = [&](std::size_t i) __attribute__((target("avx2"))) {
    return _mm256_permutevar8x32_ps(leaves[i], number);  // by the lowest three bits
  };
  const __m256 fourth_bit = _mm256_castsi256_ps(_mm256_slli_epi32(bits, 31 - 26));
  const __m256 fifth_bit = _mm256_castsi256_ps(_mm256_slli_epi32(bits, 31 - 27));
  return _mm256_blendv_ps(_mm256_blendv_ps(pick(0), pick(1), fourth_bit), pick(2), fifth_bit);
}

template <std::size_t vectors>
LUBB_AVX2 void add_outputs_avx2(const BlockLayout& forest, const PageMasks& page, double weight,
                                const Rows& rows) noexcept {
  constexpr std::size_t lanes = 8;
  __m256d row_sums[2 * vectors];
  for (__m256d& sums : row_sums) sums = _mm256_setzero_pd();
  const BlockSplit* split = forest.splits.data();
  const float* tree_leaves = forest.leaves.data();
  for (std::size_t tree = 0; tree < forest.ends.size(); ++tree, tree_leaves += BlockLayout::leaf_stride) {
    __m256i out_of_reach[vectors];
    for (__m256i& mask : out_of_reach) mask = _mm256_set1_epi32(static_cast<int>(page[tree]));
    for (const BlockSplit* const end = forest.splits.data() + forest.ends[tree]; split != end; ++split) {
      const __m256 threshold = _mm256_broadcast_ss(&split->threshold);
      const __m256i leaves = _mm256_set1_epi32(static_cast<int>(split->leaves));
      const float* const values = rows.values + (split->leaves >> feature_shift) * FeatureMatrix::tile_rows;
      for (std::size_t i = 0; i < vectors; ++i) {
        const __m256 above = _mm256_cmp_ps(threshold, _mm256_loadu_ps(values + i * lanes), _CMP_NGE_UQ);
        out_of_reach[i] |= _mm256_castps_si256(above) & leaves;
      }
    }
    const __m256 leaves[] = {_mm256_loadu_ps(tree_leaves), _mm256_loadu_ps(tree_leaves + lanes),
                             _mm256_loadu_ps(tree_leaves + 2 * lanes)};
    for (std::size_t i = 0; i < vectors; ++i) {
      const __m256 picked = pick_leaves(out_of_reach[i], leaves);
      row_sums[2 * i] += _mm256_cvtps_pd(_mm256_castps256_ps128(picked));
      row_sums[2 * i + 1] += _mm256_cvtps_pd(_mm256_extractf128_ps(picked, 1));
    }
  }
  double sums[lanes * vectors];
  std::memcpy(sums, row_sums, sizeof sums);
  add_sums(sums, weight, rows.sums);
}
#endif

}  // namespace

void BlockLayout::evaluate_portably(const FeatureMatrix& features, double weight,
                                    std::span<double> sums) const noexcept {
  PageMasks page;
  if (!mask_page(*this, features, page)) return;
  for_each_tile(features, sums, FeatureMatrix::rows_at_once,
                [&](const Rows& rows) { add_outputs(*this, page, weight, rows); });
}

void BlockLayout::evaluate(const FeatureMatrix& features, double weight,
                           std::span<double> sums) const noexcept {
#ifdef LUBB_CAN_CHOOSE_AVX2
  if (__builtin_cpu_supports("avx2")) {
    PageMasks page;
    if (!mask_page(*this, features, page)) return;
    return for_each_tile(features, sums, FeatureMatrix::tile_rows, [&](const Rows& rows) {
      switch ((rows.sums.size() + FeatureMatrix::rows_at_once - 1) / FeatureMatrix::rows_at_once) {
        case 1: return add_outputs_avx2<2>(*this, page, weight, rows);
        case 2: return add_outputs_avx2<4>(*this, page, weight, rows);
        case 3: return add_outputs_avx2<6>(*this, page, weight, rows);
        default: return add_outputs_avx2<8>(*this, page, weight, rows);
      }
    });
  }
#endif
  evaluate_portably(features, weight, sums);
}

}  // namespace lubb::extraction
