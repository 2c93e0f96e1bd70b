public import Evaluation
import Foundation
public import Modelling
public import Offers
import Tabular

/// What-if: one customer under every trained model, and the offers in order, fast enough for a key
/// press.
public struct Simulator: Sendable {
  /// The columns of a profile that can be edited, in the order of the table.
  public let fields: [ProfileField]
  /// The offers; `nil` where the data have none.
  public let catalogue: OfferCatalogue?
  let data: OpenedData
  let models: [(kind: ModelKind, model: CorrectedModel)]
  /// The model of the amount that the outcome brings; `nil` where there is none.
  let amount: AmountModel?
  let segments: [ModelKind: SegmentPlan]
  let profileSchema: ProfileSchema
  /// Medians take a pass over the whole table, so they are taken where the simulator is made.
  private let typical: CustomerProfile

  /// Makes a simulator over the trained models of a comparison.
  public init(_ comparison: Comparison) {
    self.init(
      data: comparison.data, models: comparison.trained.map { ($0.kind, $0.model.model) },
      segments: comparison.segments, amount: comparison.amount?.model)
  }

  /// Makes a simulator over models, for customers of the given data.
  ///
  /// - Parameters:
  ///   - segments: the scores that part each model's segments; those of a model without are the
  ///     conventional ones.
  ///   - amount: the model of the amount that the outcome brings.
  public init(
    data: OpenedData, models: [(kind: ModelKind, model: CorrectedModel)],
    segments: [ModelKind: SegmentPlan] = [:], amount: AmountModel? = nil
  ) {
    self.segments = segments
    self.amount = amount
    self.data = data
    self.models = models
    catalogue = data.catalogue
    // Conditions of offers may look at columns that no model sees, so they are part of a profile;
    // and a saved model may use columns that these roles exclude.
    // What is known while fitting only is no part of one, and derived columns follow from others, so
    // nobody edits them; models work them out themselves.
    let recipes = data.dataset.recipes
    let derived = Set(recipes.names + models.flatMap(\.model.schema.derivedNames))
    let trainingOnly = Set(
      models.flatMap(\.model.schema.features).filter { $0.trainingOnly != nil }.map(\.name)
        + [data.dataset.positionFeature].compactMap(\.self))
    var names = data.dataset.features.filter {
      !derived.contains($0) && !trainingOnly.contains($0)
    }
    for name in recipes.sources + models.flatMap(\.model.schema.columns)
    where !names.contains(name) && !trainingOnly.contains(name) && data.dataset.table[name] != nil {
      names.append(name)
    }
    for offer in data.catalogue?.offers ?? [] {
      for condition in offer.eligibility where !names.contains(condition.column) {
        names.append(condition.column)
      }
    }
    profileSchema = ProfileSchema(table: data.dataset.table, columns: names)
    fields = names.compactMap { ProfileField($0, in: data) }
    typical = CustomerProfile.typical(of: data.dataset.table, columns: profileSchema.columns)
  }

  /// The typical customer: the median of numbers, the most frequent of everything else.
  public func typicalProfile() -> CustomerProfile { typical }

  /// The customer of a row of the table.
  ///
  /// - Precondition: the table has the row.
  public func profile(ofRow row: Int) -> CustomerProfile {
    CustomerProfile(
      table: data.dataset.table, row: row, columns: profileSchema.columns)
  }

  /// A customer of whom nothing is known: every column missing.
  public func emptyProfile() -> CustomerProfile {
    CustomerProfile(profileSchema.columns.map { ($0, .missing) })
  }

  /// Whether amounts are expected, so that offers can be ordered by them.
  public var hasAmounts: Bool { amount != nil }
  /// The unit of money; empty where the description names none.
  public var currency: String { data.description?.currency ?? "" }

  /// The columns that name customers: those of the group, then the identifier.
  public var keyColumns: [String] {
    let roles = data.dataset.roles
    return ((roles.groupKey?.columns ?? []) + [roles.identifier].compactMap(\.self))
      .filter { data.dataset.table[$0] != nil }
  }

  /// The first row whose group or identifier has the given spelling, counted from 0.
  public func row(ofCustomer key: String) -> Int? {
    let table = data.dataset.table
    if let group = data.dataset.roles.groupKey, group.columns.count > 1,
      let row = (0..<table.rowCount).first(where: { group.text(ofRow: $0, in: table) == key })
    {
      return row
    }
    for column in keyColumns.compactMap({ data.dataset.table[$0] }) {
      if let row = (0..<column.count).first(where: { column.string($0) == key }) { return row }
    }
    return nil
  }

  /// A row in words, with its key if it has one: `row 12, id2 C0042`.
  ///
  /// - Parameter row: the row, counted from 0; the words count from 1.
  public func title(ofRow row: Int) -> String {
    let key = keyColumns.lazy.compactMap { name in
      data.dataset.table[name]?.string(row).map { "\(name) \($0)" }
    }.first
    return "row \(row + 1)" + (key.map { ", \($0)" } ?? "")
  }

  /// Checks that every value can be stored in its column.
  ///
  /// - Throws: `OfferError` with column and value.
  public func check(_ profile: CustomerProfile) throws {
    _ = try profileSchema.table(of: [profile])
  }

  /// A profile from elsewhere in the columns of these data: what it lacks is missing.
  ///
  /// - Throws: ``WorkbenchError`` if it has a column or a value that these data can't.
  public func adopting(_ other: CustomerProfile) throws -> CustomerProfile {
    var profile = emptyProfile()
    for (column, value) in zip(other.columns, other.values) {
      guard let field = fields.first(where: { $0.column == column }) else {
        throw WorkbenchError(
          .badInput,
          "The profile has a column \(column), which these data have not; is it of other data?")
      }
      guard field.accepts(value) else {
        throw WorkbenchError(
          .badInput, "The profile has \(column) “\(value)”, but \(column) \(field.words).")
      }
      profile.set(column, to: value)
    }
    return profile
  }
}
