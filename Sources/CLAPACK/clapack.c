#include "clapack.h"

#include <cblas.h>
#include <lapacke.h>
#include <pthread.h>

static pthread_once_t clapack_once = PTHREAD_ONCE_INIT;

// The setting is one for the whole process; doing it once, before the first call, is enough.
static void clapack_pin(void) { openblas_set_num_threads(1); }

static void clapack_prepare(void) { pthread_once(&clapack_once, clapack_pin); }

void clapack_gram_accumulate(int rows, int columns, const double *block, int leading,
                             double *gram) {
  clapack_prepare();
  cblas_dsyrk(CblasColMajor, CblasLower, CblasTrans, columns, rows, 1.0, block, leading, 1.0, gram,
              columns);
}

void clapack_multiply(int rows, int columns, const double *block, int leading,
                      const double *vector, double *result) {
  clapack_prepare();
  cblas_dgemv(CblasColMajor, CblasNoTrans, rows, columns, 1.0, block, leading, vector, 1, 0.0,
              result, 1);
}

void clapack_multiply_transposed_accumulate(int rows, int columns, const double *block,
                                            int leading, const double *vector, double *result) {
  clapack_prepare();
  cblas_dgemv(CblasColMajor, CblasTrans, rows, columns, 1.0, block, leading, vector, 1, 1.0, result,
              1);
}

int clapack_cholesky_factor(int order, double *matrix) {
  clapack_prepare();
  return (int)LAPACKE_dpotrf(LAPACK_COL_MAJOR, 'L', order, matrix, order);
}

void clapack_cholesky_solve(int order, const double *factor, double *right_side) {
  clapack_prepare();
  LAPACKE_dpotrs(LAPACK_COL_MAJOR, 'L', order, 1, factor, order, right_side, order);
}

int clapack_cholesky_invert(int order, double *factor) {
  clapack_prepare();
  return (int)LAPACKE_dpotri(LAPACK_COL_MAJOR, 'L', order, factor, order);
}

int clapack_symmetric_eigen(int order, double *matrix, double *values) {
  clapack_prepare();
  return (int)LAPACKE_dsyevd(LAPACK_COL_MAJOR, 'V', 'L', order, matrix, order, values);
}
