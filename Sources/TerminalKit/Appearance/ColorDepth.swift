/// How many colours a terminal has.
public enum ColorDepth: Int, Sendable, CaseIterable, Comparable {
  /// No colours.
  case none = 0
  /// The eight basic colours.
  case eight = 8
  /// The basic colours and their bright twins.
  case sixteen = 16
  /// The palette of 256.
  case full = 256

  /// The depth for the number of colours that a terminal reports.
  public init(colorCount: Int) {
    self =
      colorCount >= 256 ? .full : colorCount >= 16 ? .sixteen : colorCount >= 8 ? .eight : .none
  }

  /// Fewer colours come first.
  public static func < (left: ColorDepth, right: ColorDepth) -> Bool {
    left.rawValue < right.rawValue
  }
}
