/// The query that types the raw columns of an input and says of each row that can't be used why.
///
/// It gives the recipe's columns under the body's names, `reason` (NULL for good rows), `raw` (the cells of
/// a bad row) and, where there are codes, `padded` (how many of them had lost zeros).
struct StagingQuery {
  let input: RecipeInput
  let schema: InputSchema
  let engine: any IngestionEngine
  /// The place of a row in its files.
  let rowNumber: String

  private static let number = "[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?"
  private static let whole = "[+-]?[0-9]{1,18}([.]0*)?"
  private static let month =
    "(19[7-9][0-9]|[2-9][0-9][0-9][0-9])-(0[1-9]|1[0-2])(-[0-9][0-9]([ T].*)?)?"
  private static let date =
    "[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?)?(Z|[+]00(:?00)?)?"

  /// The text of the query.
  ///
  /// - Parameters:
  ///   - source: what stands after FROM.
  ///   - bucket: the body's name of the column that divides the work, and into how many.
  func text(from source: String, bucket: (key: String, count: Int)?) -> String {
    let columns = input.columns.enumerated()
    let texts = columns.map { "\(shown($1)) AS x\($0)" }
    let direct = columns.compactMap { number, column in
      typed(column).map { "\($0) AS d\(number)" }
    }
    let values = columns.map { number, column in
      typed(column) == nil
        ? "\(value(column.type, "x\(number)")) AS v\(number)" : "d\(number) AS v\(number)"
    }
    let codes = columns.compactMap { number, column -> String? in
      guard case .code(let digits) = column.type else { return nil }
      return "CASE WHEN length(x\(number)) < \(digits) AND v\(number) IS NOT NULL THEN 1 ELSE 0 END"
    }
    var output = columns.map { "v\($0) AS \(engine.quoted($1.bodyName))" }
    if !codes.isEmpty { output.append("\(codes.joined(separator: " + ")) AS padded") }
    output.append("\(reason()) AS reason")
    let cells = columns.map {
      "\(engine.literal("\($1.name)=")) || coalesce(substring(x\($0), 1, 80), '')"
    }
    output.append(
      "CASE WHEN \(reason()) IS NOT NULL THEN \(cells.joined(separator: " || ', ' || ")) END AS raw"
    )
    if let bucket, let place = input.columns.firstIndex(where: { $0.bodyName == bucket.key }) {
      output.append("\(engine.bucket("v\(place)", count: bucket.count)) AS bucket")
    }
    return """
      SELECT \(output.joined(separator: ", "))
      FROM (SELECT \((columns.map { "x\($0.offset)" } + values).joined(separator: ", "))
        FROM (SELECT \((texts + direct).joined(separator: ", ")) FROM \(source)) texts) typed
      """
  }

  /// A cell as trimmed text, NULL where it is empty or a usual word for that.
  private func shown(_ column: RecipeColumn) -> String {
    guard schema.columns[column.name] != nil else { return "CAST(NULL AS STRING)" }
    let text = { (name: String) in
      let trimmed = "trim(\(spelled(name)))"
      return
        "CASE WHEN \(trimmed) IN ('', 'NULL', 'null', 'NaN', 'nan', 'NA', 'None', 'NaT') THEN NULL ELSE \(trimmed) END"
    }
    guard let clock = column.clock else { return text(column.name) }
    return "substring(\(text(column.name)), 1, 10) || ' ' || \(text(clock))"
  }

  /// A cell as text. Whole numbers that a file keeps with fractions, as pandas does where some are missing,
  /// are spelled as whole ones; engines spell large ones in several ways.
  private func spelled(_ name: String) -> String {
    let raw = schema.columns[name]
    let column = engine.quoted(raw?.name ?? name)
    guard raw?.kind == .real else { return "CAST(\(column) AS STRING)" }
    let number = "CAST(\(column) AS DOUBLE)"
    return "CASE WHEN \(number) = floor(\(number)) AND abs(\(number)) < 9e15 "
      + "THEN CAST(CAST(\(number) AS BIGINT) AS STRING) ELSE CAST(\(column) AS STRING) END"
  }

  /// A value straight from a column that has the type already; `nil` where it goes through text.
  private func typed(_ column: RecipeColumn) -> String? {
    if column.type == .row { return rowNumber }
    guard column.clock == nil, let raw = schema.columns[column.name] else { return nil }
    let name = engine.quoted(raw.name)
    switch (column.type, raw.kind) {
    case (.whole, .whole): return "CAST(\(name) AS BIGINT)"
    case (.number, .whole), (.number, .real): return finite(name)
    case (.cents, .whole), (.cents, .real): return cents(finite(name))
    case (.time, .time): return engine.microseconds(ofTime: name)
    default: return nil
    }
  }

  private func finite(_ name: String) -> String {
    "CASE WHEN abs(CAST(\(name) AS DOUBLE)) < 1e300 THEN CAST(\(name) AS DOUBLE) END"
  }

  private func cents(_ number: String) -> String {
    "CASE WHEN abs(\(number)) < 9e13 THEN CAST(round(\(number) * 100e0) AS BIGINT) END"
  }

  /// A value from text; NULL where the text is none.
  private func value(_ content: ColumnContent, _ text: String) -> String {
    switch content {
    case .text: return text
    case .code(let digits):
      let padded =
        "CASE WHEN length(\(text)) < \(digits) THEN lpad(\(text), \(digits), '0') ELSE \(text) END"
      return "CASE WHEN \(engine.matches(text, "[0-9]{1,\(digits)}")) THEN \(padded) END"
    case .whole:
      return
        "CASE WHEN \(engine.matches(text, Self.whole)) THEN CAST(split_part(\(text), '.', 1) AS BIGINT) END"
    case .number:
      return "CASE WHEN \(engine.matches(text, Self.number)) THEN \(finite(text)) END"
    case .cents:
      return "CASE WHEN \(engine.matches(text, Self.number)) THEN \(cents(finite(text))) END"
    case .time:
      let plain = "replace(substring(\(text), 1, 26), 'T', ' ')"
      let bare = "replace(\(plain), 'Z', '')"
      return
        "CASE WHEN \(engine.matches(text, Self.date)) THEN \(engine.microseconds(ofText: bare)) END"
    case .month:
      let number =
        "CAST(substring(\(text), 1, 4) AS BIGINT) * 12 + CAST(substring(\(text), 6, 2) AS BIGINT) - 23641"
      return "CASE WHEN \(engine.matches(text, Self.month)) THEN \(number) END"
    case .row: return "CAST(NULL AS BIGINT)"
    }
  }

  private func reason() -> String {
    let read = input.columns.enumerated().filter { $1.type != .row }
    let cases = read.flatMap { number, column in
      [
        column.isOptional
          ? nil : "WHEN x\(number) IS NULL THEN \(engine.literal("\(column.name) is empty"))",
        column.type == .text
          ? nil
          : "WHEN x\(number) IS NOT NULL AND v\(number) IS NULL THEN "
            + engine.literal("\(column.name) \(column.type.refusal)"),
      ].compactMap(\.self)
    }
    return cases.isEmpty ? "CAST(NULL AS STRING)" : "CASE \(cases.joined(separator: " ")) END"
  }
}
