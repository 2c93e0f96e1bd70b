import Testing

@testable import Modelling

@Suite struct CholeskyFactorTests {
  // [4 2; 2 3], lower triangle only: the upper element is never read.
  let matrix = [4.0, 2, .nan, 3]

  @Test func solvesAndInverts() throws {
    let factor = try #require(CholeskyFactor([4, 2, 0, 3], order: 2))
    let solution = factor.solution(of: [10, 9])
    #expect(abs(solution[0] - 1.5) < 1e-12)
    #expect(abs(solution[1] - 2) < 1e-12)
    let inverse = try #require(factor.inverse())
    for (value, expected) in zip(inverse, [0.375, -0.25, -0.25, 0.5]) {
      #expect(abs(value - expected) < 1e-12)
    }
  }

  @Test func refusesWhatIsNotPositiveDefinite() {
    #expect(CholeskyFactor([1, 2, 2, 1], order: 2) == nil)
    #expect(CholeskyFactor([.nan, 0, 0, 1], order: 2) == nil)
  }

  @Test func readsTheLowerTriangleOnly() {
    #expect(CholeskyFactor(matrix, order: 2) != nil)
  }
}
