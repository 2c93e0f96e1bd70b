/// A part of a report, as it follows on the last one.
public enum ReportBlock: Sendable {
  /// The head of the report: its name and one line below.
  case title(String, String)
  /// Begins a section; it never stands at the foot of a page alone.
  case heading(String)
  /// Running text.
  case paragraph(String)
  /// A sentence that is to be seen first, on a band.
  case keySentence(String)
  /// Points of a list.
  case bullets([String])
  /// Rows and columns.
  case table(ReportTable)
  /// Figures beside each other, so high in points.
  case figures([any Figure], height: Double)
  /// Goes on on a new page.
  case pageBreak
}

/// Rows and columns of text.
public struct ReportTable: Sendable {
  /// One a column.
  public var headings: [String]
  /// The rows; each has as many cells as there are headings.
  public var rows: [[String]]
  /// The columns that hold words; all others hold numbers and stand to the right.
  public var wordColumns: Set<Int>
  /// A row to be seen first; `nil` for none.
  public var emphasis: Int?

  /// Makes a table.
  ///
  /// - Precondition: every row has a cell a heading.
  public init(
    headings: [String], rows: [[String]], wordColumns: Set<Int> = [0], emphasis: Int? = nil
  ) {
    precondition(rows.allSatisfy { $0.count == headings.count }, "A row has a cell a heading.")
    self.headings = headings
    self.rows = rows
    self.wordColumns = wordColumns
    self.emphasis = emphasis
  }
}
