#ifndef CSLICES_H
#define CSLICES_H

#include "cinstructions.h"

#include <stdint.h>

// Swift has no word for the bits of a comparison of many bytes. Here 512 rows go through a tree at
// once: every test of the tree is a comparison of a column of bytes whose outcome is a bit a row, and
// the bits of one level choose among those of the next.

enum {
  /// Rows that are scored at once.
  cslices_rows = 512,
  /// The code of a missing value.
  cslices_missing = 255,
  /// The deepest tree.
  cslices_most_depth = 8,
  /// A tree's table has a leaf for each way down, and this many at least.
  cslices_least_leaves = 32,
};

/// One test of a tree. In a test of a number, rows whose byte in column `first` is at most `most` go
/// left. In a test of a set, rows go left that are in one of the planes `members[first..<first +
/// count]`, or in none of them if `most` is 1.
typedef struct {
  uint32_t first;
  uint16_t count;
  uint8_t most;
  /// The test's place: 0 is the root's, and after place p come 2p + 1 on the left and 2p + 2.
  uint8_t place;
} cslices_test;

/// One tree: `number_count` tests of numbers from `first_test` on, behind them those of sets. Places
/// may be empty. Bit k of a leaf's place says that the way down to it goes left at depth k.
typedef struct {
  uint32_t first_test;
  uint16_t number_count;
  uint16_t set_count;
  uint32_t first_leaf;
  uint32_t depth;
} cslices_tree;

/// Writes how many of the sorted thresholds are at or below each of 512 values, and the code of a
/// missing value for NaN. Values beyond ±`limit` count as that.
///
/// `tree` holds 2 to the power of `steps` thresholds, at least 16 of them, as a search tree: the first
/// is unused, entry 1 is the middle one, and below entry i come 2i and 2i + 1. It is filled up with
/// infinity. `steps` is 1 to 8. `shifted`, if it is not null, gets the codes plus one, modulo 256: there
/// missing comes first.
void cslices_rank(
  const float *values, const float *tree, int steps, float limit, uint8_t *codes, uint8_t *shifted,
  cinstructions instructions);

/// Writes which of 512 codes are each of `0..<count`, and in the last plane, which are missing.
void cslices_levels(const uint8_t *codes, int count, uint64_t *planes);

/// Adds the leaves that 512 rows reach, tree after tree, to their sums.
///
/// Columns hold 512 bytes each, planes 8 words.
void cslices_add(
  const cslices_tree *trees, int tree_count, const cslices_test *tests, const uint32_t *members,
  const float *leaves, const uint8_t *columns, const uint64_t *planes, double *sums,
  cinstructions instructions);

#endif
