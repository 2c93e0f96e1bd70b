public import Tabular

/// The columns that a model scores, and how a profile's values are stored in each.
///
/// Models score tables; this turns one profile and its offers, or any profiles, into one, column by
/// column.
public struct ProfileSchema: Sendable {
  private let templates: [Template]

  /// A column without its rows.
  private struct Template {
    let name: String
    let storage: Storage
    /// The code of each level; empty unless a category.
    let codes: [String: Int32]
  }

  private enum Storage {
    case flag(Column.FlagLabels)
    case float
    case double
    case category([String])
    case date
    case text
  }

  /// Takes names, kinds, spellings and levels from a table; its rows don't matter.
  ///
  /// - Parameters:
  ///   - table: the table that the model was trained on, or any of its shape.
  ///   - columns: the columns to take, in this order; `nil` takes all.
  /// - Precondition: the table has the columns.
  public init(table: Table, columns: [String]? = nil) {
    templates = CustomerProfile.chosen(columns, of: table).map { column in
      switch column.values {
      case .flag(_, let labels): Template(name: column.name, storage: .flag(labels), codes: [:])
      case .float: Template(name: column.name, storage: .float, codes: [:])
      case .double: Template(name: column.name, storage: .double, codes: [:])
      case .category(_, let levels):
        Template(
          name: column.name, storage: .category(levels),
          codes: Dictionary(uniqueKeysWithValues: zip(levels, levels.indices.map(Int32.init))))
      case .date: Template(name: column.name, storage: .date, codes: [:])
      case .text: Template(name: column.name, storage: .text, codes: [:])
      }
    }
  }

  /// The names, in order.
  public var columns: [String] { templates.map(\.name) }

  /// One row for each profile, in order; a column that a profile lacks is missing there.
  ///
  /// - Throws: ``OfferError`` where a value does not fit its column, with column and value.
  public func table(of profiles: [CustomerProfile]) throws(OfferError) -> Table {
    var columns: [Column] = []
    for template in templates {
      columns.append(try Self.column(template, profiles.map { $0[template.name] ?? .missing }))
    }
    return Table(columns: columns)
  }

  /// One row for each offer: the profile with the offer's columns set. Cheaper than making the
  /// profiles first, because the unchanged columns are looked at once.
  ///
  /// - Throws: ``OfferError`` where a value does not fit its column, with column and value.
  public func table(
    joining profile: CustomerProfile, with offers: [Offer]
  ) throws(OfferError) -> Table {
    // What each column changes to, gathered in one pass: most offers set few columns.
    var changes: [String: [(row: Int, spelling: String)]] = [:]
    for (row, offer) in offers.enumerated() {
      for (column, spelling) in offer.sets { changes[column, default: []].append((row, spelling)) }
    }
    var columns: [Column] = []
    columns.reserveCapacity(templates.count)
    for template in templates {
      let own = profile[template.name] ?? .missing
      // The customer's value once, then each changed one; the rows repeat them.
      var values = [own]
      var rows = [Int](repeating: 0, count: offers.count)
      for change in changes[template.name] ?? [] {
        rows[change.row] = values.count
        values.append(own.replaced(by: change.spelling))
      }
      columns.append(try Self.column(template, values).rows(rows))
    }
    return Table(columns: columns)
  }

  private static func column(
    _ template: Template, _ values: [ProfileValue]
  ) throws(OfferError) -> Column {
    let name = template.name
    switch template.storage {
    case .flag(let labels):
      var flags: [UInt8] = []
      for value in values { flags.append(try flag(value, labels, column: name)) }
      return Column(name: name, values: .flag(flags, labels: labels))
    case .float:
      var numbers: [Float] = []
      for value in values {
        let single = Float(try number(value, column: name))
        // Larger than the column can store.
        guard !single.isInfinite else {
          throw OfferError(.badValue, "\(name) can't be as large as \(value).")
        }
        numbers.append(single)
      }
      return Column(name: name, values: .float(numbers))
    case .double:
      var numbers: [Double] = []
      for value in values { numbers.append(try number(value, column: name)) }
      return Column(name: name, values: .double(numbers))
    case .category(let levels):
      return category(name, levels, template.codes, values)
    case .date:
      var dates: [Int64] = []
      for value in values { dates.append(try date(value, column: name)) }
      return Column(name: name, values: .date(dates))
    case .text:
      let texts = TextValues(values.map { $0 == .missing ? nil : $0.description })
      return Column(name: name, values: .text(texts))
    }
  }

  private static func flag(
    _ value: ProfileValue, _ labels: Column.FlagLabels, column: String
  ) throws(OfferError) -> UInt8 {
    if value == .missing { return Column.missingFlag }
    if value.equals(labels.zero) { return 0 }
    if value.equals(labels.one) { return 1 }
    if value == .number(0) { return 0 }
    if value == .number(1) { return 1 }
    throw OfferError(
      .badValue, "\(column) is \(labels.zero) or \(labels.one), not \"\(value)\".")
  }

  private static func number(
    _ value: ProfileValue, column: String
  ) throws(OfferError) -> Double {
    if value == .missing { return .nan }
    if let number = value.number { return number }
    throw OfferError(.badValue, "\(column) is a number, not \"\(value)\"; leave it blank for none.")
  }

  private static func date(_ value: ProfileValue, column: String) throws(OfferError) -> Int64 {
    if value == .missing { return Column.missingDate }
    guard case .text(let text) = value, let moment = Moment.microseconds(text) else {
      throw OfferError(.badValue, "\(column) is a date such as 2026-03-31, not \"\(value)\".")
    }
    return moment
  }

  /// Codes in the schema's levels; a value that is none of them joins the levels, so that a model
  /// sees it as unseen.
  private static func category(
    _ name: String, _ levels: [String], _ known: [String: Int32], _ values: [ProfileValue]
  ) -> Column {
    let spellings = values.map { $0 == .missing ? nil : $0.description }
    let unseen = Set(spellings.compactMap { $0 }).filter { known[$0] == nil }
    var levels = levels
    var known = known
    if !unseen.isEmpty {
      levels = (levels + unseen).sorted {
        $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars)
      }
      known = Dictionary(uniqueKeysWithValues: zip(levels, levels.indices.map(Int32.init)))
    }
    let codes = spellings.map { spelling in spelling.flatMap { known[$0] } ?? -1 }
    return Column(name: name, values: .category(codes: codes, levels: levels))
  }
}
