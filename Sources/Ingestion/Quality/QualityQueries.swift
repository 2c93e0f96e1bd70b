/// The statements that count what a person should know of a typed input.
struct QualityQueries {
  let engine: any IngestionEngine

  /// Rows, rejected rows and their reasons, restored codes and spans of time.
  func counts(_ input: RecipeInput, from source: String) -> String {
    let hasCodes = input.columns.contains { if case .code = $0.type { true } else { false } }
    let name = "'\(input.name)'"
    var text = [
      EngineLine.select(
        "rows",
        [
          name, "CAST(count(*) AS STRING)", "CAST(count(reason) AS STRING)",
          hasCodes ? "CAST(coalesce(sum(padded), 0) AS STRING)" : "'0'",
        ], from: source),
      EngineLine.select(
        "reason", [name, "CAST(n AS STRING)", "why", "example"],
        from:
          "(SELECT reason AS why, count(*) AS n, replace(replace(min(raw), chr(10), ' '), chr(13), ' ') "
          + "AS example FROM \(source) WHERE reason IS NOT NULL GROUP BY reason) reasons"),
    ]
    for column in input.columns where column.type == .time || column.type == .month {
      let quoted = engine.quoted(column.bodyName)
      let moment = { (value: String) in
        column.type == .month ? engine.microseconds(ofMonth: value) : value
      }
      text.append(
        EngineLine.select(
          "range",
          [
            name, engine.literal(column.bodyName), "CAST(\(moment("min(\(quoted))")) AS STRING)",
            "CAST(\(moment("max(\(quoted))")) AS STRING)",
          ], from: "\(source) WHERE reason IS NULL HAVING count(\(quoted)) > 0"))
    }
    return text.joined(separator: "\n")
  }

  /// Keys that occur twice.
  func duplicates(_ input: RecipeInput, from source: String) -> String? {
    guard let key = input.key else { return nil }
    return duplicates(of: key, named: input.name, from: "\(source) WHERE reason IS NULL")
  }

  /// Keys that occur twice in any rows.
  func duplicates(of key: [String], named name: String, from source: String) -> String {
    let text = key.map { "CAST(\(engine.quoted($0)) AS STRING)" }.joined(separator: " || ', ' || ")
    let columns = key.map(engine.quoted).joined(separator: ", ")
    return EngineLine.select(
      "duplicates", ["'\(name)'", "CAST(count(*) AS STRING)", "coalesce(min(k), '')"],
      from:
        "(SELECT min(\(text)) AS k FROM \(source) GROUP BY \(columns) HAVING count(*) > 1) twice")
  }

  /// Values that match no key of another input.
  func orphans(
    _ reference: RecipeReference, of input: String, from source: String, in other: String
  )
    -> String
  {
    let value = "CAST(\(engine.quoted(reference.column)) AS STRING)"
    let key = "CAST(\(engine.quoted(reference.key)) AS STRING)"
    return EngineLine.select(
      "orphans",
      [
        "'\(input)'", engine.literal(reference.column), "CAST(count(*) - count(k) AS STRING)",
        "CAST(count(*) AS STRING)", "coalesce(min(CASE WHEN k IS NULL THEN v END), '')",
        "coalesce((SELECT min(\(key)) FROM \(other) WHERE reason IS NULL), '')",
      ],
      from:
        "(SELECT \(value) AS v FROM \(source) WHERE reason IS NULL AND \(engine.quoted(reference.column)) "
        + "IS NOT NULL) theirs LEFT JOIN (SELECT DISTINCT \(key) AS k FROM \(other) WHERE reason IS NULL) "
        + "ours ON v = k")
  }
}
