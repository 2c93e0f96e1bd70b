public import Drawing

/// A picture of numbers that draws itself into any box of a sheet, the same for PNG, SVG and PDF.
public protocol Figure: Sendable {
  /// Draws into a box, in points; what does not fit is shortened, never laid over something else.
  func draw(on canvas: Canvas, in box: Box)
}

/// A figure as files.
public struct FigureFiles: Sendable {
  /// As PNG, two pixels a point.
  public let png: [UInt8]
  /// As SVG.
  public let svg: [UInt8]
}

extension Figure {
  /// The figure on a white sheet of its own.
  ///
  /// - Parameters: sides in points, at least 100.
  /// - Throws: `DrawingError` when Cairo fails.
  public func sheet(width: Double, height: Double) throws(DrawingError) -> Canvas {
    precondition(width >= 100 && height >= 100, "A figure has sides of 100 points or more.")
    let canvas = try Canvas(width: width, height: height)
    canvas.fill(x: 0, y: 0, width: width, height: height, Ink.paper)
    draw(on: canvas, in: Box(x: 16, y: 14, width: width - 32, height: height - 24))
    return canvas
  }

  /// The figure as files, drawn once.
  ///
  /// - Parameters: sides in points, at least 100.
  /// - Throws: `DrawingError` when Cairo fails.
  public func files(width: Double, height: Double) throws(DrawingError) -> FigureFiles {
    let sheet = try sheet(width: width, height: height)
    return FigureFiles(png: try sheet.png(scale: 2), svg: try sheet.svg())
  }
}
