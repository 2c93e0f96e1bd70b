public import TerminalKit

/// News for the status line.
public struct Status: Codable, Hashable, Sendable {
  /// What kind of news.
  public var kind: StatusLine.Kind
  /// One clear sentence.
  public var text: String

  /// Makes news; line ends become blanks.
  public init(_ kind: StatusLine.Kind, _ text: String) {
    self.kind = kind
    self.text = text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
