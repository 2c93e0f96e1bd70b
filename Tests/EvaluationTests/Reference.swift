import Foundation
import Testing

/// The figures that `make_reference.py` took from other programs.
struct Reference: Decodable {
  struct Binary: Decodable, CustomTestStringConvertible {
    let name: String
    let scores: [Double]
    let labels: [UInt8]
    let weights: [Double]?
    let threshold: Double
    let confusion: [Double]
    let metrics: [String: Double]
    let bestF1: BestF1?
    let lift: [[Double]]
    let precisionRecall: [[Double]]
    let roc: [[Double]]
    var testDescription: String { name }
  }

  struct BestF1: Decodable {
    let f1: Double
    let threshold: Double
  }

  struct Ranking: Decodable {
    let groups: [Int32]
    let items: [Int32]
    let scores: [Double]
    let labels: [UInt8]
    let groupCount: Int
    let perGroup: [[Double]]
  }

  struct DeLongCase: Decodable {
    let labels: [UInt8]
    let first: [Double]
    let second: [Double]
    let areas: [Double]
    let standardError: Double
    let interval: [Double]
    let z: Double
    let p: Double
  }

  struct Drift: Decodable, CustomTestStringConvertible {
    let name: String
    let reference: [Double?]
    let current: [Double?]
    let psi: Stability
    let ks: Double
    let p: Double
    var testDescription: String { name }
  }

  struct Stability: Decodable {
    let value: Double
    let bins: Int
    let noiseFloor: Double
  }

  struct Regression: Decodable {
    let predictions: [Double]
    let actuals: [Double]
    let weights: [Double]
    let plain: [String: Double]
    let weighted: [String: Double]
    let spearman: Double
  }

  let binary: [Binary]
  let ranking: Ranking
  let delong: DeLongCase
  let drift: [Drift]
  let regression: Regression

  static func load() throws -> Reference {
    let url = try #require(Bundle.module.url(forResource: "reference", withExtension: "json"))
    return try JSONDecoder().decode(Reference.self, from: Data(contentsOf: url))
  }
}

/// Whether two figures agree to 1e-9, relative to the larger where that is above 1.
func agree(_ first: Double?, _ second: Double?, within tolerance: Double = 1e-9) -> Bool {
  switch (first, second) {
  case (nil, nil): true
  case (let first?, let second?):
    first == second || abs(first - second) <= tolerance * max(1, abs(first), abs(second))
  default: false
  }
}
