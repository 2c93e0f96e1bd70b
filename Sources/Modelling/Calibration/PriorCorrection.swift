import Foundation

/// Takes back what weights, under-sampling or made-up positives did to probabilities.
///
/// A model fitted to rows of which a share s is positive promises too much where the true share is π.
/// Its odds are off by a constant factor: odds′ = odds · π/(1 − π) · (1 − s)/s. Exact for a model that
/// is right about the rows it saw. With s = .5 and π = .1 a promise of .5 becomes .1, and one of .9
/// becomes .5. Sources: Elkan 2001; Saerens, Latinne and Decaestecker 2002,
/// doi:10.1162/089976602753284446.
public struct PriorCorrection: Sendable, Hashable, Codable {
  /// The share of positives, by weight, among the rows fitted to; between 0 and 1.
  public let sampledRate: Double
  /// The true share of positives; between 0 and 1.
  public let trueRate: Double

  /// Makes a correction; both rates lie above 0 and below 1.
  public init(sampledRate: Double, trueRate: Double) {
    precondition(
      sampledRate > 0 && sampledRate < 1 && trueRate > 0 && trueRate < 1,
      "Rates lie between 0 and 1.")
    self.sampledRate = sampledRate
    self.trueRate = trueRate
  }

  /// The correction from the rows that were fitted to back to those that were there.
  ///
  /// `nil` where either holds one class.
  ///
  /// - Parameters:
  ///   - labels: the labels fitted to, 0 or 1.
  ///   - weights: their weights; all 1 when `nil`.
  ///   - original: the labels before balancing.
  public init?(labels: [UInt8], weights: [Float]?, original: [UInt8]) {
    precondition(weights.map { $0.count == labels.count } ?? true, "One weight a row.")
    var weight = (positives: 0.0, all: 0.0)
    for (row, label) in labels.enumerated() {
      let own = weights.map { Double($0[row]) } ?? 1
      weight.all += own
      if label == 1 { weight.positives += own }
    }
    let positives = original.reduce(0) { $0 + Int($1) }
    guard weight.positives > 0, weight.positives < weight.all,
      positives > 0, positives < original.count
    else { return nil }
    self.init(
      sampledRate: weight.positives / weight.all,
      trueRate: Double(positives) / Double(original.count))
  }

  /// Weights that give rows of the true share of positives the share that was sampled, their sum staying
  /// the row count where the labels have the true share.
  public func balancingWeights(of labels: [UInt8]) -> [Float] {
    let positive = Float(sampledRate / trueRate)
    let negative = Float((1 - sampledRate) / (1 - trueRate))
    return labels.map { $0 == 1 ? positive : negative }
  }

  /// What is added to log-odds.
  public var shift: Double {
    log(trueRate / (1 - trueRate)) - log(sampledRate / (1 - sampledRate))
  }

  /// The corrected probability, 0…1; 0 and 1 stay, NaN of NaN.
  public func probability(of probability: Double) -> Double {
    let hits = probability * trueRate / sampledRate
    let misses = (1 - probability) * (1 - trueRate) / (1 - sampledRate)
    return hits / (hits + misses)
  }

  /// Corrects log-odds.
  public func apply(toLogOdds margins: [Double]) -> [Double] {
    let shift = shift
    return margins.map { $0 + shift }
  }

  /// Corrects probabilities.
  public func apply(toProbabilities probabilities: [Double]) -> [Double] {
    probabilities.map(probability)
  }
}

extension PriorCorrection {
  /// Reads a correction that was written by `encode(to:)`.
  ///
  /// - Throws: ``ModellingError`` with `invalidModel` for a rate that is not between 0 and 1.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    sampledRate = try container.decode(Double.self, forKey: .sampledRate)
    trueRate = try container.decode(Double.self, forKey: .trueRate)
    for rate in [sampledRate, trueRate] where !(rate > 0 && rate < 1) {
      throw ModellingError.damagedCalibration("its share of positives is \(rate)")
    }
  }
}
