extension Condition {
  /// Reads one condition.
  ///
  /// - Throws: ``OfferError`` that shows the text, what is wrong with it and an example.
  public init(_ text: String) throws(OfferError) {
    let conditions = try Condition.list(text)
    guard conditions.count == 1 else {
      throw OfferError(
        .condition, "\"\(text)\" holds \(conditions.count) conditions where one is expected.")
    }
    self = conditions[0]
  }

  /// Reads conditions separated by `;` or `and`; empty text is none.
  ///
  /// `age >= 25; job in (student, retired)`, `balance between 0 and 5000 and loc_uk = 1`,
  /// `job not in (unknown)`, `default != yes`. Values and names with one of `(),;<>=!` or the word
  /// `and` in them stand in single or double quotes.
  ///
  /// - Throws: ``OfferError`` that shows the text, what is wrong with it and an example.
  public static func list(_ text: String) throws(OfferError) -> [Condition] {
    var parser = ConditionParser(text: text, tokens: try ConditionToken.split(text))
    return try parser.conditions()
  }
}

/// A piece of a condition: a word, something in quotes, or a sign.
struct ConditionToken: Equatable {
  enum Kind: Equatable { case word, quoted, sign }
  let kind: Kind
  let text: String

  func isWord(_ word: String) -> Bool { kind == .word && text.lowercased() == word }
  func isSign(_ sign: String) -> Bool { kind == .sign && text == sign }

  /// Cuts text into pieces; signs of two characters are read before those of one.
  static func split(_ text: String) throws(OfferError) -> [ConditionToken] {
    var tokens: [ConditionToken] = []
    let characters = Array(text)
    var position = 0
    while position < characters.count {
      let character = characters[position]
      if character.isWhitespace {
        position += 1
      } else if character == "'" || character == "\"" {
        var inside = ""
        position += 1
        while true {
          guard position < characters.count else {
            throw OfferError(.condition, "\"\(text)\" has a \(character) that is never closed.")
          }
          if characters[position] == character {
            // A doubled quote stands for itself.
            guard position + 1 < characters.count, characters[position + 1] == character else {
              break
            }
            position += 1
          }
          inside.append(characters[position])
          position += 1
        }
        position += 1
        tokens.append(ConditionToken(kind: .quoted, text: inside))
      } else if "<>=!".contains(character) {
        var sign = String(character)
        if position + 1 < characters.count, "=>".contains(characters[position + 1]) {
          sign.append(characters[position + 1])
        }
        position += sign.count
        tokens.append(ConditionToken(kind: .sign, text: sign))
      } else if "(),;".contains(character) {
        tokens.append(ConditionToken(kind: .sign, text: String(character)))
        position += 1
      } else {
        let start = position
        while position < characters.count, !characters[position].isWhitespace,
          !"(),;<>=!'\"".contains(characters[position])
        {
          position += 1
        }
        tokens.append(ConditionToken(kind: .word, text: String(characters[start..<position])))
      }
    }
    return tokens
  }
}

/// Reads conditions from pieces, left to right.
private struct ConditionParser {
  let text: String
  let tokens: [ConditionToken]
  var position = 0

  init(text: String, tokens: [ConditionToken]) {
    self.text = text
    self.tokens = tokens
  }

  var next: ConditionToken? { position < tokens.count ? tokens[position] : nil }

  mutating func conditions() throws(OfferError) -> [Condition] {
    var conditions: [Condition] = []
    while next != nil {
      if next?.isSign(";") == true {
        position += 1
        continue
      }
      conditions.append(try condition())
      guard let separator = next else { break }
      guard separator.isSign(";") || separator.isWord("and") else {
        throw fault("\";\" or \"and\" before \"\(separator.text)\"")
      }
      position += 1
      if separator.isWord("and"), next == nil { throw fault("a condition after \"and\"") }
    }
    return conditions
  }

  private mutating func condition() throws(OfferError) -> Condition {
    let column = try words(what: "the name of a column", stopping: ["in", "not", "between"])
    guard let sign = next else { throw fault("a comparison after \"\(column)\"") }
    position += 1
    if sign.isWord("in") { return Condition(column: column, test: .oneOf(try options())) }
    if sign.isWord("not") {
      guard next?.isWord("in") == true else { throw fault("\"in\" after \"not\"") }
      position += 1
      return Condition(column: column, test: .noneOf(try options()))
    }
    if sign.isWord("between") {
      let low = try number(after: "between")
      guard next?.isWord("and") == true else { throw fault("\"and\" after \"between \(low)\"") }
      position += 1
      let high = try number(after: "and")
      guard low <= high else { throw fault("the smaller bound of \"between\" first") }
      return Condition(column: column, test: .between(low, high))
    }
    switch sign.text {
    case "=", "==":
      return Condition(column: column, test: .oneOf([try words(what: "a value", stopping: [])]))
    case "!=", "<>":
      return Condition(column: column, test: .noneOf([try words(what: "a value", stopping: [])]))
    default:
      guard sign.kind == .sign, let order = Condition.Order(rawValue: sign.text) else {
        throw fault("a comparison in place of \"\(sign.text)\"")
      }
      return Condition(column: column, test: .order(order, try number(after: sign.text)))
    }
  }

  private mutating func options() throws(OfferError) -> [String] {
    guard next?.isSign("(") == true else { throw fault("\"(\" after \"in\"") }
    var options: [String] = []
    repeat {
      position += 1
      options.append(try words(what: "a value in the list", stopping: []))
    } while next?.isSign(",") == true
    guard next?.isSign(")") == true else { throw fault("\")\" after the list") }
    position += 1
    return options
  }

  /// Words side by side, joined by a blank, so that `Electronic check` needs no quotes.
  private mutating func words(what: String, stopping: Set<String>) throws(OfferError) -> String {
    var parts: [String] = []
    while let token = next, token.kind != .sign {
      if token.kind == .word, token.isWord("and") || stopping.contains(token.text.lowercased()) {
        break
      }
      parts.append(token.text)
      position += 1
    }
    if parts.isEmpty {
      throw fault(next.map { "\(what) before \"\($0.text)\"" } ?? "\(what) at the end")
    }
    return parts.joined(separator: " ")
  }

  private mutating func number(after word: String) throws(OfferError) -> Double {
    guard let token = next, let number = ProfileValue.plainNumber(token.text) else {
      throw fault("a number after \"\(word)\"")
    }
    position += 1
    return number
  }

  private func fault(_ expected: String) -> OfferError {
    OfferError(
      .condition,
      "\"\(text)\" is no condition, expected \(expected); write it as age >= 25, "
        + "job in (student, retired) or balance between 0 and 5000.")
  }
}
