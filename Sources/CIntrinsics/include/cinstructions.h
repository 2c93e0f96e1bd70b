#ifndef CINSTRUCTIONS_H
#define CINSTRUCTIONS_H

/// The instructions to use; all give the same results, bit for bit.
typedef enum {
  cinstructions_portable,
  cinstructions_avx2,
  cinstructions_avx512,
} cinstructions;

/// The best instructions that this processor has.
cinstructions cinstructions_best(void);

#endif
