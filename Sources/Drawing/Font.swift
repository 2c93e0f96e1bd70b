/// A font by the name of its family, in points.
public struct Font: Hashable, Sendable {
  /// The family, such as `DejaVu Sans Mono`; where it is not installed another one takes its place.
  public var family: String
  /// The height of the letters' line, in points.
  public var size: Double
  /// Whether strokes are thick.
  public var isBold: Bool
  /// Whether letters lean.
  public var isItalic: Bool

  /// Makes a font.
  public init(family: String, size: Double, isBold: Bool = false, isItalic: Bool = false) {
    precondition(size > 0, "A font has a size above 0.")
    self.family = family
    self.size = size
    self.isBold = isBold
    self.isItalic = isItalic
  }
}

/// How far a font reaches around its baseline, in points.
public struct FontExtent: Hashable, Sendable {
  /// Above the baseline.
  public var ascent: Double
  /// Below the baseline.
  public var descent: Double
}
