import Evaluation
import Testing

/// Slices where a model is planted to be weak, and noise in which there is none.
@Suite struct WeakSlicesTests {
  /// Rows whose probabilities are true but in one of ten slices, by `change`.
  private func rows(
    _ change: (_ slice: Int, _ probability: Double, _ noise: Double) -> Double
  ) throws -> (rows: ScoredRows, slices: [WeakSlices.Slice]) {
    var generator = SeededGenerator(seed: 5)
    var (scores, labels): ([Double], [UInt8]) = ([], [])
    for row in 0..<6_000 {
      let probability = Double.random(in: 0.05...0.6, using: &generator)
      labels.append(Double.random(in: 0..<1, using: &generator) < probability ? 1 : 0)
      scores.append(
        change(row % 10, probability, Double.random(in: 0.05...0.6, using: &generator)))
    }
    let slices = (0..<10).map { slice in
      WeakSlices.Slice(name: "\(slice)", members: (0..<6_000).filter { $0 % 10 == slice })
    }
    return (try ScoredRows(scores: scores, labels: labels), slices)
  }

  @Test func aSliceThatIsOrderedAtRandomIsFound() throws {
    let (rows, slices) = try rows { $0 == 3 ? $2 : $1 }
    let found = WeakSlices(slices, of: rows, minimumRows: 100, threads: 2)
    #expect(found.looks == 20)
    let first = try #require(found.worst.first)
    #expect(first.slice == "3" && first.look == .order && first.correctedP < 0.001)
    #expect(abs(first.value.estimate - 0.5) < 0.1 && first.elsewhere > 0.65)
    #expect(first.value.level > 0.995)
    #expect(WeakSlices(slices, of: rows, minimumRows: 100, threads: 1) == found)
  }

  @Test func aSliceThatIsPromisedTooMuchIsFound() throws {
    let (rows, slices) = try rows { slice, probability, _ in
      slice == 7 ? probability + 0.15 : probability
    }
    let found = WeakSlices(slices, of: rows, minimumRows: 100)
    let first = try #require(found.worst.first)
    #expect(first.slice == "7" && first.look == .promise && first.correctedP < 0.001)
    #expect(abs(first.value.estimate - 0.15) < 0.05 && abs(first.elsewhere) < 0.03)
    #expect(found.beyondChance == 1)
  }

  @Test func noiseHasNoWeakSlices() throws {
    let (rows, slices) = try rows { _, probability, _ in probability }
    let found = WeakSlices(slices, of: rows, minimumRows: 100)
    #expect(found.beyondChance == 0 && found.worst.count == 10)
    let corrected = found.worst.map(\.correctedP)
    #expect(corrected == corrected.sorted())
    #expect(zip(found.worst, corrected).allSatisfy { $0.pValue <= $1 })
  }

  @Test func smallSlicesAndTheWholeAreNotLookedAt() throws {
    let (rows, slices) = try rows { _, probability, _ in probability }
    let found = WeakSlices(
      slices + [WeakSlices.Slice(name: "all", members: Array(0..<6_000))], of: rows,
      minimumRows: 601)
    #expect(found.looks == 0 && found.worst.isEmpty && found.beyondChance == 0)
  }
}
