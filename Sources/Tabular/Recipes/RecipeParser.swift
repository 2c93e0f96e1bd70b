extension Recipe {
  /// Reads `engaged = sum(basket_add_list, 2*sort_by)`.
  ///
  /// Operations are sum, product, ratio, any, all and cross; weights are for sums. A name with other
  /// characters than letters, digits, `_`, `.`, `-` and blanks stands in double quotes, a quote in it
  /// doubled. Calls don't nest: an inner one is a recipe of its own.
  ///
  /// - Throws: ``TabularError`` with the code `invalidRecipe`, in one sentence.
  public init(parsing text: String) throws(TabularError) {
    guard text.utf8.count <= Self.mostCharacters else {
      throw Self.fault(
        text, "is longer than \(Self.mostCharacters) characters; use several recipes")
    }
    var parser = RecipeParser(text)
    let name = try parser.name(before: "=")
    let call = try parser.name(before: "(")
    guard let operation = Operation(rawValue: call) else {
      let known = Operation.allCases.map(\.rawValue).joined(separator: ", ")
      throw Self.fault(text, "uses \(call.isEmpty ? "nothing" : call), and there are \(known)")
    }
    var inputs: [String] = []
    var weights: [Double] = []
    repeat {
      let (input, weight) = try parser.input()
      inputs.append(input)
      weights.append(weight)
      guard inputs.count <= Self.mostInputs else {
        throw Self.fault(text, "has more than \(Self.mostInputs) inputs; use several recipes")
      }
    } while try parser.continues()
    self.init(name: name, operation: operation, inputs: inputs, weights: weights)
    try check(text)
  }

  private func check(_ text: String) throws(TabularError) {
    if operation != .sum, weights.contains(where: { $0 != 1 }) {
      throw Self.fault(text, "has a weight, and those are for sums")
    }
    let isCounted = operation == .ratio ? inputs.count == 2 : !inputs.isEmpty
    guard isCounted else {
      throw Self.fault(text, "has \(inputs.count) inputs, and a ratio has two")
    }
    if operation == .cross, inputs.count < 2 {
      throw Self.fault(text, "crosses one column; name at least two")
    }
    if let twice = inputs.first(where: { input in inputs.count { $0 == input } > 1 }),
      operation != .product
    {
      throw Self.fault(text, "reads \(twice) twice; name each input once")
    }
  }

  static func fault(_ text: String, _ why: String) -> TabularError {
    let shown = text.count > 80 ? "\(text.prefix(79))…" : text
    return TabularError(.invalidRecipe, "The derived column “\(shown)” \(why).")
  }
}

/// Walks over the text of a recipe, once.
private struct RecipeParser {
  private let text: String
  private var rest: Substring

  init(_ text: String) {
    self.text = text
    rest = text[...]
  }

  /// A name and the sign that follows it, which is taken as well.
  mutating func name(before sign: Character) throws(TabularError) -> String {
    let name = try self.name(upTo: [sign])
    guard rest.first == sign else {
      throw form("lacks “\(sign)”")
    }
    rest.removeFirst()
    guard !name.isEmpty else { throw form("lacks a name before “\(sign)”") }
    return name
  }

  /// An input with its weight.
  mutating func input() throws(TabularError) -> (name: String, weight: Double) {
    var weight = 1.0
    var name = try self.name(upTo: ["*", ",", ")", "("])
    if rest.first == "*" {
      guard let number = Double(name), number.isFinite else {
        throw form("has the weight \(name.prefix(20)), which is no number")
      }
      weight = number
      rest.removeFirst()
      name = try self.name(upTo: [",", ")", "("])
    }
    if rest.first == "(" {
      throw form("nests calls, which can't be; make the inner one a derived column of its own")
    }
    guard !name.isEmpty else { throw form("has an input without a name") }
    return (name, weight)
  }

  /// Takes the comma before another input, or the end.
  mutating func continues() throws(TabularError) -> Bool {
    guard let sign = rest.popFirst(), sign == "," || sign == ")" else {
      throw form("lacks “)” at its end")
    }
    if sign == "," { return true }
    guard rest.allSatisfy(\.isWhitespace) else {
      throw form("has “\(rest.prefix(20))” after its end")
    }
    return false
  }

  /// A name as far as one of some signs, which is not taken: quoted, or without the blanks around it.
  private mutating func name(upTo signs: Set<Character>) throws(TabularError) -> String {
    rest = rest.drop(while: \.isWhitespace)
    if rest.first == "\"" { return try quotedName() }
    let part = rest.prefix { !signs.contains($0) && $0 != "\"" }
    rest = rest[part.endIndex...]
    var name = part
    while name.last?.isWhitespace == true { name.removeLast() }
    return String(name)
  }

  private mutating func quotedName() throws(TabularError) -> String {
    rest.removeFirst()
    var name = ""
    while let character = rest.popFirst() {
      if character != "\"" {
        name.append(character)
      } else if rest.first == "\"" {
        name.append(character)
        rest.removeFirst()
      } else {
        rest = rest.drop(while: \.isWhitespace)
        return name
      }
    }
    throw form("has a quote that is not closed")
  }

  private func form(_ why: String) -> TabularError {
    Recipe.fault(text, "\(why); write it as engaged = sum(basket_add_list, 2*sort_by)")
  }
}
