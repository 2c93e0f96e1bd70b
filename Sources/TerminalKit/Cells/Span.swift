/// A piece of text in one style.
public struct Span: Hashable, Sendable {
  /// The words.
  public var text: String
  /// How they are drawn.
  public var style: Style

  /// Makes a span.
  public init(_ text: String, _ style: Style = .text) {
    self.text = text
    self.style = style
  }
}
