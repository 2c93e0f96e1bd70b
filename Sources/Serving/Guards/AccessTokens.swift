public import Foundation

/// The secrets that let somebody in, each as good as another, so that one can be changed while the
/// other still works.
public struct AccessTokens: Sendable {
  private let tokens: [[UInt8]]
  /// The fewest characters of a token.
  public static let shortest = 16

  /// No tokens: everybody is let in.
  public init() { tokens = [] }

  /// Takes tokens separated by commas, blanks or line ends; lines that begin with `#` are passed over.
  ///
  /// - Parameter source: where they are from, for errors; a token itself is never shown.
  /// - Throws: ``ServingError`` for a token that is too short to be one, and for none at all.
  public init(parsing text: String, source: String) throws {
    let words = text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }
      .flatMap { $0.split { $0 == "," || $0.isWhitespace } }
    guard !words.isEmpty else {
      throw ServingError(.badInput, "\(source): holds no token; write one, or leave it out.")
    }
    guard words.allSatisfy({ $0.utf8.count >= Self.shortest }) else {
      throw ServingError(
        .badInput,
        "\(source): a token is shorter than \(Self.shortest) characters, which is soon guessed; make a "
          + "longer one, as with openssl rand -hex 32.")
    }
    tokens = words.map { Array($0.utf8) }
  }

  /// The tokens of a file, or else those of the variable `OFFERSCOPE_TOKENS`, or else none.
  ///
  /// - Throws: ``ServingError`` for a file that can't be read or holds none.
  public static func found(
    file: String?, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> AccessTokens {
    if let file {
      guard let bytes = FileManager.default.contents(atPath: file) else {
        throw ServingError(
          .badInput, "\(file): there is no such file of tokens, or it can't be read.")
      }
      return try AccessTokens(parsing: String(decoding: bytes, as: UTF8.self), source: file)
    }
    let variable = "OFFERSCOPE_TOKENS"
    return try environment[variable].map { try AccessTokens(parsing: $0, source: variable) }
      ?? AccessTokens()
  }

  /// Whether everybody is let in.
  public var isOpen: Bool { tokens.isEmpty }

  /// Whether the value of an `Authorization` header carries one of the tokens.
  ///
  /// Every token is compared over the whole length of what was presented, so that the time tells
  /// nothing of how much of one was right, nor of which.
  public func allow(_ authorization: String?) -> Bool {
    if isOpen { return true }
    let words = (authorization ?? "").split(separator: " ", maxSplits: 1)
    guard words.count == 2, words[0].lowercased() == "bearer" else { return false }
    let presented = Array(words[1].utf8)
    var isOneRight: UInt = 0
    for token in tokens {
      var difference = UInt(bitPattern: presented.count ^ token.count)
      for place in presented.indices {
        difference |= UInt(presented[place] ^ token[place % token.count])
      }
      isOneRight |= difference == 0 ? 1 : 0
    }
    return isOneRight == 1
  }
}
