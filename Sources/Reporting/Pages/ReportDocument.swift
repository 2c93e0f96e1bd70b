public import Drawing

/// A report of A4 pages, laid out from the top; a block that does not fit goes to the next page.
public struct ReportDocument: Sendable {
  /// What viewers and the foot of each page call it.
  public var name: String
  /// The parts, in order.
  public var blocks: [ReportBlock]

  /// Makes a report.
  public init(name: String, blocks: [ReportBlock]) {
    self.name = name
    self.blocks = blocks
  }

  /// The pages.
  ///
  /// - Throws: `DrawingError` when Cairo fails.
  public func pages() throws(DrawingError) -> [Canvas] {
    var layout = try PageLayout()
    for (place, block) in blocks.enumerated() {
      try layout.add(block, next: place + 1 < blocks.count ? blocks[place + 1] : nil)
    }
    return layout.finished(name: name)
  }

  /// The report as PDF.
  ///
  /// - Throws: `DrawingError` when Cairo fails.
  public func pdf() throws(DrawingError) -> [UInt8] {
    try Canvas.pdf(pages: try pages(), title: name)
  }
}
