/// Where the columns of a table stand for the rows in sight.
struct TableLayout {
  /// A column in sight.
  struct Place {
    var index: Int
    var start: Int
    var width: Int
    /// The most characters after a decimal point, the point included.
    var decimals: Int
  }

  private(set) var places: [Place] = []
  private(set) var hasMoreLeft = false
  private(set) var hasMoreRight = false

  /// The room between two columns.
  static let gap = 2

  init(table: TableView, rows: Range<Int>, width: Int, ascii: Bool) {
    let frozen = min(table.frozenCount, table.columns.count)
    var measured = table.columns.indices.map { TableLayout.measure(table, $0, rows, ascii) }
    let total = measured.reduce(0) { $0 + $1.width } + TableLayout.gap * max(0, measured.count - 1)
    if total <= width {
      TableLayout.spread(width - total, over: table, &measured)
      place(measured, width: width)
      return
    }
    let last = table.columns.count - 1
    var first = max(frozen, min(table.state.firstColumn, last))
    if let selected = table.state.selectedColumn, selected >= frozen {
      first = min(first, selected)
      // A selected column must be in sight as a whole.
      while first < selected {
        let shown = Array(measured[..<frozen]) + measured[first...selected]
        let needed = shown.reduce(0) { $0 + $1.width } + TableLayout.gap * (shown.count - 1)
        if needed <= width { break }
        first += 1
      }
    }
    hasMoreLeft = first > frozen
    place(Array(measured[..<frozen]) + measured[min(first, measured.count)...], width: width)
  }

  /// Blanks to the right of a number, so that its decimal point falls in line.
  func padding(of text: String, in place: Place) -> Int {
    max(0, place.decimals - TableLayout.decimals(of: text))
  }

  private mutating func place(_ columns: [Place], width: Int) {
    var start = 0
    for column in columns {
      let room = width - start
      // A column of which less than a readable part would show is left for scrolling; half a number
      // reads as another one.
      guard room >= (column.decimals > 0 ? column.width : min(column.width, 4)) else {
        hasMoreRight = true
        return
      }
      var placed = column
      placed.start = start
      placed.width = min(column.width, room)
      if placed.width < column.width { hasMoreRight = true }
      places.append(placed)
      start += column.width + TableLayout.gap
    }
  }

  private static func measure(
    _ table: TableView, _ index: Int, _ rows: Range<Int>, _ ascii: Bool
  ) -> Place {
    let column = table.columns[index]
    var width = SafeText.width(of: column.title, ascii: ascii)
    // The mark of the sort has its place always: sorting must not move columns.
    width += column.alignment == .right ? 1 : 2
    var whole = 0
    var decimals = 0
    for row in rows {
      let text = table.cell(row, index).text
      let textWidth = SafeText.width(of: text, ascii: ascii)
      if column.isDecimal {
        let after = TableLayout.decimals(of: text)
        decimals = max(decimals, after)
        whole = max(whole, textWidth - after)
      } else {
        whole = max(whole, textWidth)
      }
    }
    width = min(max(width, whole + decimals, column.minimumWidth), column.maximumWidth)
    return Place(index: index, start: 0, width: width, decimals: decimals)
  }

  private static func spread(_ room: Int, over table: TableView, _ places: inout [Place]) {
    let flexible = places.indices.filter { table.columns[places[$0].index].isFlexible }
    for (order, place) in flexible.enumerated() {
      places[place].width +=
        room * (order + 1) / flexible.count - room * order / flexible.count
    }
  }

  private static func decimals(of text: String) -> Int {
    guard let point = text.firstIndex(of: ".") else { return 0 }
    return text.distance(from: point, to: text.endIndex)
  }
}
