import Testing

@testable import Tabular

@Suite struct NumberParserTests {
  private func parse(_ text: String, _ parser: NumberParser = NumberParser()) -> Double? {
    var copy = text
    return copy.withUTF8 { parser.parse($0)?.value }
  }

  @Test func everyNumberIsRoundedCorrectly() throws {
    var generator = SplitMix(seed: 5)
    for _ in 0..<20_000 {
      let value = Double(bitPattern: generator.next())
      guard value.isFinite else { continue }
      try #require(parse("\(value)") == value)
      let digits = UInt64.random(in: 0...9_999_999_999_999_999, using: &generator)
      let text =
        "\(digits).\(generator.next() % 100_000)e\(Int.random(in: -40...40, using: &generator))"
      try #require(parse(text) == Double(text), "\(text)")
    }
  }

  @Test(arguments: [
    "", "-", "+", ".", "1.2.3", "1e", "e5", "1e+", "12a", "0x10", "1 2", "--1", "1,5", "nan", "5%",
    "$5", "infinit",
  ])
  func refuses(text: String) { #expect(parse(text) == nil) }

  @Test func whatSurvivesThirtyTwoBitsPrintsAsSpelt() throws {
    var generator = SplitMix(seed: 6)
    for _ in 0..<5000 {
      let whole = Int.random(in: 0...99_999, using: &generator)
      var text = "\(whole).\(Int.random(in: 1...9_999, using: &generator))"
      let parsed = try #require(text.withUTF8 { NumberParser().parse($0) })
      let printed = Double(Float(parsed.value).description)
      try #require(parsed.survivesFloat == (printed == parsed.value), "\(text)")
    }
  }
}
