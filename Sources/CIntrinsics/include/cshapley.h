#ifndef CSHAPLEY_H
#define CSHAPLEY_H

#include "cinstructions.h"

#include <stddef.h>
#include <stdint.h>

// The shares of SHAP are sums over all leaves of a tree, with a polynomial in each: eight numbers and
// more at every node, which only vector instructions add fast enough for a key press.

enum {
  cshapley_most_points = 32,
  /// Whether one child of a node, the first, is a leaf, or both are, or none.
  cshapley_leaves = 0,
  cshapley_leaf_and_node = 1,
  cshapley_nodes = 2,
  /// The first child is the one on the right.
  cshapley_swapped_bit = 4,
  cshapley_missing_left_bit = 8,
  cshapley_category_bit = 16,
  cshapley_feature_shift = 5,
};

/// A test of a tree. Tests lie in the order of a walk that goes through the first child of each before
/// the second, and so do leaves.
typedef struct {
  /// The first child's share of the training weight, above 0 and below 1.
  double ratio;
  /// Numbers below it go left; in a category, the bits are the place of its first word.
  float threshold;
  uint32_t info;
} cshapley_node;

/// A row, and how to read its categories: by feature the number of levels, and sets of them, 64 a word.
typedef struct {
  const float *values;
  const float *level_counts;
  const uint64_t *words;
} cshapley_row;

/// The points t of a rule of quadrature over 0…1, as t, 1 − t and weight. `count` is 4, 8, 16 or 32.
typedef struct {
  int count;
  double at[cshapley_most_points];
  double rest[cshapley_most_points];
  double weights[cshapley_most_points];
} cshapley_rule;

/// The memory that a walk needs, in bytes, to start at a multiple of 256.
size_t cshapley_scratch_size(int points, int depth, int feature_count);

/// Makes memory ready for walks over trees at most so deep.
void cshapley_prepare(void *scratch, const cshapley_rule *rule, int depth, int feature_count);

/// Writes what one tree's tests of each of some features, all that it has, add to a row's margin.
void cshapley_explain(
  const cshapley_node *nodes, const float *leaves, const cshapley_row *row,
  const cshapley_rule *rule, const ptrdiff_t *features, ptrdiff_t feature_count, void *scratch,
  double *shares, cinstructions instructions);

#endif
