import Tabular

/// 28 numbers a row: 21 drawn, seven made of them, as measurements and what is derived from them.
///
/// Columns that matter together also matter alone: where they did not, it would be luck which trees
/// find them, and the losses of equal settings would differ.
struct NumericRows: RowMaking {
  private static let drawn = 21

  var names: [String] { (1...28).map { "x\($0)" } + ["label"] }

  func makeRow(using generator: inout SeededGenerator, into line: inout RowText) {
    let x = (0..<Self.drawn).map { column in
      switch column % 3 {
      case 0: generator.bell()
      case 1: 3 * generator.unit() * generator.unit()
      default: abs(generator.bell()) + 0.2 * generator.bell()
      }
    }
    let derived = [
      x[0] * x[3] + 0.3 * generator.bell(), x[1] * x[2], x[4] - x[7] * x[6],
      abs(x[9] + x[12]), x[5] * x[5] - x[8], x[10] * x[0] - x[13] * x[3], x[2] + x[5] + x[11],
    ]
    var score = -0.4 + 0.9 * derived[0] - 0.8 * derived[2] + 0.7 * (derived[3] - 1.1)
    score += x[1] > 0.8 ? 0.7 * x[6] : -0.5 * x[9]
    score += (x[15] > 0.3 ? 0.8 * x[18] : -0.4) + 0.5 * (x[14] - 0.8) - 0.3 * x[16]
    for value in x { line.add(value) }
    for value in derived { line.add(value) }
    line.add(generator.outcome(of: 1.5 * score) ? 1 : 0)
  }
}

/// 30 columns as a marketing table has them: twelve flags, eight counts, five categories, five
/// numbers.
struct WideRows: RowMaking {
  private static let words: [StaticString] = [
    "north", "south", "east", "west", "mobile", "desktop", "tablet", "email", "search", "social",
    "direct", "partner",
  ]

  var names: [String] {
    (1...12).map { "flag\($0)" } + (1...8).map { "count\($0)" } + (1...5).map { "kind\($0)" }
      + (1...5).map { "amount\($0)" } + ["label"]
  }

  func makeRow(using generator: inout SeededGenerator, into line: inout RowText) {
    var score = -2.5
    var bits = generator.next() & generator.next()
    for flag in 0..<12 {
      let bit = Int(bits & 1)
      bits >>= 1
      score += Double(bit) * (flag % 4 == 0 ? 0.8 : flag % 4 == 1 ? -0.5 : 0.1)
      line.add(bit)
    }
    for column in 0..<8 {
      let count = generator.count(limit: 30)
      if column < 4 { score += Double(min(count, 4)) * (column % 2 == 0 ? 0.25 : -0.2) }
      line.add(count)
    }
    for column in 0..<5 {
      let level = generator.below(4 + 2 * column)
      if column < 3 { score += (level * 7 + column) % 5 == 0 ? 0.9 : -0.1 }
      line.add(Self.words[level])
    }
    for column in 0..<5 {
      let amount = 200 * generator.unit() * generator.unit()
      if column < 2 { score += amount > 60 ? 0.6 : -0.2 }
      line.add(amount)
    }
    line.add(generator.outcome(of: score) ? 1 : 0)
  }
}

/// Impressions in lists of twenty: what one knows of the viewer is equal within a list, and the
/// items that fit the viewer are clicked more often.
struct ImpressionRows: RowMaking {
  private static let listLength = 20
  private var row = 0
  private var viewer: [Double] = []

  var names: [String] {
    ["list"] + (1...8).map { "viewer\($0)" } + (1...17).map { "item\($0)" } + ["label"]
  }

  mutating func makeRow(using generator: inout SeededGenerator, into line: inout RowText) {
    if row % Self.listLength == 0 { viewer = (0..<8).map { _ in generator.bell() } }
    line.add(row / Self.listLength)
    row += 1
    for value in viewer { line.add(value) }
    var score = -1.6
    for column in 0..<17 {
      if column % 2 == 0 {
        let value = generator.bell()
        if column < 12 { score += (column % 4 == 0 ? 0.6 : -0.3) * value * viewer[column / 2] }
        score += column < 4 ? 0.5 * value : 0
        line.add(value)
      } else {
        let count = generator.count(limit: 12)
        if column < 8 { score += 0.2 * Double(count) }
        line.add(count)
      }
    }
    line.add(generator.outcome(of: 1.5 * score - 2) ? 1 : 0)
  }
}
