public import Evaluation
import Foundation
public import Tabular

/// What somebody must know of a model before using it: from which rows it is, how good it is and how sure
/// that is, where it is weak, what it must not be used for, and the command that makes it again.
///
/// It stands in the model's file and beside it, as JSON and as Markdown. Nothing in it depends on the time
/// or the machine, so that the same command gives the same bytes.
public struct ModelCard: Sendable, Codable, Equatable {
  /// The form of this card; 1 so far.
  public let version: Int
  /// The program that made it, with its release.
  public let program: String
  /// Which model.
  public let model: String
  /// Its settings that are not the standard ones, by key.
  public let settings: [String: Double]
  /// The data it is from.
  public let data: DataPart
  /// How rows were set apart.
  public let split: SplitPart
  /// Figures on the test rows; undefined ones are absent.
  public let metrics: [Figure]
  /// How its probabilities keep their promise on the test rows.
  public let calibration: CalibrationPart
  /// How its probabilities become decisions.
  public let decision: DecisionPart
  /// Where it does worse than elsewhere; `nil` where nothing could be looked at.
  public let slices: WeakSlices?
  /// How it treats the levels of columns that were asked about.
  public let fairness: [SliceParity]
  /// What it is for, and what not, one sentence each.
  public let intendedUse: [String]
  /// Columns that were kept from it, with the reasons.
  public let exclusions: [Roles.Exclusion]
  /// Traps that were found in the data, leaks first.
  public let warnings: [DataWarning]
  /// What makes the figures better than life, and how the fit went, one sentence each.
  public let cautions: [String]
  /// One command that makes the same model file.
  public let reproduce: String

  /// The data a model is from.
  public struct DataPart: Sendable, Codable, Equatable {
    /// Its name.
    public let name: String
    /// Its path as it was given.
    public let path: String
    /// The fingerprint of the table.
    public let fingerprint: String
    /// Rows with an outcome.
    public let rows: Int
    /// The positive ones among them.
    public let positives: Int
    /// The column that is predicted.
    public let target: String
    /// The spelling of its positive class.
    public let positive: String
    /// The columns that the model reads.
    public let features: [String]
    /// The column whose equal values belong together.
    public let group: String?
    /// The column that orders rows in time.
    public let timeColumn: String?
    /// Its first value.
    public let earliest: String?
    /// Its last value.
    public let latest: String?
  }

  /// How rows were set apart.
  public struct SplitPart: Sendable, Codable, Equatable {
    /// As `holdout:0.2`.
    public let scheme: String
    /// The seed.
    public let seed: UInt64
    /// Rows fitted to.
    public let fitRows: Int
    /// Rows that chose the threshold and when to stop.
    public let validationRows: Int
    /// Rows that it was measured on.
    public let testRows: Int
    /// The positive ones among these.
    public let testPositives: Int
  }

  /// A figure, and its 95 % interval where rows were drawn for it.
  public struct Figure: Sendable, Codable, Equatable {
    /// Its key, such as `rocAUC`.
    public let name: String
    /// Its value.
    public let value: Double
    /// The lower end of its interval.
    public let lower: Double?
    /// The upper end of its interval.
    public let upper: Double?
  }

  /// How probabilities keep their promise.
  public struct CalibrationPart: Sendable, Codable, Equatable {
    /// What stands between margin and probability, in words.
    public let correction: String
    /// The expected calibration error in ten bins.
    public let expectedError: Double?
    /// Mean probability less the share of positives.
    public let gap: Double?
    /// What the log-odds need: 1 for a sound model.
    public let slope: Double?
    /// What the log-odds need: 0 for a sound model.
    public let intercept: Double?
  }

  /// How probabilities become decisions.
  public struct DecisionPart: Sendable, Codable, Equatable {
    /// Scores at or above it count as positive.
    public let threshold: Double
    /// The rule that chose it.
    public let rule: String
    /// The rows that chose it.
    public let chosenOn: String
    /// Why the rule asked for could not be met; `nil` where it was.
    public let refusal: String?
    /// The segment high begins here.
    public let high: Double
    /// The segment medium begins here.
    public let medium: Double
  }

  /// The card as indented JSON with sorted keys.
  public func json() throws -> String { try JSONText.of(self) }

  /// The files that stand beside a model of this name.
  func files(named model: String) throws -> [(name: String, bytes: Data)] {
    [
      ("\(model)_card.json", Data((try json() + "\n").utf8)),
      ("\(model)_card.md", Data(markdown.utf8)),
    ]
  }
}
