/// Numbers in a grid, shaded by size: which model beats which, a confusion matrix.
///
/// Each cell reports `cell(row:column:)` when clicked.
public struct MatrixChart: Widget {
  /// One cell of the grid.
  public struct Entry: Hashable, Sendable {
    /// What is written.
    public var text: String
    /// The shade, from 0 to 1; `nil` for none.
    public var share: Double?

    /// Makes an entry.
    public init(_ text: String, share: Double? = nil) {
      self.text = text
      self.share = share
    }
  }

  /// What the chart is called in words.
  public var title: String
  /// The names of the rows.
  public var rowNames: [String]
  /// The names of the columns.
  public var columnNames: [String]
  /// The entries, row by row.
  public var entries: [[Entry]]
  /// The id for clicks.
  public var id: Int

  /// Makes a matrix.
  public init(
    _ title: String, rowNames: [String], columnNames: [String], entries: [[Entry]], id: Int
  ) {
    precondition(
      entries.count == rowNames.count && entries.allSatisfy { $0.count == columnNames.count },
      "A matrix needs an entry for each row and column.")
    self.title = title
    self.rowNames = rowNames
    self.columnNames = columnNames
    self.entries = entries
    self.id = id
  }

  /// Draws names and shaded cells, and adds the line of text with the numbers of each row.
  public func draw(in area: Rect, of frame: inout Frame) {
    frame.describe(
      "\(title): "
        + zip(rowNames, entries).map { name, row in
          "\(name): "
            + zip(columnNames, row).map { "\($0) \($1.text)" }.joined(separator: ", ")
        }.joined(separator: "; "))
    let ascii = frame.glyphs.isASCII
    let nameWidth = min(
      area.width / 3, rowNames.map { SafeText.width(of: $0, ascii: ascii) }.max() ?? 0)
    let texts = columnNames + entries.flatMap { $0.map(\.text) }
    let widest = texts.map { SafeText.width(of: $0, ascii: ascii) }.max() ?? 0
    let room = max(0, area.width - nameWidth - 1)
    let width = min(widest + 2, room / max(1, columnNames.count))
    guard width >= 3 else {
      frame.write("too small for a matrix", in: area, style: .muted)
      return
    }
    for (index, name) in columnNames.enumerated() {
      let place = Rect(
        column: area.column + nameWidth + 1 + index * width, row: area.row, width: width, height: 1)
      frame.write(name, in: place.inset(horizontal: 1), style: .muted, alignment: .right)
    }
    for (row, name) in rowNames.enumerated() where row + 1 < area.height {
      let line = area.line(row + 1)
      frame.write(
        name, in: Rect(column: line.column, row: line.row, width: nameWidth, height: 1),
        style: .text)
      for (column, entry) in entries[row].enumerated() {
        let place = Rect(
          column: area.column + nameWidth + 1 + column * width, row: line.row, width: width,
          height: 1)
        let style =
          entry.share.map { Style(.inverseText, on: .ramp($0)) } ?? Style(.muted, on: .canvas)
        frame.fill(place, style: style)
        frame.write(entry.text, in: place.inset(horizontal: 1), style: style, alignment: .right)
        frame.addHit(place, HitTarget(id, .cell(row: row, column: column)))
      }
    }
  }
}
