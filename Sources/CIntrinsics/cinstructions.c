#include "cinstructions.h"
#include "cprefetch.h"

cinstructions cinstructions_best(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq")) {
    return cinstructions_avx512;
  }
  if (__builtin_cpu_supports("avx2")) { return cinstructions_avx2; }
#endif
  return cinstructions_portable;
}
