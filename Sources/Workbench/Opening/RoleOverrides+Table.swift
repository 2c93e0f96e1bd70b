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

  /// The columns of the group, by the names of a table.
  func groupColumns(in table: Table) -> [String] {
    guard let group else { return [] }
    return table[group] != nil ? [group] : NameList.names(in: group)
  }

  /// Two roles for one column can't be meant, but for a time that is one of a group's columns.
  func requireOneRoleEach(in table: Table) throws {
    let key = groupColumns(in: table)
    let named: [(String, String?)] =
      [
        ("--target", target), ("--id", identifier), ("--item", item), ("--position", position),
        ("--amount", amount),
      ]
      + key.map { ("--group", $0) }
      + [("--time", key.count > 1 && time.map(key.contains) == true ? nil : time)]
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
