/// A column that is worked out of others in the same row, by a rule that a person wrote down.
///
/// Nothing is learnt from other rows, so a recipe can't leak. Where an input is missing, so is the
/// result.
public struct Recipe: Sendable, Equatable {
  /// The name of the new column.
  public let name: String
  /// How the inputs are put together.
  public let operation: Operation
  /// The columns that are read, or other recipes.
  public let inputs: [String]
  /// What each input counts in a sum; 1 elsewhere.
  public let weights: [Double]

  /// How inputs are put together. A flag counts as 0 or 1.
  public enum Operation: String, Sendable, CaseIterable {
    /// The sum, each input by its weight.
    case sum
    /// The product.
    case product
    /// The first over the second; missing where that is 0.
    case ratio
    /// 1 where at least one input is not 0, else 0.
    case any
    /// 1 where no input is 0, else 0.
    case all
    /// A category of every combination of spellings.
    case cross
  }

  /// The most recipes of a table, inputs of a recipe, and characters of its text.
  public static let mostRecipes = 200
  static let mostInputs = 100
  static let mostCharacters = 10_000

  /// The form that ``init(parsing:)`` reads.
  public var text: String {
    let parts = zip(inputs, weights).map { input, weight in
      (weight == 1 ? "" : Self.number(weight) + "*") + Self.quoted(input)
    }
    return "\(Self.quoted(name)) = \(operation.rawValue)(\(parts.joined(separator: ", ")))"
  }

  /// Read again without loss, whole ones without decimals.
  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e9 ? String(Int(value)) : "\(value)"
  }

  private static func quoted(_ name: String) -> String {
    let isPlain = name.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_"
    }
    return isPlain && name.first?.isNumber == false
      ? name : "\"\(name.replacing("\"", with: "\"\""))\""
  }

  /// The value of a row from its numbers, none of them missing.
  func value(of numbers: [Double]) -> Double {
    switch operation {
    case .sum: zip(numbers, weights).reduce(0) { $0 + $1.0 * $1.1 }
    case .product: numbers.reduce(1, *)
    case .ratio: numbers[1] == 0 ? .nan : numbers[0] / numbers[1]
    case .any: numbers.contains { $0 != 0 } ? 1 : 0
    case .all: numbers.allSatisfy { $0 != 0 } ? 1 : 0
    case .cross: preconditionFailure("Combinations of spellings are no numbers.")
    }
  }

  init(name: String, operation: Operation, inputs: [String], weights: [Double]) {
    self.name = name
    self.operation = operation
    self.inputs = inputs
    self.weights = weights
  }
}
