/// Finds what means different things to different engines, or nothing to one of them, in the SQL that
/// they share.
public enum BodyLint {
  /// One finding: the line, and what to write instead.
  public struct Finding: Sendable, Equatable, CustomStringConvertible {
    /// The line, from 1.
    public let line: Int
    /// What stands there.
    public let text: String
    /// What is wrong with it, and what to write.
    public let advice: String

    /// The finding as a sentence.
    public var description: String { "line \(line): “\(text)”: \(advice)" }
  }

  private struct Rule {
    let pattern: Regex<AnyRegexOutput>
    let advice: String

    init(_ pattern: String, _ advice: String) {
      guard let compiled = try? Regex(pattern) else {
        preconditionFailure("“\(pattern)” of the lint is a pattern.")
      }
      self.pattern = compiled.ignoresCase()
      self.advice = advice
    }
  }

  private static func rules() -> [Rule] {
    [
      Rule("CREATE(?! OR REPLACE TEMP VIEW)\\b", "write CREATE OR REPLACE TEMP VIEW."),
      Rule(
        "\\b(DROP|INSERT|UPDATE|DELETE|COPY|ATTACH|INSTALL|LOAD|SET|PRAGMA)\\b",
        "a body only makes views."),
      Rule("::", "write CAST(… AS …)."),
      Rule("//", "write a quotient of doubles."),
      Rule("\\bdiv\\b", "write a quotient of doubles."),
      Rule("\\b(QUALIFY|ASOF|EXCLUDE|EXCEPT|IGNORE NULLS)\\b", "one engine does not know it."),
      Rule("\\bVARCHAR\\b", "write STRING."),
      Rule("\"", "one engine takes it for text; use plain names."),
      Rule("`", "one engine does not know it; use plain names."),
      Rule("\\bavg\\s*\\(", "write a sum over a count, both DOUBLE."),
      Rule("\\b(DECIMAL|NUMERIC)\\b", "sums of it differ; count in whole cents."),
      Rule(
        "\\b(log|dayofweek|hash|concat|concat_ws|date_part|extract)\\s*\\(", "the engines differ."),
      Rule(
        "\\b(epoch|epoch_us|epoch_ms|unix_micros|unix_timestamp|to_timestamp|make_timestamp)\\s*\\(",
        "times are microseconds already."),
      Rule("\\b(TIMESTAMP|DATE|INTERVAL)\\b", "times are microseconds already."),
      Rule("\\b(now|current_date|current_timestamp|random|rand|uuid)\\b", "two runs would differ."),
      Rule("\\bfloor\\s*\\(", "its type differs; write CAST(… AS BIGINT) of whole numbers."),
      Rule("\\bround\\s*\\([^()]*(\\([^()]*\\)[^()]*)*,", "rounding doubles to digits differs."),
      Rule("\\b[0-9]+\\.[0-9]+\\b", "it is a DECIMAL; write 1.5e0."),
      Rule("\\\\", "engines read it differently in text."),
      Rule("\\bLIMIT\\b", "which rows it keeps is open; number them by a key."),
      Rule(
        "\\b(first|last|any_value|first_value|last_value)\\s*\\(", "which value it takes is open."),
      Rule("\\bORDER BY\\b(?![^()]*(NULLS|RANGE|ROWS))", "say NULLS FIRST or NULLS LAST."),
    ]
  }

  /// All findings in a body, by line.
  public static func findings(in sql: String) -> [Finding] {
    let code = SQLText.withoutCommentsAndLiterals(sql)
    var found: [Finding] = []
    for rule in rules() {
      for match in code.matches(of: rule.pattern) {
        let line = code[..<match.range.lowerBound].count { $0 == "\n" } + 1
        found.append(Finding(line: line, text: String(code[match.range]), advice: rule.advice))
      }
    }
    return (found + uncastSums(in: code)).sorted { $0.line < $1.line }
  }

  /// A sum of BIGINT is wider than a BIGINT in one engine and becomes DOUBLE in its files.
  private static func uncastSums(in code: String) -> [Finding] {
    code.matches(of: #/\bsum\s*\(/#.ignoresCase()).compactMap { match in
      let before = code[..<match.range.lowerBound].lowercased()
      guard !before.hasSuffix("cast("), !before.hasSuffix("coalesce(") else { return nil }
      return Finding(
        line: before.count { $0 == "\n" } + 1, text: String(match.output),
        advice: "write CAST(sum(…) AS BIGINT).")
    }
  }
}
