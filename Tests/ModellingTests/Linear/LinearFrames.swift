import Tabular

@testable import Modelling

/// Frames for the tests of the linear models and of XGBoost, the same on every machine.
enum LinearFrames {
  static let schema = FeatureSchema(features: [
    Feature(name: "balance", kind: .number),
    Feature(name: "loan", kind: .flag(.init(zero: "no", one: "yes"))),
    Feature(name: "job", kind: .category(levels: ["admin", "retired", "student", "unused"])),
    Feature(name: "constant", kind: .number),
  ])

  /// Rows with missing values in every feature but the constant, whose labels follow the features.
  static func mixed(rowCount: Int, seed: UInt64 = 1, weighted: Bool = false) -> TrainingSet {
    var random = SplitMix(state: seed)
    var columns = [[Float]](repeating: [], count: 4)
    var labels: [UInt8] = []
    var weights: [Float] = []
    for _ in 0..<rowCount {
      let balance = Float(random.share() * 200 - 50)
      let loan: Float = random.share() < 0.3 ? 1 : 0
      let job = Float(Int(random.share() * 3))
      var logOdds = -1 + Double(balance) / 60 - Double(loan)
      logOdds += job == 1 ? 1.2 : job == 2 ? -0.7 : 0
      if job == 2 && loan == 1 { logOdds += 1.5 }
      labels.append(random.share() < logistic(logOdds) ? 1 : 0)
      weights.append(Float(0.25 + random.share()))
      columns[0].append(random.share() < 0.1 ? .nan : balance)
      columns[1].append(random.share() < 0.1 ? .nan : loan)
      columns[2].append(random.share() < 0.1 ? .nan : job)
      columns[3].append(7)
    }
    return TrainingSet(
      frame: FeatureFrame(schema: schema, rowCount: rowCount, columns: columns),
      labels: labels, weights: weighted ? weights : nil)
  }

  /// Flags without noise in their values, so that many rows are equal.
  static func flags(rowCount: Int, count: Int, seed: UInt64 = 2) -> TrainingSet {
    var random = SplitMix(state: seed)
    var columns = [[Float]](repeating: [], count: count)
    var labels: [UInt8] = []
    for _ in 0..<rowCount {
      var logOdds = -1.0
      for feature in 0..<count {
        let value: Float = random.share() < 0.2 ? 1 : 0
        columns[feature].append(value)
        logOdds += Double(value) * (feature % 2 == 0 ? 1 : -0.8)
      }
      labels.append(random.share() < logistic(logOdds) ? 1 : 0)
    }
    let features = (0..<count).map {
      Feature(name: "flag\($0)", kind: .flag(.init(zero: "0", one: "1")))
    }
    return TrainingSet(
      frame: FeatureFrame(
        schema: FeatureSchema(features: features), rowCount: rowCount, columns: columns),
      labels: labels)
  }

  /// A frame of the mixed schema with the given rows.
  static func rows(_ rows: [[Float]]) -> FeatureFrame {
    FeatureFrame(
      schema: schema, rowCount: rows.count, columns: (0..<4).map { f in rows.map { $0[f] } })
  }

  /// One number column.
  static func numbers(_ values: [Float], labels: [UInt8]) -> TrainingSet {
    let schema = FeatureSchema(features: [Feature(name: "x", kind: .number)])
    return TrainingSet(
      frame: FeatureFrame(schema: schema, rowCount: values.count, columns: [values]),
      labels: labels)
  }
}

/// A small generator of uniform numbers.
struct SplitMix {
  var state: UInt64

  /// A number in 0..<1.
  mutating func share() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
  }
}
