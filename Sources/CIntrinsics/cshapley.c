#include "cshapley.h"
#include "clones.h"

#include <stdbool.h>
#include <string.h>

// Whether a row goes to a test's first child.
INLINE bool sends_first(const cshapley_node *test, const cshapley_row *row) {
  const uint32_t feature = test->info >> cshapley_feature_shift;
  const float value = row->values[feature];
  const bool missing_left = test->info & cshapley_missing_left_bit;
  bool left;
  if (test->info & cshapley_category_bit) {
    left = missing_left;
    if (value >= 0 && value < row->level_counts[feature]) {
      uint32_t first_word;
      memcpy(&first_word, &test->threshold, sizeof first_word);
      const uint32_t level = (uint32_t)value;
      left = row->words[first_word + level / 64] >> (level % 64) & 1;
    }
  } else {
    left = (value < test->threshold) | (missing_left & (value != value));
  }
  return left != ((test->info & cshapley_swapped_bit) != 0);
}

#define POINTS 4
#include "shapleywalk.h"
#define POINTS 8
#include "shapleywalk.h"
#define POINTS 16
#include "shapleywalk.h"
#define POINTS 32
#include "shapleywalk.h"

size_t cshapley_scratch_size(int points, int depth, int feature_count) {
  switch (points) {
  case 4: return size4(depth, feature_count);
  case 8: return size8(depth, feature_count);
  case 16: return size16(depth, feature_count);
  default: return size32(depth, feature_count);
  }
}

void cshapley_prepare(void *scratch, const cshapley_rule *rule, int depth, int feature_count) {
  switch (rule->count) {
  case 4: prepare4(scratch, rule, depth, feature_count); break;
  case 8: prepare8(scratch, rule, depth, feature_count); break;
  case 16: prepare16(scratch, rule, depth, feature_count); break;
  default: prepare32(scratch, rule, depth, feature_count);
  }
}

void cshapley_explain(
  const cshapley_node *nodes, const float *leaves, const cshapley_row *row,
  const cshapley_rule *rule, const ptrdiff_t *features, ptrdiff_t feature_count, void *scratch,
  double *shares, cinstructions instructions) {
  switch (rule->count) {
  case 4:
    run4(nodes, leaves, row, features, feature_count, scratch, shares, instructions);
    break;
  case 8:
    run8(nodes, leaves, row, features, feature_count, scratch, shares, instructions);
    break;
  case 16:
    run16(nodes, leaves, row, features, feature_count, scratch, shares, instructions);
    break;
  default: run32(nodes, leaves, row, features, feature_count, scratch, shares, instructions);
  }
}
