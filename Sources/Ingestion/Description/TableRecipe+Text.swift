import Tabular

extension TableRecipe {
  /// The recipe in words: what goes in, what comes out, what can be set, what keeps leaks out.
  public var text: String {
    var lines = [
      "\(description.name): \(description.summary)", description.grain, description.time, "",
      "reads:",
    ]
    for input in description.inputs {
      let files = input.files.map { "\($0).csv" }.joined(separator: " or ")
      lines.append("  \(files)\(input.isOptional ? ", if it is there" : "")")
      let columns = input.columns.map { column in
        ([column.name, column.clock].compactMap(\.self)).joined(separator: " with ")
          + " (\(column.type)\(column.isOptional ? ", may be empty" : ""))"
      }
      lines.append("    \(columns.joined(separator: ", "))")
    }
    lines += [
      "",
      "writes \(description.output.dataset.file), key \(description.key.joined(separator: " + ")):",
    ]
    lines.append("  \(description.output.columns.map(\.name).joined(separator: ", "))")
    if let parameters = description.parameters, !parameters.isEmpty {
      lines += ["", "settings:"]
      lines += parameters.map { "  --set \($0.name)=\($0.preset)  \($0.meaning)" }
    }
    lines += ["", "against leaks:"] + description.leaks.map { "  \($0)" }
    if let promises = description.promises, !promises.isEmpty {
      lines += ["", "promises:"] + promises.map { "  \($0.says)" }
    }
    return lines.joined(separator: "\n")
  }
}
