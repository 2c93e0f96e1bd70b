// The walk over one tree with POINTS points of quadrature; included once for each number of them.
//
// At a point t a test's factor is a·r + b for the child that the row goes to and a·r for the other,
// where r is the child's share of the weight. The first test of a feature on the way down has a = 1 − t
// and b = t. Once the row has left the way at a test of the feature, a = 1 and b = 0. A test below one
// that the row passed with share y replaces that one's factor f = y(1 − t) + t, so that a = y(1 − t)/f
// and b = t/f.

#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)
#define NAMED(name) JOIN(name, POINTS)
#define vector NAMED(vector)
#define state NAMED(state)
#define frame NAMED(frame)
#define desk NAMED(desk)

typedef double vector __attribute__((ext_vector_type(POINTS)));

// What is known of a feature on the way down.
typedef struct {
  vector a, b;
  // 1/f, or 0 once the row has left.
  vector inverse;
  double y;
} state;

// A test whose children are being walked.
typedef struct {
  // Of the factors above, with the weights of the points.
  vector product;
  // The sum over the leaves of the first child.
  vector first;
  // The feature's state below the child that the row goes to.
  state own;
  const state *before;
  double ratio;
  uint32_t feature;
  uint16_t goes_first;
  uint16_t is_in_first;
} frame;

// Scratch memory, behind which lies what it points to.
typedef struct {
  // Of a feature before its first test.
  state open;
  // Of one that the row has left.
  state off;
  // By feature.
  vector *totals;
  frame *frames;
  // By feature.
  const state **states;
} desk;

static size_t NAMED(size)(int depth, int feature_count) {
  return sizeof(desk) + (size_t)feature_count * sizeof(vector) +
         (size_t)(depth + 2) * sizeof(frame) + (size_t)feature_count * sizeof(state *);
}

static void NAMED(prepare)(
  desk *own, const cshapley_rule *rule, int depth, int feature_count) {
  memset(own, 0, NAMED(size)(depth, feature_count));
  for (int point = 0; point < POINTS; point++) {
    own->open.a[point] = rule->rest[point];
    own->open.b[point] = rule->at[point];
    own->open.inverse[point] = 1;
    own->off.a[point] = 1;
  }
  own->open.y = 1;
  own->off.y = 1;
  own->totals = (vector *)(own + 1);
  own->frames = (frame *)(own->totals + feature_count);
  own->states = (const state **)(own->frames + depth + 2);
  for (int feature = 0; feature < feature_count; feature++) { own->states[feature] = &own->open; }
  memcpy(&own->frames[0].product, rule->weights, sizeof(vector));
}

// Goes on to a child: its feature's state and the product of factors.
INLINE void NAMED(enter)(frame *at, double ratio, bool is_passed, const desk *own) {
  const state *before = at->before;
  // Worked out even where the row leaves: asking would be foretold wrongly too often.
  state *passed = &at->own;
  passed->y = before->y * ratio;
  const vector scaled = passed->y * own->open.a;
  passed->inverse = 1.0 / (scaled + own->open.b);
  passed->a = scaled * passed->inverse;
  passed->b = own->open.b * passed->inverse;
  const bool is_on = is_passed && before != &own->off;
  own->states[at->feature] = is_on ? passed : &own->off;
  at[1].product = at->product * (ratio * before->a + (double)is_passed * before->b);
}

// Adds to the feature's total what its test gives, and makes the sum over the leaves below it.
INLINE void NAMED(close)(
  const state *at, const vector *product, double ratio, bool goes_first, const vector *first,
  const vector *second, vector *total, vector *sum) {
  const vector mean = ratio * *first + (1 - ratio) * *second;
  const vector passed = goes_first ? *first : *second;
  const vector all = mean * at->a + passed * at->b;
  *total += *product * at->inverse * ((passed - at->y * mean) - (1 - at->y) * all);
  *sum = all;
}

INLINE void NAMED(walk)(
  const cshapley_node *node, const float *leaf, const cshapley_row *row, const desk *own) {
  frame *at = own->frames;
  vector sum;
  for (;;) {
    const cshapley_node test = *node++;
    const uint32_t feature = test.info >> cshapley_feature_shift;
    const uint32_t kind = test.info & 3;
    const bool goes_first = sends_first(&test, row);
    const state *before = own->states[feature];
    at->before = before;
    at->ratio = test.ratio;
    at->feature = feature;
    at->goes_first = goes_first;
    at->is_in_first = kind == cshapley_nodes;
    if (kind == cshapley_nodes) {
      NAMED(enter)(at, test.ratio, goes_first, own);
      at++;
      continue;
    }
    vector first = (double)*leaf++;
    if (kind == cshapley_leaf_and_node) {
      at->first = first;
      NAMED(enter)(at, 1 - test.ratio, !goes_first, own);
      at++;
      continue;
    }
    const vector second = (double)*leaf++;
    NAMED(close)(
      before, &at->product, test.ratio, goes_first, &first, &second, own->totals + feature, &sum);
    // Back up to the next test whose second child is to be walked.
    for (;;) {
      if (at == own->frames) { return; }
      at--;
      if (at->is_in_first) {
        at->first = sum;
        at->is_in_first = false;
        own->states[at->feature] = at->before;
        NAMED(enter)(at, 1 - at->ratio, !at->goes_first, own);
        at++;
        break;
      }
      NAMED(close)(
        at->before, &at->product, at->ratio, at->goes_first, &at->first, &sum,
        own->totals + at->feature, &sum);
      own->states[at->feature] = at->before;
    }
  }
}

INLINE void NAMED(settle)(
  const ptrdiff_t *features, ptrdiff_t feature_count, desk *own, double *shares) {
  for (ptrdiff_t index = 0; index < feature_count; index++) {
    vector *total = own->totals + features[index];
    double sum = 0;
    for (int point = 0; point < POINTS; point++) { sum += (*total)[point]; }
    shares[index] = sum;
    *total = 0;
  }
}

static void NAMED(explain)(
  const cshapley_node *nodes, const float *leaves, const cshapley_row *row, desk *own) {
  NAMED(walk)(nodes, leaves, row, own);
}

#if defined(__x86_64__)
AVX2 static void NAMED(explain_avx2_)(
  const cshapley_node *nodes, const float *leaves, const cshapley_row *row, desk *own) {
  NAMED(walk)(nodes, leaves, row, own);
}

AVX512 static void NAMED(explain_avx512_)(
  const cshapley_node *nodes, const float *leaves, const cshapley_row *row, desk *own) {
  NAMED(walk)(nodes, leaves, row, own);
}
#endif

static void NAMED(run)(
  const cshapley_node *nodes, const float *leaves, const cshapley_row *row,
  const ptrdiff_t *features, ptrdiff_t feature_count, desk *own, double *shares,
  cinstructions instructions) {
#if defined(__x86_64__)
  if (instructions == cinstructions_avx512) {
    NAMED(explain_avx512_)(nodes, leaves, row, own);
  } else if (instructions == cinstructions_avx2) {
    NAMED(explain_avx2_)(nodes, leaves, row, own);
  } else {
    NAMED(explain)(nodes, leaves, row, own);
  }
#else
  (void)instructions;
  NAMED(explain)(nodes, leaves, row, own);
#endif
  NAMED(settle)(features, feature_count, own, shares);
}

#undef JOIN_
#undef JOIN
#undef NAMED
#undef vector
#undef state
#undef frame
#undef desk
#undef POINTS
