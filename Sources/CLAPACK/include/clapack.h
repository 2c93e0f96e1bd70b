#ifndef CLAPACK_H
#define CLAPACK_H

// The few routines of BLAS and LAPACK that the linear models and projections use, in plain C types.
//
// The headers of LAPACKE bring in complex types that Swift can't import, so they stay behind this
// one. All matrices are column-major doubles; of a symmetric matrix only the lower triangle is
// read and written. No routine keeps a pointer. All may be called from several threads at once.
//
// Every routine runs OpenBLAS on the calling thread alone. OpenBLAS splits sums differently for
// each number of threads, so its own threading would make the last bits of a fit depend on the
// machine; callers share out blocks of rows instead and add the results in a fixed order.

/// gram += blockᵀ · block. `block` is rows × columns with the leading dimension given, at least
/// `rows`; `gram` is columns × columns.
void clapack_gram_accumulate(int rows, int columns, const double *block, int leading,
                             double *gram);

/// result = block · vector; `vector` has `columns` elements, `result` has `rows`.
void clapack_multiply(int rows, int columns, const double *block, int leading,
                      const double *vector, double *result);

/// result += blockᵀ · vector; `vector` has `rows` elements, `result` has `columns`.
void clapack_multiply_transposed_accumulate(int rows, int columns, const double *block,
                                            int leading, const double *vector, double *result);

/// Replaces a symmetric matrix by its Cholesky factor. Returns 0, or the 1-based order of the first
/// leading minor that isn't positive definite; the matrix is then spoilt.
int clapack_cholesky_factor(int order, double *matrix);

/// Solves for one right side, in place, with a factor from `clapack_cholesky_factor`.
void clapack_cholesky_solve(int order, const double *factor, double *right_side);

/// Replaces a factor from `clapack_cholesky_factor` by the lower triangle of the matrix's inverse.
/// Returns 0, or the 1-based index of a zero on the factor's diagonal.
int clapack_cholesky_invert(int order, double *factor);

/// Replaces a symmetric matrix by its eigenvectors, one a column, and writes its eigenvalues in
/// ascending order. Returns 0, or a positive number where the iteration did not converge.
int clapack_symmetric_eigen(int order, double *matrix, double *values);

#endif
