#ifndef CLONES_H
#define CLONES_H

// What a function is compiled for, besides the processor that all have.
#if defined(__x86_64__)
#define AVX2 __attribute__((target("avx2")))
#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq")))
#endif

// Bodies are compiled into each function that is made for some instructions.
#define INLINE static inline __attribute__((always_inline))

#endif
