public import Evaluation
import Foundation
public import Modelling
public import Offers
import Tabular
import Threads

/// What-if: one customer under every trained model, and the offers in order, fast enough for a key
/// press.
public struct Simulator: Sendable {
  /// The columns of a profile that can be edited, in the order of the table.
  public let fields: [ProfileField]
  /// The offers; `nil` where the data have none.
  public let catalogue: OfferCatalogue?
  let data: OpenedData
  let models: [(kind: ModelKind, model: CorrectedModel)]
  private let segments: [ModelKind: SegmentPlan]
  let profileSchema: ProfileSchema
  /// Medians take a pass over the whole table, so they are taken where the simulator is made.
  private let typical: CustomerProfile

  /// Makes a simulator over the trained models of a comparison.
  public init(_ comparison: Comparison) {
    self.init(
      data: comparison.data, models: comparison.trained.map { ($0.kind, $0.model.model) },
      segments: comparison.segments)
  }

  /// Makes a simulator over models, for customers of the given data.
  ///
  /// - Parameter segments: the scores that part each model's segments; those of a model without are
  ///   the conventional ones.
  public init(
    data: OpenedData, models: [(kind: ModelKind, model: CorrectedModel)],
    segments: [ModelKind: SegmentPlan] = [:]
  ) {
    self.segments = segments
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

  /// Scores a profile and ranks the offers for it by every trained model.
  ///
  /// - Parameters:
  ///   - profile: the customer.
  ///   - base: the customer to compare with.
  ///   - order: what the best offer has most of.
  ///   - day: the day of showing; `nil` leaves the dates of the offers aside.
  ///   - known: the baseline of a simulation before; it is computed again if it is of another base,
  ///     order or day. It must come from these models.
  ///   - threads: how many threads to use; they change no number.
  /// - Throws: `OfferError` where a value does not fit its column.
  public func simulate(
    _ profile: CustomerProfile, base: CustomerProfile, order: OfferRanking.Order = .expectedValue,
    on day: CalendarDay? = nil, baseline known: Simulation.Baseline? = nil, threads: Int = 2
  ) throws -> Simulation {
    let baseline = try self.baseline(of: base, order: order, on: day, known: known)
    let table = try profileSchema.table(of: [profile])
    // The reasons of a model and its order of the offers are separate pieces of work, reasons first,
    // since those of a forest take longest.
    let pieces = parallelMap(2 * models.count, threads: threads) { item in
      let model = models[item % models.count].model
      return Result { () throws -> ViewPiece in
        if item < models.count {
          return .reasons(
            model.contributions(for: model.schema.frame(of: table), threads: threads))
        }
        let frame = model.schema.frame(of: table)
        let probability = model.probabilities(for: frame, threads: 1)[0]
        let offers = try ranked(
          profile, by: model, probability: probability, order: order, on: day)
        return .offers(offers, probability: probability)
      }
    }
    var views: [Simulation.ModelView] = []
    for (place, (kind, model)) in models.enumerated() {
      guard case .reasons(let contributions) = try pieces[place].get(),
        case .offers(let offers, let probability) = try pieces[models.count + place].get()
      else { preconditionFailure("Reasons come before offers.") }
      let base = baseline.models[place]
      views.append(
        Simulation.ModelView(
          kind: kind, probability: probability,
          margin: contributions.base + contributions.values.reduce(0, +),
          baseMargin: contributions.base, marginScale: model.marginScale,
          isCorrected: !model.correction.isNone,
          segments: segments[kind] ?? .conventional, baseProbability: base.probability,
          reasons: reasons(contributions, frame: model.schema.frame(of: table), profile: profile),
          offers: offers, order: order, basePositions: base.positions, baseOffers: base.offers))
    }
    return Simulation(models: views, baseline: baseline)
  }

  /// What one model says of a profile, in the pieces that are worked out.
  private enum ViewPiece {
    case reasons(Contributions)
    case offers([RankedOffer], probability: Double)
  }

  private func baseline(
    of base: CustomerProfile, order: OfferRanking.Order, on day: CalendarDay?,
    known: Simulation.Baseline?
  ) throws -> Simulation.Baseline {
    if let known, known.models.count == models.count, known.order == order, known.day == day,
      known.profile == base
    {
      return known
    }
    let table = try profileSchema.table(of: [base])
    return Simulation.Baseline(
      profile: base, order: order, day: day,
      models: try models.map { _, model in
        let frame = model.schema.frame(of: table)
        let probability = model.probabilities(for: frame, threads: 1)[0]
        let offers = try ranked(base, by: model, probability: probability, order: order, on: day)
        let positions = offers.compactMap { offer in offer.position.map { (offer.id, $0) } }
        return Simulation.Baseline.Entry(
          probability: probability, offers: offers,
          positions: Dictionary(uniqueKeysWithValues: positions))
      })
  }

  private func ranked(
    _ profile: CustomerProfile, by model: CorrectedModel, probability: Double,
    order: OfferRanking.Order, on day: CalendarDay?
  ) throws -> [RankedOffer] {
    guard let catalogue else { return [] }
    let schema = model.schema
    return try OfferRanking(
      profile: profile, catalogue: catalogue, on: day, by: order, without: probability,
      schema: profileSchema
    ) { table in
      model.probabilities(for: schema.frame(of: table), threads: 1)
    }.offers
  }

  private func reasons(
    _ contributions: Contributions, frame: FeatureFrame, profile: CustomerProfile
  ) -> [Simulation.Reason] {
    let schema = frame.schema
    let derived = Set(schema.derivedNames)
    let values = Array(contributions.row(0))
    let order = values.indices.sorted {
      abs(values[$0]) != abs(values[$1]) ? abs(values[$0]) > abs(values[$1]) : $0 < $1
    }
    return order.map { index in
      let feature = schema.features[index]
      let value =
        if feature.trainingOnly != nil {
          "the same for all (training only)"
        } else if derived.contains(feature.name) {
          feature.text(of: frame.columns[index][0]) ?? "–"
        } else {
          profile[feature.name]?.description ?? "–"
        }
      return Simulation.Reason(
        column: feature.name, value: value, contribution: values[index])
    }
  }
}
