/// A cell of the screen, counted from zero at the top left.
public struct Position: Hashable, Sendable, Codable {
  /// Cells from the left edge.
  public var column: Int
  /// Cells from the top edge.
  public var row: Int

  /// Makes a position; it may lie outside of any screen.
  public init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}
