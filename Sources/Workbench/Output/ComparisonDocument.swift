import Evaluation
import Foundation
import Modelling
import Tabular

/// A comparison as the JSON that `train --json` prints; an undefined figure is `null`.
public struct ComparisonDocument: Encodable, Sendable {
  let dataset: DatasetPart
  let split: SplitPart
  let policy: PolicyPart
  let models: [ModelPart]
  /// Every pair in every figure that was drawn.
  let differences: [DifferencePart]
  let baselines: BaselinePart?
  let ranking: RankingDocument?
  let spending: SpendDocument?
  let truth: TruthPart?
  let repeatedRows: RepeatedPart
  let notes: [String]
  let warnings: [DataWarning]

  struct DatasetPart: Encodable {
    let name: String
    let rows: Int
    let features: Int
    let positives: Int
    let positiveRate: Double
    let target: String?
    let positive: String
    @Null var group: String?
    let fingerprint: String
    let setAside: [String: String]
  }

  struct SplitPart: Encodable {
    let scheme: String
    let share: Double
    let seed: UInt64
    let trainRows: Int
    let validationRows: Int
    let testRows: Int
  }

  struct ModelPart: Encodable {
    let name: String
    @Null var trainSeconds: Double?
    @Null var predictSeconds: Double?
    @Null var error: String?
    @Null var threshold: Double?
    @Null var thresholdFrom: String?
    /// The rule that chose the threshold; another than the policy's where `thresholdRefusal` says why.
    @Null var thresholdRule: String?
    @Null var thresholdRefusal: String?
    @Null var validationValue: ValuePart?
    @Null var value: ValuePart?
    @Null var segments: [SegmentPart]?
    @Null var calibration: CalibrationPart?
    @Null var imbalance: [ImbalancePart]?
    @Null var metrics: [String: Null<Double>]?
    @Null var intervals: [String: Interval]?
    @Null var deLongROCAUC: Interval?
    /// Of a forest: how it does on rows that its trees were not grown on, each by those trees.
    @Null var outOfBag: OutOfBagPart?
    let notes: [String]
  }

  struct OutOfBagPart: Encodable {
    let rows: Int
    let logLoss: Double
    @Null var rocAUC: Double?

    init?(_ model: FittedModel) {
      guard case .forest(let forest) = model, let score = forest.outOfBag else { return nil }
      (rows, logLoss) = (score.rowCount, score.logLoss)
      _rocAUC = Null(wrappedValue: score.rocAUC)
    }
  }

  struct BaselinePart: Encodable {
    @Null var randomMAPAt7: Double?
    @Null var popularityMAPAt7: Double?
    @Null var ceilingMAPAt7WithEmptyGroups: Double?
    let scoredGroups: Int
    let groups: Int
  }

  struct TruthPart: Encodable {
    let attainableROCAUC: Double
    let attainableF1: Double
    @Null var attainableMAPAt7: Double?
    @Null var attainableAmountRMSE: Double?
    @Null var attainableAmountRSquared: Double?
    @Null var attainableMoneyInTopTenth: Double?
  }

