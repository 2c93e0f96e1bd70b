public import Evaluation
import Modelling
import Tabular

/// How well boosted trees tell the test rows of a split from its training rows by their features: .5
/// where both are alike, 1 where nothing that was learnt on one side need hold on the other.
public struct SplitShift: Sendable, Equatable {
  /// ROC-AUC of "is a test row" on rows held out from the fit, with its 95 % interval by DeLong.
  public let area: Interval
  /// The columns that tell, the most telling first.
  public let columns: [Column]

  /// A column that tells the sides apart.
  public struct Column: Sendable, Equatable {
    /// The column.
    public let name: String
    /// Its share of the trees' gain, 0…1.
    public let share: Double
    /// ROC-AUC of the column alone, at least .5.
    public let area: Double
  }

  /// The most rows that are looked at.
  static let maximumRows = 20_000
  private static let mostColumns = 3

  /// Cross-fits trees on two halves of the rows; whole groups where there are any, or trees would know
  /// customers instead of sides.
  ///
  /// `nil` where the halves can't be made.
  init?(_ split: Split, of dataset: Dataset, run: TrainingRun) throws {
    let total = split.train.count + split.test.count
    let evenly = { (rows: [Int]) in
      Explainer.evenly(rows.count, max(50, Self.maximumRows * rows.count / total)).map { rows[$0] }
    }
    let (train, test) = (evenly(split.train), evenly(split.test))
    let rows = (train + test).sorted()
    var isTest = [UInt8](repeating: 0, count: dataset.table.rowCount)
    for row in test { isTest[row] = 1 }
    let groups = dataset.groupCodes
    let halves = try? Split.folds(
      rows, by: groups == nil ? .folds(2) : .groupFolds(2),
      basis: Split.Basis(labels: isTest, groups: groups), seed: run.seed)
    guard let halves else { return nil }
    var settings = ModelSettings(.boosted)
    try settings.set("rounds", to: 50)
    try settings.set("earlyStoppingRounds", to: 0)
    let table = dataset.table
    let labels = { (rows: [Int]) in rows.map { isTest[$0] } }
    var (scores, outcomes) = ([Double](), [UInt8]())
    var gains: [String: Double] = [:]
    for half in halves {
      let schema = FeatureSchema(
        fittedTo: table, features: dataset.features, rows: half.train, recipes: dataset.recipes)
      let set = TrainingSet(
        frame: schema.frame(of: table, rows: half.train), labels: labels(half.train))
      let quiet = TrainingRun(seed: run.seed, threads: run.threads)
      let model = try settings.fitted(to: set, run: quiet).model
      scores += model.probabilities(
        for: schema.frame(of: table, rows: half.test), threads: run.threads)
      outcomes += labels(half.test)
      for (name, gain) in zip(schema.names, model.gainImportance) {
        gains[name, default: 0] += gain
      }
    }
    guard let area = DeLong.interval(try ScoredRows(scores: scores, labels: outcomes)) else {
      return nil
    }
    self.area = area
    let sum = gains.values.reduce(0, +)
    let order = gains.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.filter {
      $0.value >= 0.1 * sum && sum > 0
    }
    columns = order.prefix(Self.mostColumns).compactMap { name, gain in
      table[name].map { column in
        Column(
          name: name, share: gain / sum,
          area: SingleColumnScore.rocAUC(of: column.inMemory, rows, labels(rows)))
      }
    }
  }
}
