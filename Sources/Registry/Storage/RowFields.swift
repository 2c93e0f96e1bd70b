import GRDB

/// The fields of a row that may be a stranger's: nothing is taken to be of its kind.
struct RowFields {
  private let row: Row
  private let table: String

  init(_ row: Row, of table: String) {
    self.row = row
    self.table = table
  }

  func text(_ name: String) throws -> String {
    try value(name, "text") { String.fromDatabaseValue($0) }
  }

  func optionalText(_ name: String) throws -> String? {
    try isNull(name) ? nil : text(name)
  }

  func integer(_ name: String) throws -> Int {
    try value(name, "a whole number") { Int.fromDatabaseValue($0) }
  }

  func optionalInteger(_ name: String) throws -> Int? {
    try isNull(name) ? nil : integer(name)
  }

  func number(_ name: String) throws -> Double {
    try value(name, "a number") { Double.fromDatabaseValue($0) }
  }

  func optionalNumber(_ name: String) throws -> Double? {
    try isNull(name) ? nil : number(name)
  }

  /// A field whose text has to have a form.
  func text(_ name: String, where isGood: (String) -> Bool) throws -> String {
    try value(name, "what it should be") { value in
      String.fromDatabaseValue(value).flatMap { isGood($0) ? $0 : nil }
    }
  }

  private func isNull(_ name: String) throws -> Bool {
    try value(name, "there") { $0.isNull }
  }

  private func value<Value>(
    _ name: String, _ kind: String, _ read: (DatabaseValue) -> Value?
  ) throws -> Value {
    guard row.hasColumn(name), let value = read(row[name]) else {
      throw RegistryError(
        .untrusted,
        "offerscope.sqlite: \(name) in the table \(table) is not \(kind), so somebody has changed it; "
          + "restore a copy of the database.")
    }
    return value
  }
}
