import Evaluation

/// How two models differ in one figure, as JSON.
struct DifferencePart: Encodable {
  let metric: String
  let first: String
  let second: String
  /// Differences this small count as none.
  let equivalence: Double
  /// First less second.
  let difference: Interval
  let firstBetter: Double
  let equivalent: Double
  let secondBetter: Double
  @Null var test: TestPart?

  struct TestPart: Encodable {
    let method: String
    let interval: Interval
    @Null var statistic: Double?
    @Null var degreesOfFreedom: Int?
    let pValue: Double
  }

  init(_ difference: ModelDifference) {
    metric = difference.metric.rawValue
    first = difference.first
    second = difference.second
    equivalence = difference.equivalence
    self.difference = difference.preference.difference
    firstBetter = difference.preference.firstBetter
    equivalent = difference.preference.equivalent
    secondBetter = difference.preference.secondBetter
    test = difference.test.map {
      TestPart(
        method: $0.method.rawValue, interval: $0.interval, statistic: $0.statistic,
        degreesOfFreedom: $0.degreesOfFreedom, pValue: $0.pValue)
    }
  }
}

/// The 95 % intervals of one model's figures, as JSON.
struct IntervalsPart: Encodable {
  /// By metric; undefined ones are absent.
  let drawn: [String: Interval]
  @Null var deLongROCAUC: Interval?

  init(_ intervals: ComparisonIntervals, model: Int) {
    drawn = Dictionary(
      uniqueKeysWithValues: ComparisonIntervals.metrics.compactMap { metric in
        intervals.interval(of: metric, model: model).map { (metric.rawValue, $0) }
      })
    deLongROCAUC = intervals.deLongInterval(model: model)
  }
}
