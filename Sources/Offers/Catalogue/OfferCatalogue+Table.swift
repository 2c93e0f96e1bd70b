public import Tabular

extension OfferCatalogue {
  /// The columns that a catalogue's file may have besides the model's; the first three are required.
  public static let ownColumns = [
    "id", "name", "value", "category", "cost", "eligible", "starts", "ends", "sets",
  ]

  /// Reads a catalogue from the table of its file.
  ///
  /// `id`, `name` and `value` are required; `category`, `cost` (0 if blank), `eligible` (conditions
  /// separated by `;` or `and`), `starts`, `ends` (days, both included) and `sets` (such as
  /// `contact = cellular; month = oct`) may be left out. Any further column that is named like a
  /// column of the model sets that column where it is not blank. A name of the catalogue's own
  /// always means the catalogue's: a model's `category` is set through `sets`.
  ///
  /// - Parameters:
  ///   - table: the file's table.
  ///   - modelColumns: the columns that a profile may have, features and others; conditions and
  ///     settings must name one of them. `nil` lets every name pass.
  ///   - file: the file's name, for errors.
  /// - Throws: ``OfferError`` with file, row (1 is the first below the header), column and value.
  public init(table: Table, modelColumns: [String]?, file: String) throws(OfferError) {
    for column in ["id", "name", "value"] where table[column] == nil {
      throw OfferError(
        .missingColumn,
        "\(file): there is no column \"\(column)\" among \(table.names.joined(separator: ", ")); "
          + "a catalogue needs id, name and value.")
    }
    let known = modelColumns.map(Set.init)
    let own = Set(Self.ownColumns)
    let setters = table.names.filter { !own.contains($0) && known?.contains($0) == true }
    var offers: [Offer] = []
    var rowOfID: [String: Int] = [:]
    for row in 0..<table.rowCount {
      let reader = OfferRowReader(table: table, row: row, known: known, file: file)
      let offer = try reader.offer(setters: setters)
      if let earlier = rowOfID.updateValue(row, forKey: offer.id) {
        throw OfferError(
          .duplicate,
          "\(file), row \(row + 1), column id: \"\(offer.id)\" is the id of row \(earlier + 1) too; "
            + "give one of them another.")
      }
      offers.append(offer)
    }
    let ignored = table.names.filter { !own.contains($0) && !setters.contains($0) }
    try self.init(offers, ignoredColumns: ignored)
  }
}

/// Reads the cells of one row of a catalogue.
private struct OfferRowReader {
  let table: Table
  let row: Int
  let known: Set<String>?
  let file: String

  func offer(setters: [String]) throws(OfferError) -> Offer {
    let starts = try day("starts")
    let ends = try day("ends")
    if let starts, let ends, ends < starts {
      throw fault("ends", "\"\(ends)\" is before the start on \(starts).")
    }
    guard let value = try number("value") else {
      throw fault("value", "there is no value; write what an accepted offer earns, such as 25.")
    }
    return Offer(
      id: try required("id"), name: try required("name"), category: text("category") ?? "",
      value: value, cost: try number("cost") ?? 0, eligibility: try conditions(),
      starts: starts, ends: ends, sets: try settings(setters))
  }

  private func text(_ column: String) -> String? {
    guard let text = table[column]?.string(row) else { return nil }
    let trimmed = text.trimmed
    return trimmed.isEmpty ? nil : trimmed
  }

  private func required(_ column: String) throws(OfferError) -> String {
    guard let text = text(column) else { throw fault(column, "it is blank; every offer has one.") }
    return text
  }

  private func number(_ column: String) throws(OfferError) -> Double? {
    guard let text = text(column) else { return nil }
    guard let number = ProfileValue.plainNumber(text) else {
      throw fault(column, "\"\(text)\" is no number; write it as 12.50, without a currency sign.")
    }
    return number
  }

  private func day(_ column: String) throws(OfferError) -> CalendarDay? {
    guard let text = text(column) else { return nil }
    guard let day = CalendarDay(text) else {
      throw fault(column, "\"\(text)\" is no day; write it as 2026-03-31.")
    }
    return day
  }

  private func conditions() throws(OfferError) -> [Condition] {
    let conditions: [Condition]
    do {
      conditions = try Condition.list(text("eligible") ?? "")
    } catch {
      throw error.at(place("eligible"))
    }
    for condition in conditions { try check(condition.column, in: "eligible") }
    return conditions
  }

  private func settings(_ setters: [String]) throws(OfferError) -> [String: String] {
    var settings: [String: String] = [:]
    for column in setters { if let value = text(column) { settings[column] = value } }
    let conditions: [Condition]
    do {
      conditions = try Condition.list(text("sets") ?? "")
    } catch {
      throw error.at(place("sets"))
    }
    for condition in conditions {
      guard case .oneOf(let options) = condition.test, options.count == 1 else {
        throw fault("sets", "\"\(condition)\" sets nothing; write column = value.")
      }
      try check(condition.column, in: "sets")
      if settings.updateValue(options[0], forKey: condition.column) != nil {
        throw fault("sets", "\(condition.column) is set twice; leave one of the two out.")
      }
    }
    return settings
  }

  private func check(_ column: String, in cell: String) throws(OfferError) {
    guard let known, !known.contains(column) else { return }
    let names = known.sorted().joined(separator: ", ")
    throw OfferError(
      .unknownColumn,
      "\(place(cell)): the data have no column \"\(column)\"; their columns are \(names).")
  }

  private func place(_ column: String) -> String { "\(file), row \(row + 1), column \(column)" }

  private func fault(_ column: String, _ words: String) -> OfferError {
    OfferError(.badCell, "\(place(column)): \(words)")
  }
}

extension String {
  fileprivate var trimmed: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
