#include "cslices.h"
#include "clones.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

typedef uint8_t bytes64 __attribute__((ext_vector_type(64)));
typedef bool bits64 __attribute__((ext_vector_type(64)));
typedef uint64_t plane __attribute__((ext_vector_type(8)));

enum { groups = cslices_rows / 64, most_tests = (1 << cslices_most_depth) - 1 };

// Which bytes of a column are at most so much.
INLINE void compare(const uint8_t *column, uint8_t most, plane *outcome) {
  uint64_t words[groups];
  for (int group = 0; group < groups; group++) {
    bytes64 codes;
    memcpy(&codes, column + 64 * group, sizeof codes);
    const bits64 bits = __builtin_convertvector(codes <= most, bits64);
    memcpy(words + group, &bits, sizeof bits);
  }
  memcpy(outcome, words, sizeof words);
}

// Which rows are in some planes, or in none of them.
INLINE void gather(
  const cslices_test *test, const uint32_t *members, const uint64_t *planes, plane *outcome) {
  plane in = 0;
  for (uint32_t index = 0; index < test->count; index++) {
    plane one;
    memcpy(&one, planes + (size_t)groups * members[test->first + index], sizeof one);
    in |= one;
  }
  *outcome = test->most ? ~in : in;
}

// Of the outcomes of all tests at a depth, those that the rows come to: the ways taken above choose
// between the left and the right half, and so on.
INLINE void choose(const plane *level, int depth, const plane *ways, plane *way) {
  plane rest[1 << (cslices_most_depth - 2)];
  const plane *from = level;
  int count = 1 << depth;
  for (int above = 0; above < depth; above++) {
    const plane left = ways[above];
    count >>= 1;
    for (int index = 0; index < count; index++) {
      rest[index] = (from[index] & left) | (from[index + count] & ~left);
    }
    from = rest;
  }
  *way = from[0];
}

// At each depth, which rows go left.
INLINE void descend(
  const cslices_tree *tree, const cslices_test *tests, const uint32_t *members,
  const uint8_t *columns, const uint64_t *planes, plane *outcomes, plane *ways) {
  const cslices_test *test = tests + tree->first_test;
  for (int index = 0; index < tree->number_count; index++, test++) {
    compare(columns + (size_t)cslices_rows * test->first, test->most, outcomes + test->place);
  }
  for (int index = 0; index < tree->set_count; index++, test++) {
    gather(test, members, planes, outcomes + test->place);
  }
  for (int depth = 0; depth < (int)tree->depth; depth++) {
    choose(outcomes + (1 << depth) - 1, depth, ways, ways + depth);
  }
}

// The places of the leaves that 64 rows reach.
INLINE void place(const plane *ways, int depth, int group, uint8_t *places) {
  bytes64 sum = 0;
  for (int level = 0; level < depth; level++) {
    const uint64_t word = ways[level][group];
    bits64 bits;
    memcpy(&bits, &word, sizeof bits);
    sum |= __builtin_convertvector(bits, bytes64) << (uint8_t)level;
  }
  memcpy(places, &sum, sizeof sum);
}

typedef void leaf_adder(const float *leaves, int depth, const uint8_t *places, double *sums);

INLINE void add_leaves(const float *leaves, int depth, const uint8_t *places, double *sums) {
  (void)depth;
  for (int row = 0; row < 64; row++) { sums[row] += (double)leaves[places[row]]; }
}

INLINE void add(
  const cslices_tree *trees, int tree_count, const cslices_test *tests, const uint32_t *members,
  const float *leaves, const uint8_t *columns, const uint64_t *planes, double *sums,
  leaf_adder *adder) {
  // Places without a test are read, but what they hold does not matter.
  plane outcomes[most_tests];
  plane ways[cslices_most_depth];
  memset(outcomes, 0, sizeof outcomes);
  for (int index = 0; index < tree_count; index++) {
    const cslices_tree *tree = trees + index;
    const int depth = (int)tree->depth;
    descend(tree, tests, members, columns, planes, outcomes, ways);
    for (int group = 0; group < groups; group++) {
      uint8_t places[64];
      place(ways, depth, group, places);
      adder(leaves + tree->first_leaf, depth, places, sums + 64 * group);
    }
  }
}

