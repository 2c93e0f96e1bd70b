import Foundation
import Testing

@testable import Monitoring

@Suite struct ReferenceProfileTests {
  private func profile() -> ReferenceProfile {
    var source = SampleSource(seed: 8)
    return source.rows(600).profile
  }

  @Test func itReadsBackEqual() throws {
    let bytes = try JSONEncoder().encode(profile())
    #expect(try JSONDecoder().decode(ReferenceProfile.self, from: bytes) == profile())
    #expect(bytes.count < 40_000)
  }

  @Test func countsHoldAllRows() {
    for feature in profile().features { #expect(feature.rowCount == 600) }
    if case .numbers(let numbers) = profile().features[0].values {
      #expect(numbers.coarse(numbers.counts).reduce(0, +) == 600)
      #expect(numbers.coarse(numbers.counts).allSatisfy { $0 == 60 || $0 == 61 || $0 == 59 })
      #expect(numbers.edges.count <= 208)
    }
  }

  @Test func infiniteNumbersAreCounted() throws {
    let feature = FeatureReference(
      name: "n", numbers: [1, 2, .infinity, -.infinity, .nan], unreadable: 0)
    #expect(feature.rowCount == 5 && feature.missing == 1)
    let profile = ReferenceProfile(rowCount: 5, features: [feature], scores: nil)
    let bytes = try JSONEncoder().encode(profile)
    #expect(try JSONDecoder().decode(ReferenceProfile.self, from: bytes) == profile)
  }

  @Test(arguments: [
    ("\"rowCount\":600", "\"rowCount\":601", "rows"),
    ("\"rowCount\":600", "\"rowCount\":-1", "claims"),
    ("\"version\":1", "\"version\":2", "update"),
    ("\"missing\":0", "\"missing\":-5", "counts"),
    ("\"name\":\"word\"", "\"name\":\"visits\"", "one name"),
  ])
  func damageIsOneSentence(_ old: String, _ new: String, _ words: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = String(decoding: try encoder.encode(profile()), as: UTF8.self)
    try #require(text.contains(old))
    let damaged = text.replacingOccurrences(of: old, with: new)
    #expect {
      try JSONDecoder().decode(ReferenceProfile.self, from: Data(damaged.utf8))
    } throws: {
      ($0 as? MonitoringError)?.message.contains(words) == true
    }
  }
}
