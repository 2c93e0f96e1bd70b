/// SQL as text.
enum SQLText {
  /// The text with comments and the insides of literals blanked, so that what is left is code.
  static func withoutCommentsAndLiterals(_ sql: String) -> String {
    var output = ""
    output.reserveCapacity(sql.utf8.count)
    var rest = Substring(sql)
    while let character = rest.first {
      if rest.hasPrefix("--") {
        rest = rest[(rest.firstIndex(of: "\n") ?? rest.endIndex)...]
      } else if character == "'" {
        output += "'"
        rest.removeFirst()
        while let inside = rest.first, inside != "'" {
          // A backslash in a literal is worth a finding.
          if inside == "\\" || inside == "\n" { output.append(inside) }
          rest.removeFirst()
        }
        if rest.first == "'" {
          output += "'"
          rest.removeFirst()
        }
      } else {
        output.append(character)
        rest.removeFirst()
      }
    }
    return output
  }

  /// Puts values in the place of names in double braces.
  ///
  /// - Throws: ``IngestionError`` for a name that has no value.
  static func filled(_ sql: String, with values: [String: String], file: String) throws -> String {
    var output = ""
    var rest = Substring(sql)
    while let start = rest.firstRange(of: "{{") {
      output += rest[..<start.lowerBound]
      rest = rest[start.upperBound...]
      guard let end = rest.firstRange(of: "}}") else {
        throw IngestionError(.badRecipe, "\(file): “{{” has no “}}”.")
      }
      let name = String(rest[..<end.lowerBound])
      guard let value = values[name] else {
        throw IngestionError(
          .badRecipe,
          "\(file): {{\(name)}} has no value; there are \(values.keys.sorted().joined(separator: ", "))."
        )
      }
      output += value
      rest = rest[end.upperBound...]
    }
    return output + rest
  }
}