INLINE void search(
  const float *values, const float *tree, int steps, float limit, uint8_t *codes) {
  // Eight searches side by side hide the wait for each other's thresholds.
  for (int row = 0; row < cslices_rows; row += 8) {
    float clamped[8];
    uint32_t entries[8];
#pragma clang loop unroll(full) vectorize(disable)
    for (int lane = 0; lane < 8; lane++) {
      const float value = values[row + lane];
      clamped[lane] = value > limit ? limit : value < -limit ? -limit : value;
      entries[lane] = 1;
    }
    for (int step = 0; step < steps; step++) {
#pragma clang loop unroll(full) vectorize(disable)
      for (int lane = 0; lane < 8; lane++) {
        entries[lane] = 2 * entries[lane] + (tree[entries[lane]] <= clamped[lane]);
      }
    }
#pragma clang loop unroll(full) vectorize(disable)
    for (int lane = 0; lane < 8; lane++) {
      const bool is_missing = clamped[lane] != clamped[lane];
      codes[row + lane] = (uint8_t)(is_missing ? cslices_missing : entries[lane] - (1u << steps));
    }
  }
}

INLINE void shift(const uint8_t *codes, uint8_t *shifted) {
  if (shifted == NULL) { return; }
  for (int row = 0; row < cslices_rows; row++) { shifted[row] = (uint8_t)(codes[row] + 1); }
}

void cslices_levels(const uint8_t *codes, int count, uint64_t *planes) {
  for (int level = 0; level <= count; level++) {
    const uint8_t wanted = (uint8_t)(level == count ? cslices_missing : level);
    for (int group = 0; group < groups; group++) {
      bytes64 own;
      memcpy(&own, codes + 64 * group, sizeof own);
      const bits64 bits = __builtin_convertvector(own == wanted, bits64);
      memcpy(planes + (size_t)groups * level + group, &bits, sizeof bits);
    }
  }
}

#if defined(__x86_64__)

// The leaves of 16 rows, without a look at memory for each: two registers are a table of 32.
INLINE AVX512 __m512 leaves_of(const float *leaves, __m512i places) {
  return _mm512_permutex2var_ps(_mm512_loadu_ps(leaves), places, _mm512_loadu_ps(leaves + 16));
}

INLINE AVX512 __m512 leaves_of_64(const float *leaves, __m512i places) {
  const __mmask16 upper = _mm512_test_epi32_mask(places, _mm512_set1_epi32(32));
  return _mm512_mask_mov_ps(leaves_of(leaves, places), upper, leaves_of(leaves + 32, places));
}

INLINE AVX512 __m512 leaves_of_128(const float *leaves, __m512i places) {
  const __mmask16 upper = _mm512_test_epi32_mask(places, _mm512_set1_epi32(64));
  return _mm512_mask_mov_ps(
    leaves_of_64(leaves, places), upper, leaves_of_64(leaves + 64, places));
}

INLINE AVX512 void add_leaves_avx512(
  const float *leaves, int depth, const uint8_t *places, double *sums) {
  for (int row = 0; row < 64; row += 16) {
    const __m512i own = _mm512_cvtepu8_epi32(_mm_loadu_si128((const __m128i *)(places + row)));
    __m512 values;
    if (depth <= 5) {
      values = leaves_of(leaves, own);
    } else if (depth == 6) {
      values = leaves_of_64(leaves, own);
    } else {
      values = leaves_of_128(leaves, own);
      if (depth == 8) {
        const __mmask16 upper = _mm512_test_epi32_mask(own, _mm512_set1_epi32(128));
        values = _mm512_mask_mov_ps(values, upper, leaves_of_128(leaves + 128, own));
      }
    }
    const __m512d low = _mm512_cvtps_pd(_mm512_castps512_ps256(values));
    const __m512d high = _mm512_cvtps_pd(_mm512_extractf32x8_ps(values, 1));
    double *target = sums + row;
    _mm512_storeu_pd(target, _mm512_add_pd(_mm512_loadu_pd(target), low));
    _mm512_storeu_pd(target + 8, _mm512_add_pd(_mm512_loadu_pd(target + 8), high));
  }
}

// One step down for 16 values: to the right where the threshold is at or below the value.
INLINE AVX512 __m512i next(__m512i entries, __m512 thresholds, __m512 values) {
  const __m512i one = _mm512_set1_epi32(1);
  const __mmask16 isRight = _mm512_cmp_ps_mask(thresholds, values, _CMP_LE_OQ);
  const __m512i left = _mm512_add_epi32(entries, entries);
  return _mm512_mask_add_epi32(left, isRight, left, one);
}

