/// A row of blocks, each as high as a value: trends and small histograms in a table cell.
public struct Sparkline: Widget {
  /// The values; those that aren't finite leave a gap.
  public var values: [Double]
  /// The values of an empty and of a full block; `nil` for zero, or the least if negative, and the
  /// largest.
  public var range: ClosedRange<Double>?
  /// The colour; `nil` colours each block by its height.
  public var role: Role?
  /// The background.
  public var background: Role

  /// Makes a sparkline.
  public init(
    _ values: [Double], range: ClosedRange<Double>? = nil, role: Role? = .accent,
    background: Role = .canvas
  ) {
    self.values = values
    self.range = range
    self.role = role
    self.background = background
  }

  /// The heights as text, for a table cell of that many columns.
  public func text(width: Int, glyphs: Glyphs) -> String {
    var result = String.UnicodeScalarView()
    for share in shares(width: width) { result.append(Sparkline.block(share, glyphs)) }
    return String(result)
  }

  /// Draws the blocks into the first row.
  public func draw(in area: Rect, of frame: inout Frame) {
    for (offset, share) in shares(width: area.width).enumerated() {
      frame.put(
        Sparkline.block(share, frame.glyphs), column: area.column + offset, row: area.row,
        style: Style(role ?? .ramp(share), on: background))
    }
  }

  /// Anything above the floor is seen: rare is not never.
  private static func block(_ share: Double, _ glyphs: Glyphs) -> Unicode.Scalar {
    glyphs.lowerBlock(share > 0 ? max(share, 1.0 / 8) : 0)
  }

  /// A share for each column; several values in one column are averaged.
  private func shares(width: Int) -> [Double] {
    let count = min(width, values.count)
    guard count > 0 else { return [] }
    let finite = values.filter(\.isFinite)
    let low = range?.lowerBound ?? min(0, finite.min() ?? 0)
    let high = range?.upperBound ?? (finite.max() ?? 1)
    return (0..<count).map { column in
      let part = values[(column * values.count / count)..<((column + 1) * values.count / count)]
        .filter(\.isFinite)
      guard !part.isEmpty, high > low else { return 0 }
      let mean = part.reduce(0, +) / Double(part.count)
      return min(1, max(0, (mean - low) / (high - low)))
    }
  }
}
