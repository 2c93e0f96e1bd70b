/// Takes what the last steps printed of the table.
struct PromiseReader {
  let recipe: RecipeDescription
  let columns: Int

  /// Takes the lines of a step.
  ///
  /// - Throws: ``IngestionError`` with the code `brokenPromise`.
  func read(_ lines: [String], into reader: inout QualityReader) throws {
    for line in lines.compactMap(EngineLine.init) {
      switch line.kind {
      case "table":
        let rows = line.fields.first.flatMap { Int($0) } ?? 0
        guard rows > 0 else {
          throw IngestionError(
            .brokenPromise,
            "\(recipe.name): no row comes out; do the settings lie within the dates of the files"
              + "\(spans(reader.report))?")
        }
        reader.sized(rows: rows, columns: columns)
      case "duplicates" where line.fields.first == "master":
        guard line.fields.count > 1, line.fields[1] != "0" else {
          reader.promised("\(recipe.key.joined(separator: " + ")) names a row")
          continue
        }
        throw IngestionError(
          .brokenPromise,
          "\(recipe.name): \(recipe.key.joined(separator: " + ")) shall name a row, but \(line.fields[1]) "
            + "values occur more than once, as “\(line.fields.dropFirst(2).joined(separator: "|"))”."
        )
      case "promise":
        guard line.fields.count > 1, let number = Int(line.fields[0]),
          let promise = recipe.promises?.dropFirst(number).first
        else { continue }
        guard line.fields[1] == "0" else {
          throw IngestionError(
            .brokenPromise,
            "\(recipe.name): the promise “\(promise.says)” does not hold: \(line.fields[1]) rows break it"
              + "\(spans(reader.report)).")
        }
        reader.promised(promise.says)
      default: continue
      }
    }
  }

  private func spans(_ report: QualityReport) -> String {
    let spans = report.inputs.compactMap { input in
      input.ranges.first.map { "\(input.name) \($0.first) to \($0.last)" }
    }
    return spans.isEmpty ? "" : " (\(spans.prefix(4).joined(separator: ", ")))"
  }
}
