@testable import Monitoring

/// Rows of one source, seeded: two numbers, one with missing values, one of few values, words and an
/// outcome that a score predicts.
struct SampleSource {
  private var state: UInt64
  var shift = 0.0
  var rare = 0.05
  var missing = 0.02
  var rate = 1.0

  init(seed: UInt64) { state = seed }

  private mutating func next() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return Double((word ^ word >> 31) >> 11) / 9_007_199_254_740_992
  }

  /// Some rows.
  mutating func rows(_ count: Int) -> Rows {
    var rows = Rows()
    for _ in 0..<count {
      let normal = (0..<12).reduce(0.0) { sum, _ in sum + next() } - 6 + shift
      rows.amount.append(Float(normal))
      rows.visits.append(next() < missing ? .nan : Float(Int(next() * next() * 12)))
      let draw = next()
      rows.word.append(draw < rare ? 2 : draw < 0.4 ? 1 : 0)
      let score = 1 / (1 + Double(truncating: normal))
      rows.scores.append(score)
      rows.labels.append(next() < score * rate ? 1 : 0)
    }
    return rows
  }

  struct Rows {
    var amount: [Float] = []
    var visits: [Float] = []
    var word: [Float] = []
    var scores: [Double] = []
    var labels: [UInt8] = []

    var profile: ReferenceProfile {
      ReferenceProfile(
        rowCount: amount.count,
        features: [
          FeatureReference(name: "amount", numbers: amount, unreadable: 0),
          FeatureReference(name: "visits", numbers: visits, unreadable: 0),
          FeatureReference(
            name: "word", codes: word, levels: ["a", "b", "c"], unseen: 0, unreadable: 0),
        ], scores: ScoreReference(scores: scores, labels: labels))
    }

    var cells: [DriftTally.Cells] {
      [.init(values: amount), .init(values: visits), .init(values: word)]
    }
  }
}

extension Double {
  /// e to the minus of a number, by halving and squaring, so that no library's rounding matters.
  fileprivate init(truncating value: Double) {
    var result = 1.0
    let part = -value / 1_024
    result = 1 + part + part * part / 2 + part * part * part / 6
    for _ in 0..<10 { result *= result }
    self = result
  }
}
