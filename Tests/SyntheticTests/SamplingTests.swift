import Foundation
import Testing
import Tabular

@testable import Synthetic

@Suite struct SamplingTests {
  @Test func splitMixGivesItsPublishedNumbers() {
    // The first outputs for seed 1234567 of the algorithm's reference implementation.
    var generator = SeededGenerator(seed: 1_234_567)
    #expect(generator.next() == 6_457_827_717_110_365_317)
    #expect(generator.next() == 3_203_168_211_198_807_973)
  }

  @Test func portableMathAgreesWithTheSystems() {
    for step in -3_000...3_000 {
      let x = Double(step) / 10
      let expected = exp(x)
      #expect(abs(PortableMath.exponential(x) - expected) <= 4e-16 * expected)
    }
    for step in 1...3_000 {
      let x = Double(step) * Double(step) / 1_000
      #expect(abs(PortableMath.logarithm(x) - log(x)) <= 4e-16 * max(1, abs(log(x))))
    }
    #expect(PortableMath.sigmoid(0) == 0.5)
    #expect(PortableMath.sigmoid(-1_000) == 0 && PortableMath.sigmoid(1_000) == 1)
  }

  @Test func deviatesHaveTheirMoments() {
    var generator = SeededGenerator(seed: 3)
    let normals = (0..<40_000).map { _ in generator.normal(mean: 2, deviation: 3) }
    let mean = normals.reduce(0, +) / 40_000
    let variance = normals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 40_000
    #expect(abs(mean - 2) < 0.06)
    #expect(abs(variance - 9) < 0.27)
    let picks = (0..<40_000).map { _ in generator.index([1, 0, 3]) }
    #expect(abs(Double(picks.filter { $0 == 2 }.count) - 30_000) < 350)
    #expect(!picks.contains(1))
    let whole = Set((0..<1_000).map { _ in generator.whole(-1...2) })
    #expect(whole == [-1, 0, 1, 2])
  }

  @Test func shufflingKeepsTheElements() {
    var generator = SeededGenerator(seed: 4)
    var numbers = Array(0..<50)
    generator.shuffle(&numbers)
    #expect(numbers != Array(0..<50) && numbers.sorted() == Array(0..<50))
  }
}
