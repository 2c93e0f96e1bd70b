/// A JSON value from a stranger: what ``JSONScanner`` makes of bytes.
public enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  /// A number; always finite.
  case number(Double)
  case text(String)
  case array([JSONValue])
  /// The members in the order of the text; names are distinct.
  case object([Member])

  /// One name of an object, with its value.
  public struct Member: Sendable, Equatable {
    /// The name.
    public let name: String
    /// The value.
    public let value: JSONValue
  }

  /// What the value is, in words that fit behind “is”.
  var words: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let number): "\(number)"
    case .text(let text): "“\(PlainText.line(text, limit: 40))”"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
