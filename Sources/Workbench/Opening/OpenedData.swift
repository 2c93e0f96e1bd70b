public import Offers
public import Tabular

/// A data set ready for work: the table with its roles, its offers, and what there is to say of it.
public struct OpenedData: Sendable {
  /// The path it was opened from.
  public let path: String
  /// The table, its roles, labels and features.
  public let dataset: Dataset
  /// What was said of the columns, each by its whole name.
  public let overrides: RoleOverrides
  /// What its `dataset.yaml` says; `nil` for a bare file.
  public let description: DatasetDescription?
  /// The offers beside it; `nil` where there are none.
  public let catalogue: OfferCatalogue?
  /// What was said of how the file is to be read.
  public let reading: CSVOptions
  /// Counts, ranges, histograms and target rates by column.
  public let profile: TableProfile
  /// What the reader repaired and what was inferred, one sentence each.
  public let notes: [String]
  /// What was repaired or assumed when the file was read, one sentence each; these are among the notes.
  public let repairs: [String]
  /// What a careful person should look at before believing a model.
  public let warnings: [DataWarning]

  /// The name in headers.
  public var name: String { dataset.name }
}

/// What a person says of the columns, over what a description or the inference says.
public struct RoleOverrides: Sendable, Codable, Equatable {
  /// The column to predict.
  public var target: String?
  /// The spelling of the positive class.
  public var positive: String?
  /// The column that names a row.
  public var identifier: String?
  /// The column whose equal values are ranked together, or a list of columns separated by commas
  /// whose values make one key together. Text that is the name of a column is that column.
  public var group: String?
  /// The column that names the item ranked within a group.
  public var item: String?
  /// The column that orders rows in time.
  public var time: String?
  /// The column that says where something was shown, for fitting only.
  public var position: String?
  /// The column that says how much money the outcome brought.
  public var amount: String?
  /// Columns to keep away from the models. An entry that names no column is read as a list of names
  /// separated by commas.
  public var exclude: [String]
  /// Columns to give to the models although a description keeps them away; lists as in `exclude`.
  public var include: [String]
  /// Columns that are worked out of others, beside those of a description, such as
  /// `engaged = sum(sort_by, image_picker)`.
  public var derive: [String]

  /// Makes overrides; without arguments, none.
  public init(
    target: String? = nil, positive: String? = nil, identifier: String? = nil,
    group: String? = nil, item: String? = nil, time: String? = nil, position: String? = nil,
    amount: String? = nil, exclude: [String] = [], include: [String] = [], derive: [String] = []
  ) {
    self.target = target
    self.positive = positive
    self.identifier = identifier
    self.group = group
    self.item = item
    self.time = time
    self.position = position
    self.amount = amount
    self.exclude = exclude
    self.include = include
    self.derive = derive
  }
}
