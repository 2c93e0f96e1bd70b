/// Where the columns of a table stand for the rows in sight.
struct TableLayout {
  /// A column in sight.
  struct Place {
    var index: Int
    var start: Int
    var width: Int
    /// The most characters after a decimal point, the point included.
    var decimals: Int
    /// The least width at which it can be read; it is left out where it has less.
    var least: Int
  }

  private(set) var places: [Place] = []
  private(set) var hasMoreLeft = false
  private(set) var hasMoreRight = false

  /// The room between two columns.
  static let gap = 2

  init(table: TableView, rows: Range<Int>, width: Int, ascii: Bool) {
    let frozen = min(table.frozenCount, table.columns.count)
    // Columns are measured as far as they are looked at: a table may have thousands.
    var known: [Int: Place] = [:]
    func measured(_ index: Int) -> Place {
      if let place = known[index] { return place }
      let place = TableLayout.measure(table, index, rows, ascii)
      known[index] = place
      return place
    }
    var total = -TableLayout.gap
    for index in table.columns.indices where total <= width {
      total += measured(index).width + TableLayout.gap
    }
    if total <= width {
      var all = table.columns.indices.map(measured)
      TableLayout.spread(width - total, over: table, &all)
      place(all, width: width)
      return
    }
    let last = table.columns.count - 1
    var first = max(frozen, min(table.state.firstColumn, last))
    if let selected = table.state.selectedColumn, selected >= frozen, selected <= last {
      // A selected column must be in sight as a whole, with as many before it as there is room for.
      let least = min(first, selected)
      var used = (0..<frozen).reduce(measured(selected).width) {
        $0 + measured($1).width + TableLayout.gap
      }
      first = selected
      while first > least {
        used += measured(first - 1).width + TableLayout.gap
        guard used <= width else { break }
        first -= 1
      }
    }
    hasMoreLeft = first > frozen
    let order = (0..<frozen).map { $0 } + (min(first, last + 1)...last).map { $0 }
    place(order.lazy.map(measured), width: width)
  }

  /// Blanks to the right of a number, so that its decimal point falls in line.
  func padding(of text: String, in place: Place) -> Int {
    max(0, place.decimals - TableLayout.decimals(of: text))
  }

  private mutating func place(_ columns: some Sequence<Place>, width: Int) {
    var start = 0
    for column in columns {
      let room = width - start
      guard room >= column.least else {
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
    return Place(
      index: index, start: 0, width: width, decimals: decimals,
      least: least(of: column, width: width, decimals: decimals, ascii))
  }

  /// Half a number reads as another one, and half a heading as none; one too long for any column is cut
  /// anyway.
  private static func least(
    of column: TableView.Column, width: Int, decimals: Int, _ ascii: Bool
  ) -> Int {
    if decimals > 0 || column.alignment == .right { return width }
    let heading = SafeText.width(of: column.title, ascii: ascii)
    // The mark of columns further right takes a cell.
    return min(width, max(heading < column.maximumWidth ? heading + 1 : 0, 4))
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
