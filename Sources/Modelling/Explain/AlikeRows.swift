/// Finds the rows of a block that take the same decision at every split of a tree.
struct AlikeRows {
  private let rows: UnsafePointer<Float>
  private let rowCount: Int
  private let width: Int
  /// Whether a feature differs among the rows of the block.
  private let varies: [Bool]
  /// The decisions of each row at the nodes that can differ, a bit each.
  private let keys: ScratchBuffer<UInt64>
  private var keyLength = 0
  private var varying: [Int] = []

  /// Rows that were compared so far, and those of them that were alike to no earlier one.
  private var comparedCount = 0
  private var differentCount = 0
  /// Whether hardly any rows were alike in the trees so far, so that no more are compared.
  private var areDifferent = false

  /// The first row that decides as each row does.
  private var firstAlike: [Int]
  /// The rows that are alike to no earlier one.
  private(set) var firsts: [Int] = []

  /// - Parameter rows: `rowCount` rows of `width` values, which outlive this.
  init(rows: UnsafePointer<Float>, rowCount: Int, width: Int, largestTree: Int) {
    self.rows = rows
    self.rowCount = rowCount
    self.width = width
    varies = (0..<width).map { feature in
      (1..<max(1, rowCount)).contains {
        rows[$0 * width + feature].bitPattern != rows[feature].bitPattern
      }
    }
    keys = ScratchBuffer(count: rowCount * (largestTree / 64 + 1), repeating: 0)
    firstAlike = [Int](repeating: 0, count: rowCount)
    areDifferent = rowCount < 2
    firsts = Array(0..<rowCount)
  }

  /// Groups the rows by their decisions, as long as some are alike: comparing takes almost as long as
  /// a walk.
  mutating func find(
    in range: Range<Int>, _ nodes: UnsafePointer<TreeNode>, _ words: UnsafePointer<UInt64>
  ) {
    guard !areDifferent else { return }
    varying.removeAll(keepingCapacity: true)
    for index in range where !nodes[index].isLeaf && varies[Int(nodes[index].feature)] {
      varying.append(index - range.lowerBound)
    }
    keyLength = (varying.count + 63) / 64
    firsts.removeAll(keepingCapacity: true)
    for row in 0..<rowCount {
      writeKey(ofRow: row, nodes + range.lowerBound, words)
      let first = firsts.first { isEqual($0, row) }
      firstAlike[row] = first ?? row
      if first == nil { firsts.append(row) }
    }
    comparedCount += rowCount
    differentCount += firsts.count
    if comparedCount >= 4 * rowCount && differentCount > comparedCount / 4 * 3 {
      areDifferent = true
      firsts = Array(0..<rowCount)
    }
  }

  private func writeKey(
    ofRow row: Int, _ nodes: UnsafePointer<TreeNode>, _ words: UnsafePointer<UInt64>
  ) {
    let values = rows + row * width
    let key = keys.base + row * keyLength
    for word in 0..<keyLength {
      var bits: UInt64 = 0
      for (bit, place) in varying[word * 64..<min(varying.count, word * 64 + 64)].enumerated() {
        let node = nodes[place]
        let left: UInt64 = node.sendsLeft(values[Int(node.feature)], words: words) ? 1 : 0
        bits |= left << UInt64(bit)
      }
      key[word] = bits
    }
  }

  private func isEqual(_ a: Int, _ b: Int) -> Bool {
    let (a, b) = (keys.base + a * keyLength, keys.base + b * keyLength)
    for word in 0..<keyLength where a[word] != b[word] { return false }
    return true
  }

  /// Adds one share for each of the tree's features to the values of a row and of those alike to
  /// it.
  func add(
    _ shares: UnsafePointer<Double>, of features: [Int], ofRowsLike first: Int,
    to values: UnsafeMutablePointer<Double>
  ) {
    // Once rows are taken to be different, what was found before of them no longer counts.
    let last = areDifferent ? first + 1 : rowCount
    for row in first..<last where areDifferent || firstAlike[row] == first {
      let own = values + row * width
      for (place, feature) in features.enumerated() { own[feature] += shares[place] }
    }
  }
}
