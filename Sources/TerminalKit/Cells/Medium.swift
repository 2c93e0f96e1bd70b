/// What a frame is drawn for, as far as drawing must know it.
public struct Medium: Hashable, Sendable {
  /// The characters at hand.
  public var glyphs: Glyphs
  /// Whether colours can tell things apart; if not, charts use markers and patterns.
  public var hasColor: Bool

  /// Makes a medium.
  public init(glyphs: Glyphs = .unicode, hasColor: Bool = true) {
    self.glyphs = glyphs
    self.hasColor = hasColor
  }
}