  /// Describes a comparison, with 95 % intervals of the figures where they were drawn, and with
  /// amounts and expected values where they were measured.
  public init(
    _ comparison: Comparison, intervals: ComparisonIntervals? = nil,
    equivalence: Equivalence = .standard, spending: SpendTable? = nil
  ) {
    self.spending = spending.map(SpendDocument.init)
    let data = comparison.data.dataset
    dataset = DatasetPart(
      name: data.name, rows: data.labelledRows.count, features: data.features.count,
      positives: data.positiveCount, positiveRate: data.positiveRate, target: data.roles.target,
      positive: data.positiveLabel, group: data.roles.group, fingerprint: data.fingerprint,
      setAside: Dictionary(
        (data.roles.excluded + data.setAside).map { ($0.column, $0.reason) },
        uniquingKeysWith: { first, _ in first }))
    let summary = comparison.split
    split = SplitPart(
      scheme: summary.scheme.name, share: summary.scheme.share, seed: summary.seed,
      trainRows: summary.trainRows, validationRows: summary.validationRows,
      testRows: summary.testRows)
    policy = PolicyPart(comparison.plan)
    models = comparison.results.map { Self.part($0, intervals) }
    differences = intervals?.differences(equivalence).map(DifferencePart.init) ?? []
    baselines = comparison.baselines.map {
      BaselinePart(
        randomMAPAt7: $0.random, popularityMAPAt7: $0.popularity,
        ceilingMAPAt7WithEmptyGroups: $0.ceilingWithEmptyGroups, scoredGroups: $0.scoredGroups,
        groups: $0.groups)
    }
    ranking = RankingTable(comparison).map(RankingDocument.init)
    truth = comparison.truth.map {
      TruthPart(
        attainableROCAUC: $0.attainableROCAUC, attainableF1: $0.attainableF1,
        attainableMAPAt7: $0.attainableMAPAt7, attainableAmountRMSE: $0.attainableAmountRMSE,
        attainableAmountRSquared: $0.attainableAmountRSquared,
        attainableMoneyInTopTenth: $0.attainableMoneyInTopTenth)
    }
    repeatedRows = RepeatedPart(RepeatedRows(comparison))
    notes = comparison.data.notes + comparison.cautions
    warnings = comparison.data.warnings
  }

  private static func part(_ result: ModelResult, _ intervals: ComparisonIntervals?) -> ModelPart {
    let trained = result.trained
    let drawn = intervals.flatMap { intervals in
      intervals.kinds.firstIndex(of: result.kind).map { IntervalsPart(intervals, model: $0) }
    }
    let metrics = trained.map { trained in
      Dictionary(
        uniqueKeysWithValues: MetricKind.allCases.map {
          ($0.rawValue, Null(wrappedValue: $0.value(in: trained.metrics)))
        })
    }
    return ModelPart(
      name: result.kind.rawValue, trainSeconds: trained?.trainSeconds,
      predictSeconds: trained?.predictSeconds, error: result.failure,
      threshold: trained?.threshold, thresholdFrom: trained?.thresholdSource,
      thresholdRule: trained?.policy.choice.rule.text, thresholdRefusal: trained?.policy.refusal,
      validationValue: trained?.validationValue.map(ValuePart.init),
      value: trained.flatMap { $0.policy.value(on: $0.ranked.blocks) }.map(ValuePart.init),
      segments: trained.map { trained in
        trained.policy.summaries(of: trained.ranked.blocks).map {
          SegmentPart($0, plan: trained.policy.segments)
        }
      },
      calibration: trained.map {
        CalibrationPart(
          $0.model.correction, before: $0.uncorrectedCalibration, after: $0.calibration)
      },
      imbalance: trained.flatMap {
        $0.imbalance.isEmpty ? nil : $0.imbalance.map(ImbalancePart.init)
      },
      metrics: metrics,
      intervals: drawn?.drawn, deLongROCAUC: drawn?.deLongROCAUC,
      outOfBag: trained.flatMap { OutOfBagPart($0.model.fitted) },
      notes: trained?.notes ?? [])
  }

  /// The document as indented JSON with sorted keys.
  public func json() throws -> String { try JSONText.of(self) }
}

/// An optional that is written as `null` rather than left out.
@propertyWrapper struct Null<Value: Encodable & Sendable>: Encodable, Sendable {
  var wrappedValue: Value?

  init(wrappedValue: Value?) {
    self.wrappedValue = wrappedValue
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let wrappedValue {
      try container.encode(wrappedValue)
    } else {
      try container.encodeNil()
    }
  }
}

/// The one way in which documents are written for machines.
enum JSONText {
  static func of(_ document: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(document), as: UTF8.self)
  }
}
