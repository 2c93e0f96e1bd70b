import Threads

/// How expected values, p × amount, agree with the money that came.
///
/// The money of a row is the amount where the outcome happened and 0 elsewhere. The top tenth are the
/// ⌈n/10⌉ highest rows, as for lift; a tie across the cut counts by its expected share. A worked
/// number: of ten rows one brought 30 and one 10, and the highest expected value is that of the first:
/// .75 of the money is in the top tenth, 7.5 times what chance would find.
public struct ExpectedValueFigures: Sendable, Hashable, Codable {
  /// Rows that were measured.
  public let rowCount: Int
  /// The rank correlation of expected values and money over all rows, −1…1; `nil` when either side is
  /// constant.
  public let spearman: Double?
  /// The sum of expected values.
  public let predictedTotal: Double
  /// The money that came.
  public let realisedTotal: Double
  /// The share of the money in the top tenth by expected value, 0…1 unless amounts are negative;
  /// `nil` where no money came, or less than none.
  public let shareByValue: Double?
  /// The same by probability alone.
  public let shareByProbability: Double?
  /// The same by the money itself: the most attainable.
  public let perfectShare: Double?
  /// ``shareByValue`` less ``shareByProbability``, with its interval over draws of the rows; `nil` where
  /// they are undefined, and without draws.
  public let difference: PairedDifference?

  /// The promised money over the money that came; 1 at best, `nil` where none came, or less.
  public var calibration: Double? {
    realisedTotal > 0 ? predictedTotal / realisedTotal : nil
  }

  /// The share of the rows that the top tenth is, at least .1.
  private var topShare: Double { Double((rowCount + 9) / 10) / Double(max(1, rowCount)) }

  /// How many times more money than chance the top tenth by expected value holds.
  public var liftByValue: Double? { shareByValue.map { $0 / topShare } }
  /// The same by probability alone.
  public var liftByProbability: Double? { shareByProbability.map { $0 / topShare } }
  /// The most attainable lift.
  public var perfectLift: Double? { perfectShare.map { $0 / topShare } }

  /// A model's predictions of the rows.
  public struct Predictions: Sendable {
    /// The probability of each row, 0…1.
    public let probabilities: [Double]
    /// The expected amount of each row, given that the outcome happens.
    public let amounts: [Double]

    /// Makes predictions.
    ///
    /// - Precondition: one amount a probability.
    public init(probabilities: [Double], amounts: [Double]) {
      precondition(probabilities.count == amounts.count, "There is one amount a probability.")
      self.probabilities = probabilities
      self.amounts = amounts
    }

    /// p × amount by row.
    public var values: [Double] { zip(probabilities, amounts).map { $0 * $1 } }
  }

  /// The figures of several models on the same rows, one a model, with intervals from the same draws.
  ///
  /// Draws are those of ``Bootstrap``: stratified by label, or whole groups where there are any.
  /// O(draws · n) for all models together.
  ///
  /// - Parameters:
  ///   - labels: 1 where the outcome happened, else 0.
  ///   - money: what each row brought.
  ///   - bootstrap: how often rows are drawn; no intervals when `nil`.
  /// - Throws: ``EvaluationError`` naming the row of a prediction or an amount that is not finite.
  public static func all(
    _ models: [Predictions], labels: [UInt8], money: [Double], groups: RankingGroups? = nil,
    bootstrap: Bootstrap?, threads: Int = 1
  ) throws(EvaluationError) -> [ExpectedValueFigures] {
    precondition(labels.count == money.count, "There is one label an amount.")
    precondition(
      models.allSatisfy { $0.probabilities.count == money.count }, "There is one prediction a row.")
    var spearmans: [Double?] = []
    for model in models {
      if let row = model.probabilities.firstIndex(where: { !$0.isFinite }) {
        throw EvaluationError.notANumber("probability", row: row)
      }
      spearmans.append(try RegressionMetrics(predictions: model.values, actuals: money).spearman)
    }
    let orders = models.map { (value: MoneyOrder($0.values), chance: MoneyOrder($0.probabilities)) }
    let once = [Int32](repeating: 1, count: money.count)
    let top = (money.count + 9) / 10
    let total = money.reduce(0, +)
    let share = { (order: MoneyOrder) -> Double? in
      total > 0 ? order.money(ofFirst: top, amounts: money, counts: once) / total : nil
    }
    let perfect = money.isEmpty ? nil : share(MoneyOrder(money))
    let draws = bootstrap.map { bootstrap in
      drawn(
        orders, money: money,
        plan: DrawPlan(labels: labels, groups: groups, seed: bootstrap.seed),
        draws: bootstrap.draws, threads: threads)
    }
    return models.indices.map { index in
      let (byValue, byChance) = (share(orders[index].value), share(orders[index].chance))
      let difference = bootstrap.flatMap { bootstrap in
        paired(
          draws?.compactMap { $0.isEmpty ? nil : $0[index] } ?? [], byValue, byChance,
          level: bootstrap.level)
      }
      return ExpectedValueFigures(
        rowCount: money.count, spearman: spearmans[index],
        predictedTotal: models[index].values.reduce(0, +), realisedTotal: total,
        shareByValue: byValue, shareByProbability: byChance, perfectShare: perfect,
        difference: difference)
    }
  }

  /// Of each draw the difference of every model; empty where no money came in it.
  private static func drawn(
    _ orders: [(value: MoneyOrder, chance: MoneyOrder)], money: [Double], plan: DrawPlan,
    draws: Int, threads: Int
  ) -> [[Double]] {
    parallelMap(draws, threads: threads) { draw in
      var units = [Int32](repeating: 0, count: plan.unitCount)
      plan.forEachUnit(ofDraw: draw) { units[$0] += 1 }
      var total = 0.0
      var rowCount = 0
      let counts = plan.unitOfRow.map { $0 < 0 ? 0 : units[Int($0)] }
      for (row, count) in counts.enumerated() {
        total += Double(count) * money[row]
        rowCount += Int(count)
      }
      guard total > 0 else { return [] }
      let top = (rowCount + 9) / 10
      return orders.map { order in
        (order.value.money(ofFirst: top, amounts: money, counts: counts)
          - order.chance.money(ofFirst: top, amounts: money, counts: counts)) / total
      }
    }
  }

  private static func paired(
    _ draws: [Double], _ first: Double?, _ second: Double?, level: Double
  ) -> PairedDifference? {
    guard let first, let second,
      let interval = Percentiles(draws)?.interval(first - second, level: level)
    else { return nil }
    let count = Double(draws.count)
    return PairedDifference(
      interval: interval, firstHigher: Double(draws.count { $0 > 0 }) / count,
      secondHigher: Double(draws.count { $0 < 0 }) / count)
  }
}
