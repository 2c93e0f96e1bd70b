import CLAPACK

/// The eigenvalues and eigenvectors of a symmetric matrix, largest first.
struct SymmetricEigen {
  /// Descending.
  let values: [Double]
  /// `vectors[place * order ..< (place + 1) * order]` has length 1 and belongs to the value there.
  let vectors: [Double]

  /// Decomposes a matrix given by its lower triangle, column-major; `nil` where LAPACK finds no end.
  init?(_ matrix: [Double], order: Int) {
    precondition(matrix.count == order * order && order > 0, "A square matrix has order² elements.")
    var vectors = matrix
    var values = [Double](repeating: 0, count: order)
    guard clapack_symmetric_eigen(Int32(order), &vectors, &values) == 0 else { return nil }
    self.values = values.reversed()
    self.vectors = (0..<order).reversed().flatMap { vectors[$0 * order..<($0 + 1) * order] }
  }

  /// `gram += blockᵀ · block` of rows × columns in column-major order; the lower triangle is kept.
  static func accumulate(_ block: [Double], rows: Int, columns: Int, into gram: inout [Double]) {
    precondition(
      block.count >= rows * columns && gram.count == columns * columns,
      "A block has a value for each row and column.")
    guard rows > 0 else { return }
    clapack_gram_accumulate(Int32(rows), Int32(columns), block, Int32(rows), &gram)
  }
}
