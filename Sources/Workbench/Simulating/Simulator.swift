import Evaluation
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
  private let data: OpenedData
  private let models: [(kind: ModelKind, model: FittedModel)]
  private let profileSchema: ProfileSchema

  /// Makes a simulator over the trained models of a comparison.
  public init(_ comparison: Comparison) {
    self.init(data: comparison.data, models: comparison.trained.map { ($0.kind, $0.model.model) })
  }

  /// Makes a simulator over models, for customers of the given data.
  public init(data: OpenedData, models: [(kind: ModelKind, model: FittedModel)]) {
    self.data = data
    self.models = models
    catalogue = data.catalogue
    // Conditions of offers may look at columns that no model sees, so they are part of a profile;
    // and a saved model may use columns that these roles exclude.
    var names = data.dataset.features
    for name in models.flatMap(\.model.schema.names)
    where !names.contains(name) && data.dataset.table[name] != nil {
      names.append(name)
    }
    for offer in data.catalogue?.offers ?? [] {
      for condition in offer.eligibility where !names.contains(condition.column) {
        names.append(condition.column)
      }
    }
    profileSchema = ProfileSchema(table: data.dataset.table, columns: names)
    fields = names.compactMap { ProfileField($0, in: data) }
  }

  /// The typical customer: the median of numbers, the most frequent of everything else.
  public func typicalProfile() -> CustomerProfile {
    CustomerProfile.typical(of: data.dataset.table, columns: profileSchema.columns)
  }

  /// The customer of a row of the table.
  ///
  /// - Precondition: the table has the row.
  public func profile(ofRow row: Int) -> CustomerProfile {
    CustomerProfile(
      table: data.dataset.table, row: row, columns: profileSchema.columns)
  }

  /// The first row whose identifier or group has the given spelling.
  public func row(ofCustomer key: String) -> Int? {
    let dataset = data.dataset
    let columns = [dataset.roles.group, dataset.roles.identifier].compactMap { $0 }
    for column in columns.compactMap({ dataset.table[$0] }) {
      if let row = (0..<column.count).first(where: { column.string($0) == key }) { return row }
    }
    return nil
  }

  /// Scores a profile and ranks the offers for it by every trained model.
  ///
  /// - Parameters:
  ///   - profile: the customer.
  ///   - base: the customer to compare with.
  ///   - order: what the best offer has most of.
  ///   - day: the day of showing; `nil` leaves the dates of the offers aside.
  /// - Throws: `OfferError` where a value does not fit its column.
  public func simulate(
    _ profile: CustomerProfile, base: CustomerProfile, order: OfferRanking.Order = .expectedValue,
    on day: CalendarDay? = nil
  ) throws -> Simulation {
    let both = try profileSchema.table(of: [profile, base])
    let views = try models.map { kind, model in
      let schema = model.schema
      let frame = schema.frame(of: both)
      let probabilities = model.probabilities(for: frame, threads: 1)
      let contributions = model.contributions(for: frame.rows([0]), threads: 1)
      let ranking = try catalogue.map { catalogue in
        try OfferRanking(
          profile: profile, catalogue: catalogue, on: day, by: order, schema: profileSchema
        ) { table in
          model.probabilities(for: schema.frame(of: table), threads: 1)
        }
      }
      return Simulation.ModelView(
        kind: kind, probability: probabilities[0],
        margin: contributions.base + contributions.values.reduce(0, +),
        baseMargin: contributions.base, marginScale: model.marginScale,
        segment: ProbabilitySegment(probabilities[0]),
        baseProbability: probabilities[1],
        reasons: reasons(contributions, schema: schema, profile: profile),
        offers: ranking?.offers ?? [])
    }
    return Simulation(models: views)
  }

  private func reasons(
    _ contributions: Contributions, schema: FeatureSchema, profile: CustomerProfile
  ) -> [Simulation.Reason] {
    let values = Array(contributions.row(0))
    let order = values.indices.sorted {
      abs(values[$0]) != abs(values[$1]) ? abs(values[$0]) > abs(values[$1]) : $0 < $1
    }
    return order.map { index in
      let name = schema.features[index].name
      return Simulation.Reason(
        column: name, value: profile[name]?.description ?? "–", contribution: values[index])
    }
  }
}