INLINE AVX512 __m512i search16(const float *tree, int steps, __m512 values) {
  __m512i entries = _mm512_set1_epi32(1);
  const __m512 top = _mm512_loadu_ps(tree);
  for (int step = 0; step < 4 && step < steps; step++) {
    entries = next(entries, _mm512_permutexvar_ps(entries, top), values);
  }
  // Depth d is 2 to the power of d entries: half of a register, two halves of two, and so on.
  if (steps > 4) {
    entries = next(entries, _mm512_permutexvar_ps(entries, _mm512_loadu_ps(tree + 16)), values);
  }
  if (steps > 5) { entries = next(entries, leaves_of(tree + 32, entries), values); }
  if (steps > 6) { entries = next(entries, leaves_of_64(tree + 64, entries), values); }
  if (steps > 7) { entries = next(entries, leaves_of_128(tree + 128, entries), values); }
  return entries;
}

INLINE AVX512 void search_avx512(
  const float *values, const float *tree, int steps, float limit, uint8_t *codes) {
  for (int row = 0; row < cslices_rows; row += 16) {
    const __m512 raw = _mm512_loadu_ps(values + row);
    // Of a pair with NaN the second is taken.
    const __m512 low = _mm512_min_ps(_mm512_set1_ps(limit), raw);
    const __m512 clamped = _mm512_max_ps(_mm512_set1_ps(-limit), low);
    const __m512i last = search16(tree, steps, clamped);
    const __m512i codes32 = _mm512_sub_epi32(last, _mm512_set1_epi32(1 << steps));
    const __mmask16 isMissing = _mm512_cmp_ps_mask(raw, raw, _CMP_UNORD_Q);
    const __m512i missing = _mm512_set1_epi32(cslices_missing);
    const __m128i codes8 = _mm512_cvtepi32_epi8(_mm512_mask_mov_epi32(codes32, isMissing, missing));
    _mm_storeu_si128((__m128i *)(codes + row), codes8);
  }
}

AVX512 static void rank_avx512(
  const float *values, const float *tree, int steps, float limit, uint8_t *codes,
  uint8_t *shifted) {
  // Known numbers of steps make loops without branches.
  if (steps == 8) {
    search_avx512(values, tree, 8, limit, codes);
  } else if (steps == 1) {
    search_avx512(values, tree, 1, limit, codes);
  } else {
    search_avx512(values, tree, steps, limit, codes);
  }
  shift(codes, shifted);
}

AVX2 static void add_avx2(
  const cslices_tree *trees, int tree_count, const cslices_test *tests, const uint32_t *members,
  const float *leaves, const uint8_t *columns, const uint64_t *planes, double *sums) {
  add(trees, tree_count, tests, members, leaves, columns, planes, sums, add_leaves);
}

AVX512 static void add_avx512(
  const cslices_tree *trees, int tree_count, const cslices_test *tests, const uint32_t *members,
  const float *leaves, const uint8_t *columns, const uint64_t *planes, double *sums) {
  add(trees, tree_count, tests, members, leaves, columns, planes, sums, add_leaves_avx512);
}

#endif

void cslices_rank(
  const float *values, const float *tree, int steps, float limit, uint8_t *codes, uint8_t *shifted,
  cinstructions instructions) {
#if defined(__x86_64__)
  if (instructions == cinstructions_avx512) {
    rank_avx512(values, tree, steps, limit, codes, shifted);
    return;
  }
#endif
  (void)instructions;
  search(values, tree, steps, limit, codes);
  shift(codes, shifted);
}

void cslices_add(
  const cslices_tree *trees, int tree_count, const cslices_test *tests, const uint32_t *members,
  const float *leaves, const uint8_t *columns, const uint64_t *planes, double *sums,
  cinstructions instructions) {
#if defined(__x86_64__)
  if (instructions == cinstructions_avx512) {
    add_avx512(trees, tree_count, tests, members, leaves, columns, planes, sums);
    return;
  }
  if (instructions == cinstructions_avx2) {
    add_avx2(trees, tree_count, tests, members, leaves, columns, planes, sums);
    return;
  }
#endif
  (void)instructions;
  add(trees, tree_count, tests, members, leaves, columns, planes, sums, add_leaves);
}
