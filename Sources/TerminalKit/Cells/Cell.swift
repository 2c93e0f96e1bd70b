/// One cell of the screen: a glyph and its style in eight bytes.
public struct Cell: Hashable, Sendable {
  /// A Unicode scalar, `continuation`, or a reference to a cluster of its frame.
  let code: UInt32
  /// How the glyph is drawn.
  public var style: Style

  /// The right half of a glyph that is two cells wide.
  static let continuationCode: UInt32 = 0x11_0000
  /// Set in the code of a glyph with combining marks; the rest is its index in the frame.
  static let clusterFlag: UInt32 = 0x8000_0000

  init(code: UInt32, style: Style) {
    self.code = code
    self.style = style
  }

  /// An empty cell.
  public static let blank = Cell(code: 0x20, style: .text)

  /// Whether this is the right half of a glyph that is two cells wide.
  public var isContinuation: Bool { code == Cell.continuationCode }

  /// Whether the glyph carries combining marks that its frame holds.
  var isCluster: Bool { code & Cell.clusterFlag != 0 }

  /// The index of the glyph's scalars among the clusters of its frame.
  var clusterIndex: Int { Int(code & ~Cell.clusterFlag) }

  /// The glyph, unless the cell is a continuation or carries combining marks.
  public var scalar: Unicode.Scalar? {
    isContinuation || isCluster ? nil : Unicode.Scalar(code)
  }
}
