/// The columns of a query in the types that our reader of Parquet knows.
struct ReadableColumns {
  private let columns: [InputSchema.Raw]

  init(_ columns: [InputSchema.Raw]) { self.columns = columns }

  /// What stands after SELECT.
  func selection(_ engine: DuckDBEngine) -> String {
    columns.filter { $0.type != "BLOB" }.map { column in
      let name = engine.quoted(column.name)
      return "\(Self.readable(name, column.type)) AS \(name)"
    }.joined(separator: ", ")
  }

  /// What is not as it was, one sentence each.
  var notes: [String] {
    columns.compactMap { column in
      if column.type == "BLOB" { return "\(column.name) holds bytes and is left out." }
      return Self.isNested(column.type)
        ? "\(column.name) holds lists or records and is read as text." : nil
    }
  }

  private static func isNested(_ type: String) -> Bool {
    type.hasSuffix("]") || type.hasPrefix("STRUCT") || type.hasPrefix("MAP")
      || type.hasPrefix("UNION") || type == "JSON"
  }

  private static func readable(_ name: String, _ type: String) -> String {
    switch type {
    case "BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER",
      "FLOAT", "DOUBLE", "VARCHAR", "DATE", "TIMESTAMP":
      return name
    case "UBIGINT", "HUGEINT", "UHUGEINT": return "CAST(\(name) AS DOUBLE)"
    case "TIMESTAMP WITH TIME ZONE": return "make_timestamp(epoch_us(\(name)))"
    case "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS": return "CAST(\(name) AS TIMESTAMP)"
    default:
      return type.hasPrefix("DECIMAL") && !isNested(type)
        ? "CAST(\(name) AS DOUBLE)" : "CAST(\(name) AS VARCHAR)"
    }
  }
}
