import Foundation
import Synthetic
import Tabular

/// A table that benchmarks read: a generated set, made once from the standard seed, or a file of the
/// person's own.
public enum BenchmarkSet: String, CaseIterable, Sendable, Encodable {
  /// Visits to a shop: 23 flags.
  case flags
  /// Calls of a bank's campaign: numbers, flags and categories.
  case bank
  /// 28 numbers a row.
  case numeric
  /// Impressions in lists of twenty: 25 columns, and whether it was clicked.
  case impressions
  /// 30 columns of a marketing table: flags, counts, categories and numbers.
  case wide
  /// Offers shown to card members, with the catalogue beside them.
  case offers

  /// How many rows a set has unless one asks for others.
  ///
  /// Every fifth row is held out, so four fifths of these are what is fitted: 455,401 of flags and a
  /// million of numbers.
  public var standardRows: Int {
    switch self {
    case .flags: 569_251
    case .bank: 45_211
    case .numeric: 1_250_000
    case .impressions: 3_750_000
    case .wide: 30_000_000
    case .offers: 20_000
    }
  }

  /// What the columns are for.
  var roles: Roles {
    switch self {
    case .flags: Roles(target: "ordered", positive: "1", identifier: "UserID")
    case .bank: Roles(target: "y", positive: "yes")
    case .numeric, .wide: Roles(target: "label", positive: "1")
    case .impressions: Roles(target: "label", positive: "1", group: "list")
    case .offers: Roles(target: "y", positive: "1")
    }
  }

  private var synthetic: SyntheticSet? {
    switch self {
    case .flags: .propensity
    case .bank: .bank
    case .offers: .amex
    case .numeric, .impressions, .wide: nil
    }
  }

  /// The table's file in a folder, made if it is not there yet; the number of rows is part of its
  /// path, so sets of several sizes lie side by side.
  ///
  /// - Throws: `TabularError` when the folder or the file can't be written.
  public func file(in folder: String, rows: Int) throws -> String {
    let home = "\(folder)/\(rawValue)-\(rows)"
    let path = "\(home)/\(synthetic?.rawValue ?? rawValue).csv"
    guard !FileManager.default.fileExists(atPath: path) else { return path }
    if let synthetic {
      try synthetic.generate(rows: rows, seed: Self.seed).write(to: home)
    } else {
      try OutputPath.make(folder: home)
      try write(rows: rows, to: path)
    }
    return path
  }

  private static let seed: UInt64 = 7

  private func write(rows: Int, to path: String) throws {
    switch self {
    case .numeric: try GeneratedRows.write(NumericRows(), rows: rows, seed: Self.seed, to: path)
    case .wide: try GeneratedRows.write(WideRows(), rows: rows, seed: Self.seed, to: path)
    case .impressions:
      try GeneratedRows.write(ImpressionRows(), rows: rows, seed: Self.seed, to: path)
    case .flags, .bank, .offers:
      preconditionFailure("The set \(rawValue) has a generator of its own.")
    }
  }
}
