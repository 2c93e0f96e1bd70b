/// What a `dataset.yaml` says of a data set: its files, its roles and where it comes from.
///
/// The keys of the file are the names below. Everything but `name` and `file` may be left out.
public struct DatasetDescription: Sendable, Codable, Equatable {
  /// A short name, shown in headers.
  public var name: String
  /// One sentence on what a row is.
  public var summary: String?
  /// The table, relative to the description's folder.
  public var file: String
  /// The catalogue of offers, relative to the description's folder.
  public var offers: String?
  /// The column to predict.
  public var target: String?
  /// The spelling of the target's positive class.
  public var positive: String?
  /// The column that names a row.
  public var identifier: String?
  /// The column, or the list of columns, whose equal values are ranked together.
  public var group: GroupKey?
  /// The column that names the item ranked within a group.
  public var item: String?
  /// The column that orders rows in time.
  public var time: String?
  /// The column that says where something was shown: for fitting only.
  public var position: String?
  /// The column that says how much money the outcome brought; never a feature.
  public var amount: String?
  /// Columns that must not be features, each with its reason.
  public var excluded: [Roles.Exclusion]?
  /// Columns that are worked out of others, such as `engaged = sum(sort_by, image_picker)`.
  public var derived: [String]?
  /// What a column describes, by name: the customer, the offer, or the pair. Unnamed ones describe
  /// the customer.
  public var scopes: [String: ColumnScope]?
  /// Columns that somebody could change for a customer, such as a rate or the way of contact; `nil` lets
  /// what-if searches change every column of the customer.
  public var actionable: [String]?
  /// The unit of money, such as `EUR`, shown behind amounts.
  public var currency: String?
  /// Where the data come from, and under which licence.
  public var source: String?
  /// For a generated set: what its generator knows.
  public var truth: Truth?

  /// What is known of a generated set, each figure for the true probabilities on this very file.
  public struct Truth: Sendable, Codable, Equatable {
    /// ROC-AUC of the true probabilities.
    public var attainableROCAUC: Double
    /// F1 of the true probabilities at their best threshold.
    public var attainableF1: Double
    /// MAP@7 of the true probabilities, where the set has a group.
    public var attainableMAPAt7: Double?
    /// How near the true expected amounts come, over the positive rows; where the set has amounts.
    public var attainableAmountRMSE: Double?
    /// Their share of the positive rows' spread that they explain.
    public var attainableAmountRSquared: Double?
    /// The share of all money that the tenth of the rows with the highest true expected value holds.
    public var attainableMoneyInTopTenth: Double?
    /// The seed that made the file.
    public var seed: UInt64

    /// Makes a truth.
    public init(
      attainableROCAUC: Double, attainableF1: Double, attainableMAPAt7: Double?, seed: UInt64
    ) {
      self.attainableROCAUC = attainableROCAUC
      self.attainableF1 = attainableF1
      self.attainableMAPAt7 = attainableMAPAt7
      self.seed = seed
    }
  }

  /// Makes a description.
  public init(name: String, file: String) {
    self.name = name
    self.file = file
  }

  /// The roles that the description gives.
  public var roles: Roles {
    Roles(
      target: target, positive: positive, identifier: identifier, group: group, item: item,
      time: time, position: position, amount: amount, excluded: excluded ?? [])
  }
}

/// What a column describes.
public enum ColumnScope: String, Sendable, Codable, CaseIterable {
  case customer, offer, pair
}
