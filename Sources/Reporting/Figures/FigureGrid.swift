public import Drawing

/// Figures beside and below each other.
public struct FigureGrid: Figure {
  /// What they show together; may be empty.
  public var title: String
  /// What a reader should know; may be empty.
  public var remark: String
  /// The figures, row by row.
  public var figures: [any Figure]
  /// How many stand beside each other.
  public var columns: Int

  /// Makes a grid.
  public init(title: String, remark: String = "", figures: [any Figure], columns: Int) {
    self.title = title
    self.remark = remark
    self.figures = figures
    self.columns = columns
  }

  /// Draws the figures.
  public func draw(on canvas: Canvas, in box: Box) {
    let top = ChartFrame.head(
      Pen(canvas: canvas), in: box, title: title, remark: remark, keys: [])
    let inner = box.inset(top: top - box.y + (title.isEmpty && remark.isEmpty ? 0 : 8))
    for (figure, cell) in zip(figures, inner.cells(figures.count, columns: columns, gap: 20)) {
      figure.draw(on: canvas, in: cell)
    }
  }
}
