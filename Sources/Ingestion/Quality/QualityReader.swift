/// Takes the lines that scripts printed into a report, and stops where a promise does not hold.
struct QualityReader {
  let recipe: RecipeDescription
  let files: [String: InputFiles]
  private(set) var report = QualityReport()
  /// The inputs whose rows have been counted.
  private var counted: Set<String> = []

  init(recipe: RecipeDescription, files: [String: InputFiles]) {
    self.recipe = recipe
    self.files = files
    report.inputs = recipe.inputs.map {
      QualityReport.Input(name: $0.name, file: files[$0.name]?.title)
    }
  }

  mutating func note(_ sentence: String) {
    if !report.notes.contains(sentence) { report.notes.append(sentence) }
  }

  mutating func add(_ step: QualityReport.Step) { report.steps.append(step) }

  mutating func promised(_ sentence: String) { report.promises.append(sentence) }

  mutating func sized(rows: Int, columns: Int) {
    report.rows = rows
    report.columns = columns
  }

  /// Takes the lines of a step.
  ///
  /// - Throws: ``IngestionError`` with the code `brokenPromise`.
  mutating func read(_ lines: [String]) throws {
    for line in lines.compactMap(EngineLine.init) { try read(line) }
    for input in recipe.inputs { try check(input) }
  }

  private mutating func read(_ line: EngineLine) throws {
    guard let name = line.fields.first,
      let place = report.inputs.firstIndex(where: { $0.name == name })
    else { return }
    let fields = line.fields
    let number = { (field: Int) in fields.count > field ? Int(fields[field]) ?? 0 : 0 }
    let rest = { (field: Int) in fields.dropFirst(field).joined(separator: "|") }
    switch line.kind {
    case "rows":
      counted.insert(name)
      report.inputs[place].rowsIn = number(1)
      report.inputs[place].rejected = number(2)
      report.inputs[place].padded = number(3)
    case "malformed":
      note(
        "\(files[name]?.title ?? name): \(number(1)) lines have more or fewer cells than the names and were left out; \(rest(2))"
      )
      report.inputs[place].reasons.append(
        .init(rows: number(1), reason: Self.cutWrongly, example: rest(2)))
    case "reason":
      report.inputs[place].reasons.append(
        .init(rows: number(1), reason: fields.count > 2 ? fields[2] : "", example: rest(3)))
      report.inputs[place].reasons.sort { ($0.rows, $1.reason) > ($1.rows, $0.reason) }
    case "range":
      guard fields.count > 3, let first = Int64(fields[2]), let last = Int64(fields[3]) else {
        return
      }
      report.inputs[place].ranges.append(
        .init(
          column: fields[1], first: RecipeParameters.date(first), last: RecipeParameters.date(last))
      )
    case "duplicates": try duplicates(name, count: number(1), example: rest(2))
    case "orphans": try orphans(place, fields: fields)
    default: return
    }
  }

  private func duplicates(_ name: String, count: Int, example: String) throws {
    guard count > 0 else { return }
    let key = recipe.inputs.first { $0.name == name }?.key ?? []
    throw IngestionError(
      .brokenPromise,
      "\(files[name]?.title ?? name): \(key.joined(separator: " + ")) names a row, but "
        + (count == 1 ? "1 value occurs" : "\(count) values occur")
        + " more than once, as “\(example)”; remove the repeated rows.")
  }

  private mutating func orphans(_ place: Int, fields: [String]) throws {
    guard fields.count > 5, let count = Int(fields[2]), let total = Int(fields[3]), total > 0 else {
      return
    }
    let input = report.inputs[place]
    let column = fields[1]
    let reference = recipe.inputs[place].references?.first { $0.column == column }
    let other = reference?.input ?? ""
    report.inputs[place].orphans.append(
      .init(column: column, input: other, rows: count, example: fields[4].isEmpty ? nil : fields[4])
    )
    let otherTitle = files[other]?.title ?? other
    // Where the other side has none at all, nothing is wrong with the keys.
    if count == total, !fields[5].isEmpty {
      throw IngestionError(
        .brokenPromise,
        "\(input.file ?? input.name): no \(column) is in \(otherTitle): there are “\(fields[4])” here and "
          + "“\(fields[5])” there; do both come from one export, and has neither lost zeros or become a number?"
      )
    }
    if let most = reference?.mostOrphans, Double(count) > most * Double(total) {
      throw IngestionError(
        .brokenPromise,
        "\(input.file ?? input.name): \(count) of \(total) rows have a \(column) that is not in "
          + "\(otherTitle), as “\(fields[4])”; fetch both anew from one export.")
    }
  }

  private func check(_ input: RecipeInput) throws {
    guard let found = report.inputs.first(where: { $0.name == input.name }),
      counted.contains(input.name)
    else {
      return
    }
    let malformed = found.reasons.filter { $0.reason == Self.cutWrongly }.reduce(0) { $0 + $1.rows }
    let total = found.rowsIn + malformed
    guard total > 0 || input.isOptional else {
      throw IngestionError(
        .brokenPromise, "\(found.file ?? input.name): has names and no rows; fetch the file anew.")
    }
    let most = input.mostRejected ?? 0.01
    let bad = found.reasons.reduce(0) { $0 + $1.rows }
    guard Double(bad) > most * Double(total), let reason = found.reasons.first else {
      return
    }
    throw IngestionError(
      .brokenPromise,
      "\(found.file ?? input.name): \(bad) of \(total) rows can't be used, \(reason.rows) of them because "
        + "\(reason.reason) (\(reason.example))\(Self.hint(reason)).")
  }

  private static let cutWrongly = "they have more or fewer cells than the names"

  private static func hint(_ reason: QualityReport.Reason) -> String {
    if reason.reason.hasSuffix("is no number"), reason.example.contains(#/=[0-9.]*[0-9],[0-9]/#) {
      return "; are there decimal commas? Write points"
    }
    if reason.reason.contains("is no date"),
      reason.example.contains(#/[0-9]{1,2}[\/.][0-9]{1,2}[\/.][0-9]{2,4}/#)
    {
      return "; it can't be told whether days or months come first: write 2018-08-17"
    }
    return ""
  }
}
