import Testing

@testable import Tabular

@Suite struct TableProfileTests {
  private func profile(_ values: Column.Values, labels: [UInt8]? = nil) -> ColumnProfile {
    TableProfile(Table(columns: [Column(name: "v", values: values)]), labels: labels).columns[0]
  }

  @Test func numbersHaveTheStatisticsOfNumPy() throws {
    // numpy: quantile of [1, 2, 2, 4, 8, 16, 100], its mean, and its std with ddof=1.
    let profile = profile(.double([8, 2, .nan, 100, 1, 16, 2, 4, .nan]))
    let statistics = try #require(profile.statistics)
    #expect(profile.count == 9 && profile.missingCount == 2 && profile.distinctCount == 6)
    #expect(statistics.minimum == 1 && statistics.maximum == 100)
    #expect(
      statistics.lowerQuartile == 2 && statistics.median == 4 && statistics.upperQuartile == 12)
    #expect(statistics.mean == 19)
    #expect(abs(statistics.standardDeviation - 36.09709129556009) < 1e-12)
    #expect(profile.mostFrequent.first == .init(value: "2", count: 2))
    #expect(profile.bins.map(\.label) == ["1", "2", "4", "8", "16", "100"])
    #expect(profile.missingBin?.count == 2)
  }

  @Test func binsCountTheTargetAndIgnoreUnlabelledRows() throws {
    let profile = profile(
      .flag([0, 1, 1, 255, 0], labels: .init(zero: "no", one: "yes")), labels: [0, 1, 255, 1, 1])
    #expect(profile.bins.map(\.label) == ["no", "yes"])
    #expect(profile.bins.map(\.count) == [2, 2])
    #expect(profile.bins.map(\.positiveRate) == [0.5, 1])
    #expect(profile.missingBin?.positiveRate == 1)
    #expect(profile.statistics?.mean == 0.5)
  }

  @Test func withoutLabelsThereIsNoRate() {
    #expect(profile(.float([1, 2, 3])).bins.allSatisfy { $0.positiveRate == nil })
  }

  @Test func evenNumbersGetEvenBinsAndSkewedOnesEqualMass() throws {
    let even = profile(.double((0..<1200).map(Double.init)))
    #expect(even.bins.count == 12)
    #expect(even.bins.allSatisfy { abs($0.count - 100) <= 1 })
    let powers = (0..<1200).map { place in
      let value = Double(place)
      return value * value * value * value * value * value
    }
    let skewed = profile(.double(powers))
    #expect(skewed.bins.count == 12)
    #expect(skewed.bins.allSatisfy { abs($0.count - 100) <= 1 })
  }

  @Test func everyRowIsInOneBin() throws {
    var generator = SplitMix(seed: 3)
    for _ in 0..<200 {
      let count = Int.random(in: 1...400, using: &generator)
      let scale = Double.random(in: 0.5...300, using: &generator)
      let values = (0..<count).map { _ in
        Float((Double.random(in: -1...1, using: &generator) * scale).rounded())
      }
      let profile = profile(.float(values))
      #expect(profile.bins.reduce(0) { $0 + $1.count } == count)
      #expect(profile.bins.count <= 12)
      #expect(profile.distinctCount == Set(values).count)
      let sorted = values.sorted()
      #expect(profile.statistics?.minimum == Double(sorted[0]))
      #expect(profile.statistics?.maximum == Double(sorted[count - 1]))
    }
  }

  @Test func categoriesGoByFrequencyAndTheRestTogether() {
    // Level k occurs k + 1 times.
    let levels = (0..<20).map { "l\($0 < 10 ? "0" : "")\($0)" }
    let codes = (0..<20).flatMap { level in [Int32](repeating: Int32(level), count: level + 1) }
    let profile = profile(.category(codes: codes + [-1], levels: levels + ["unused"]))
    #expect(profile.distinctCount == 20 && profile.missingCount == 1)
    #expect(profile.bins.count == 12)
    #expect(profile.bins.first?.label == "l19" && profile.bins.first?.count == 20)
    #expect(profile.bins.last?.label == "others" && profile.bins.last?.count == 45)
    #expect(profile.mostFrequent.map(\.count) == Array((11...20).reversed()))
  }

  @Test func textIsCountedExactly() {
    let texts = (0..<3000).map { $0 % 100 == 0 ? nil : "key \($0 % 1000)" }
    let profile = profile(.text(TextValues(texts)))
    #expect(profile.distinctCount == 990 && profile.missingCount == 30)
    #expect(profile.mostFrequent.count == 10)
    #expect(profile.mostFrequent.first == .init(value: "key 1", count: 3))
    #expect(profile.bins.isEmpty)
  }

  @Test func emptyAndConstantColumnsAreDefined() {
    let empty = profile(.float([.nan, .nan]))
    #expect(empty.statistics == nil && empty.bins.isEmpty && empty.distinctCount == 0)
    let none = profile(.double([]))
    #expect(none.count == 0 && none.missingShare == 0 && none.missingBin == nil)
    let constant = profile(.float([3, 3, 3]))
    #expect(constant.statistics?.standardDeviation == 0 && constant.bins.map(\.count) == [3])
    #expect(profile(.double([0, -0.0])).distinctCount == 1)
  }

  @Test func sortsAsComparisonDoes() {
    var generator = SplitMix(seed: 4)
    let numbers = (0..<5000).map { _ in
      Float(bitPattern: UInt32(truncatingIfNeeded: generator.next()))
    }
    .filter { !$0.isNaN }
    var keys = numbers.map { RadixSort.key($0.bitPattern) }
    RadixSort.sort(&keys)
    #expect(keys.map { Float(bitPattern: RadixSort.value($0)) } == numbers.sorted())
  }
}
