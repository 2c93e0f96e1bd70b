/// A style as a terminal can draw it.
public struct Appearance: Hashable, Sendable {
  /// An index of the palette, or -1 for the terminal's own.
  public var foreground: Int16
  /// An index of the palette, or -1 for the terminal's own.
  public var background: Int16
  /// The attributes.
  public var attributes: Style.Attributes

  /// Makes an appearance.
  public init(foreground: Int16, background: Int16, attributes: Style.Attributes) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }
}
