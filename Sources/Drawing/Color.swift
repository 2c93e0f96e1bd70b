/// A colour by its red, green, blue and opacity, each 0…1.
public struct Color: Hashable, Sendable {
  /// Red.
  public var red: Double
  /// Green.
  public var green: Double
  /// Blue.
  public var blue: Double
  /// 0 is clear, 1 covers what lies below.
  public var opacity: Double

  /// Makes a colour; parts outside of 0…1 are brought to the nearer end.
  public init(red: Double, green: Double, blue: Double, opacity: Double = 1) {
    let held = { (value: Double) in min(1, max(0, value)) }
    self.red = held(red)
    self.green = held(green)
    self.blue = held(blue)
    self.opacity = held(opacity)
  }

  /// Makes a colour from `0xRRGGBB`.
  public init(hex: UInt32, opacity: Double = 1) {
    let part = { (shift: UInt32) in Double((hex >> shift) & 0xFF) / 255 }
    self.init(red: part(16), green: part(8), blue: part(0), opacity: opacity)
  }

  /// The colour mixed with another one, of which it takes a share.
  public func mixed(with other: Color, share: Double) -> Color {
    let mix = { (mine: Double, its: Double) in mine + (its - mine) * share }
    return Color(
      red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue),
      opacity: mix(opacity, other.opacity))
  }
}
