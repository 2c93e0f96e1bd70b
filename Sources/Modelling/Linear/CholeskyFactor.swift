import CLAPACK

/// The Cholesky factor of a symmetric positive definite matrix.
struct CholeskyFactor {
  /// Rows of the matrix.
  let order: Int
  private let factor: [Double]

  /// Factors a matrix given by its lower triangle, column-major; `nil` if it isn't positive definite
  /// to working precision or holds a value that isn't finite.
  init?(_ matrix: [Double], order: Int) {
    precondition(matrix.count == order * order, "A square matrix has order² elements.")
    var factor = matrix
    guard clapack_cholesky_factor(Int32(order), &factor) == 0 else { return nil }
    self.order = order
    self.factor = factor
  }

  /// The solution x of A·x = b.
  func solution(of rightSide: [Double]) -> [Double] {
    precondition(rightSide.count == order, "A right side has one element a row.")
    var result = rightSide
    clapack_cholesky_solve(Int32(order), factor, &result)
    return result
  }

  /// The inverse of the matrix, both triangles; `nil` if the factor is singular.
  func inverse() -> [Double]? {
    var result = factor
    guard clapack_cholesky_invert(Int32(order), &result) == 0 else { return nil }
    for column in 0..<order {
      for row in column + 1..<max(order, column + 1) {
        result[row * order + column] = result[column * order + row]
      }
    }
    return result
  }
}
