#ifndef CPREFETCH_H
#define CPREFETCH_H

// Swift has no word for asking memory ahead of its use. Rows of a tree's nodes lie scattered over
// tables larger than the caches; asked for a few rows ahead, they arrive while others are summed.

/// Asks for the cache line that holds `address` and returns at once. Any address may be given: one
/// that can't be read is ignored.
static inline void cprefetch(const void *address) { __builtin_prefetch(address); }

#endif
