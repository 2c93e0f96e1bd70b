import Tabular

/// Encodes rows that come a value at a time, by the names of their columns, into the same numbers as
/// ``FeatureSchema/frame(of:rows:isFitting:)`` makes of a table.
///
/// Levels and spellings are indexed once, when it is made, so that a single row costs no more than its
/// values do.
public struct RowEncoder: Sendable {
  /// The features that rows are encoded for.
  public let schema: FeatureSchema
  /// The columns that a row may give, in order: the features that are no derived ones, then what those
  /// are worked out of. What is known while fitting only is none of them.
  public let columns: [Feature]
  /// Where values are kept: one place a column, and a second where a column is a feature and the input
  /// of a derived one that was learnt otherwise.
  private let slots: [Slot]
  private let slotsOfColumn: [[Int]]
  private let positions: [String: Int]

  /// How a value was taken.
  public enum Outcome: Sendable, Equatable {
    /// As it stands.
    case known
    /// As missing: training never saw the level.
    case unseen
    /// As missing: it is no number, or none of a flag's two spellings.
    case unreadable
  }

  /// One place of a row.
  private struct Slot: Sendable {
    let feature: Feature
    /// The code of each level; empty unless a category.
    let codes: [String: Float]

    init(_ feature: Feature) {
      self.feature = feature
      codes = Dictionary(
        uniqueKeysWithValues: (feature.levels ?? []).enumerated().map { ($1, Float($0)) })
    }
  }

  /// Makes an encoder for a model's features.
  public init(_ schema: FeatureSchema) {
    self.schema = schema
    let derived = Set(schema.derivedNames)
    let own = schema.features.filter { !derived.contains($0.name) && $0.trainingOnly == nil }
    let all = own + (schema.derived?.inputs ?? [])
    var positions: [String: Int] = [:]
    var columns: [Feature] = []
    var slotsOfColumn: [[Int]] = []
    for (slot, feature) in all.enumerated() {
      if let position = positions[feature.name] {
        slotsOfColumn[position].append(slot)
      } else {
        positions[feature.name] = columns.count
        columns.append(feature)
        slotsOfColumn.append([slot])
      }
    }
    self.positions = positions
    self.columns = columns
    self.slotsOfColumn = slotsOfColumn
    slots = all.map(Slot.init)
  }

  /// The position of a column in ``columns``; `nil` for one that the model does not read.
  public func position(of column: String) -> Int? { positions[column] }

  /// A row of which nothing is known.
  public var emptyRow: [Float] { [Float](repeating: .nan, count: slots.count) }

  /// Puts a number into a row; one that is the level of a category counts as its spelling.
  ///
  /// - Parameters:
  ///   - number: the value.
  ///   - position: the column's position in ``columns``.
  ///   - spelling: how the number is spelt, asked for where the column has levels.
  ///   - row: made by ``emptyRow``.
  public func put(
    _ number: Double, at position: Int, in row: inout [Float], spelling: () -> String
  ) -> Outcome {
    var outcome = Outcome.known
    for slot in slotsOfColumn[position] {
      switch slots[slot].feature.kind {
      case .number: row[slot] = Float(number)
      case .flag where number == 0 || number == 1: row[slot] = Float(number)
      case .flag, .category: outcome = put(spelling(), slot: slot, in: &row)
      }
    }
    return outcome
  }

  /// Puts a text into a row, as the cell of a file would be read.
  public func put(_ text: String, at position: Int, in row: inout [Float]) -> Outcome {
    var outcome = Outcome.known
    for slot in slotsOfColumn[position] { outcome = put(text, slot: slot, in: &row) }
    return outcome
  }

  private func put(_ text: String, slot: Int, in row: inout [Float]) -> Outcome {
    switch slots[slot].feature.kind {
    case .category:
      row[slot] = slots[slot].codes[text] ?? .nan
      return row[slot].isNaN ? .unseen : .known
    case .number:
      row[slot] = Double(text).map(Float.init) ?? .nan
      return row[slot].isNaN ? .unreadable : .known
    case .flag(let labels):
      guard let value = labels.value(of: text) else {
        row[slot] = .nan
        return .unreadable
      }
      row[slot] = value
      return .known
    }
  }

  /// The frame of some rows, with derived features worked out.
  ///
  /// - Precondition: every row was made by ``emptyRow``.
  public func frame(of rows: [[Float]]) -> FeatureFrame {
    precondition(
      rows.allSatisfy { $0.count == slots.count }, "Rows of an encoder are made by its emptyRow.")
    let taken = slots.indices.map { slot in rows.map { $0[slot] } }
    let inputCount = schema.derived?.inputs.count ?? 0
    let made = schema.derived?.table(ofInputs: Array(taken.suffix(inputCount)))
    var next = 0
    let columns = schema.features.map { feature -> [Float] in
      if let fixed = feature.trainingOnly {
        return [Float](repeating: fixed.reference ?? .nan, count: rows.count)
      }
      if let column = made?[feature.name] {
        return ColumnEncoder(feature: feature, column: column, nil).values
      }
      defer { next += 1 }
      return taken[next]
    }
    return FeatureFrame(schema: schema, rowCount: rows.count, columns: columns)
  }
}
