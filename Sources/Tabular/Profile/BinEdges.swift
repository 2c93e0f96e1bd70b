/// Where the bins of a histogram lie.
///
/// Few distinct values: a bin each. Else bins of equal width; where one of them would take over
/// half of the rows, as with amounts and durations, bins of equal mass.
struct BinEdges {
  /// Ascending bounds: bin `b` is `edges[b] ..< edges[b + 1]`, the last one closed. For bins of one
  /// value, the values.
  private let edges: [Double]
  private let isByValue: Bool

  /// - Parameters:
  ///   - distinct: the distinct values ascending, when they are few enough for a bin each.
  ///   - count: the number of values, at least one.
  ///   - order: the values ascending, by position.
  init(distinct: [Double]?, count: Int, mostBins: Int, order: (Int) -> Double) {
    if let distinct {
      edges = distinct
      isByValue = true
      return
    }
    isByValue = false
    let low = order(0)
    let high = order(count - 1)
    let width = (high - low) / Double(mostBins)
    let even = (0...mostBins).map { $0 == mostBins ? high : low + Double($0) * width }
    var bounds = [0]
    for edge in even.dropFirst().dropLast() {
      bounds.append(Self.firstPosition(notBelow: edge, count: count, order))
    }
    bounds.append(count)
    let largest = zip(bounds, bounds.dropFirst()).map { $1 - $0 }.max() ?? 0
    if largest * 2 <= count, width > 0, width.isFinite {
      edges = even
      return
    }
    var mass: [Double] = []
    for bin in 0...mostBins {
      let edge = order(min(bin * count / mostBins, count - 1))
      if mass.last != edge { mass.append(edge) }
    }
    edges = mass
  }

  /// The number of bins; at least one.
  var binCount: Int { isByValue ? edges.count : max(edges.count - 1, 1) }

  /// The bin of a value that lies within the range.
  @inline(__always)
  func bin(of value: Double) -> Int {
    var low = 0
    var high = edges.count
    while low < high {
      let middle = (low + high) / 2
      if edges[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return min(max(low - 1, 0), binCount - 1)
  }

  func lower(_ bin: Int) -> Double { edges[bin] }

  func upper(_ bin: Int) -> Double { isByValue ? edges[bin] : edges[min(bin + 1, edges.count - 1)] }

  /// A bin in words: its one value as the file spells it, or its ends.
  func label(
    _ bin: Int, value: (Double) -> String, edge: (Double, _ width: Double) -> String
  ) -> String {
    if isByValue { return value(edges[bin]) }
    let width = upper(bin) - lower(bin)
    return "\(edge(lower(bin), width)) – \(edge(upper(bin), width))"
  }

  private static func firstPosition(
    notBelow edge: Double, count: Int, _ order: (Int) -> Double
  ) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if order(middle) < edge { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
