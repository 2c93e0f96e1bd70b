/// How relevant each row is, where a target has whole numbers instead of two classes.
public struct Grades: Sendable, Equatable {
  /// The grade of each row, higher being more relevant; ``Dataset/unlabelled`` where it is missing.
  public private(set) var values: [UInt8]
  /// The number of rows of each grade that there is, lowest grade first.
  public let counts: [Count]
  /// Rows of this grade and above count as relevant where a figure knows relevant or not only.
  public let relevantFrom: Int

  /// How often a grade comes.
  public struct Count: Sendable, Equatable {
    /// The grade.
    public let grade: Int
    /// Its rows.
    public let rows: Int
  }

  /// The highest grade that is read: what a grade is worth doubles with each.
  public static let highest = 30

  /// Reads whole numbers 0…30, three or more of them different; `nil` for any other column.
  ///
  /// - Parameter relevantFrom: from which grade on a row counts as relevant.
  public init?(_ column: Column, relevantFrom: Int) {
    let numbers: [Double]
    switch column.values {
    case .float(let floats): numbers = floats.map(Double.init)
    case .double(let doubles): numbers = doubles
    case .flag, .category, .date, .text: return nil
    }
    let range = 0...Double(Self.highest)
    guard numbers.allSatisfy({ $0.isNaN || $0 == $0.rounded() && range.contains($0) }) else {
      return nil
    }
    var rows = [Int](repeating: 0, count: Self.highest + 1)
    values = numbers.map { $0.isNaN ? Dataset.unlabelled : UInt8($0) }
    for value in values where value != Dataset.unlabelled { rows[Int(value)] += 1 }
    counts = rows.enumerated().filter { $0.element > 0 }.map { Count(grade: $0, rows: $1) }
    guard counts.count > 2 else { return nil }
    self.relevantFrom = relevantFrom
  }

  /// 1 for the upper and 0 for the lower grades, parted where both have most rows: what rows are dealt
  /// out by, whatever counts as relevant. ``Dataset/unlabelled`` where the grade is missing.
  public var evenLabels: [UInt8] {
    let total = counts.reduce(0) { $0 + $1.rows }
    var (below, cut, most) = (0, 0, -1)
    for count in counts {
      if min(below, total - below) > most { (cut, most) = (count.grade, min(below, total - below)) }
      below += count.rows
    }
    return values.map { $0 == Dataset.unlabelled ? $0 : Int($0) >= cut ? 1 : 0 }
  }

  /// The same without the grades of some rows.
  func hiding(_ rows: [Int]) -> Grades {
    var hidden = self
    for row in rows { hidden.values[row] = Dataset.unlabelled }
    return hidden
  }

  /// 1 for relevant rows, 0 for others, ``Dataset/unlabelled`` where the grade is missing.
  var labels: [UInt8] {
    values.map { $0 == Dataset.unlabelled ? $0 : Int($0) >= relevantFrom ? 1 : 0 }
  }
}
