import Foundation
public import Tabular

extension RoleOverrides {
  /// The same, with every entry of the lists naming one column.
  ///
  /// An entry that is the name of a column is taken whole, whatever is in it; any other is split at
  /// its commas.
  func resolved(in table: Table) -> RoleOverrides {
    var copy = self
    copy.exclude = Self.names(exclude, in: table)
    copy.include = Self.names(include, in: table)
    return copy
  }

  private static func names(_ entries: [String], in table: Table) -> [String] {
    var names: [String] = []
    for entry in entries {
      let parts =
        table[entry] != nil
        ? [entry]
        : entry.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      for part in parts where !names.contains(part) { names.append(part) }
    }
    return names
  }

  /// Two roles for one column can't be meant.
  func requireOneRoleEach() throws {
    let named = [
      ("--target", target), ("--id", identifier), ("--group", group), ("--item", item),
      ("--time", time),
    ]
    var options: [String: String] = [:]
    for case (let option, let column?) in named {
      if let other = options[column] {
        throw WorkbenchError(
          .badInput,
          "\(other) \(column) and \(option) \(column): a column has one role; name another column.")
      }
      options[column] = option
    }
  }
}

extension Roles {
  /// Why a column can't order rows in time, as a sentence; `nil` if it can.
  public static func reasonAgainstTime(_ column: Column) -> String? {
    switch column.kind {
    case .date, .number: nil
    case .flag, .category, .text:
      "\(column.name) holds no dates or numbers, so it can't order rows in time."
    }
  }
}
