import Modelling
import Offers

/// One model's SHAP values of the profiles of a simulation, and what they say in words and points.
struct ModelReasons {
  private let model: CorrectedModel
  private let averageOf: Double
  /// One entry a profile: its SHAP values.
  private let values: [[Double]]
  private let profiles: [CustomerProfile]
  private let frame: FeatureFrame

  /// - Parameters:
  ///   - contributions: of the profiles whose places are `rows`.
  ///   - base: the SHAP values of the profile at place 1, where they are known already.
  ///   - profiles: the customer, the base, and perhaps the customer with an offer.
  ///   - frame: one row a profile.
  init(
    model: CorrectedModel, contributions: Contributions, rows: [Int], base: [Double]?,
    profiles: [CustomerProfile], frame: FeatureFrame
  ) {
    self.model = model
    self.profiles = profiles
    self.frame = frame
    averageOf = contributions.base
    values = profiles.indices.map { profile in
      if let row = rows.firstIndex(of: profile) { return Array(contributions.row(row)) }
      return base ?? []
    }
  }

  /// The SHAP values of the base.
  var base: [Double] { values[1] }
  /// The margin of the average row.
  var averageMargin: Double { averageOf }

  func margin(of profile: Int) -> Double { averageOf + values[profile].reduce(0, +) }

  func explanation(of profile: Int, subject: Simulation.Explanation.Subject)
    -> Simulation.Explanation
  {
    let isAverage = subject == .customer
    let difference = Simulation.MarginDifference(
      from: isAverage ? averageOf : margin(of: 1),
      contributions: isAverage ? values[profile] : zip(values[profile], values[1]).map { $0 - $1 })
    let (from, to, points) = difference.points { margins in
      model.correction.probabilities(ofMargins: margins, scale: model.marginScale, threads: 1)
    }
    let contributions = difference.contributions
    let order = contributions.indices.sorted {
      let (left, right) = (abs(contributions[$0]), abs(contributions[$1]))
      return left != right ? left > right : $0 < $1
    }
    return Simulation.Explanation(
      subject: subject, from: from, to: to,
      reasons: order.map { index in
        Simulation.Reason(
          column: frame.schema.features[index].name, value: value(of: index, profile),
          before: isAverage ? nil : value(of: index, 1), contribution: contributions[index],
          points: points[index])
      })
  }

  private func value(of index: Int, _ profile: Int) -> String {
    let feature = frame.schema.features[index]
    if feature.trainingOnly != nil { return "the same for all (training only)" }
    if frame.schema.derivedNames.contains(feature.name) {
      return feature.text(of: frame.columns[index][profile]) ?? "–"
    }
    return profiles[profile][feature.name]?.description ?? "–"
  }
}
