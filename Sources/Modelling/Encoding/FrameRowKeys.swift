import Threads

/// The encoded rows of a frame packed into words: equal rows have equal words, and only they do.
///
/// A flag takes one bit, or two where it has missing values; a category the bits of its codes; a
/// number the 32 of its float. Minus zero differs from zero, which merely leaves the two rows apart.
struct FrameRowKeys {
  /// Words a row.
  let wordCount: Int
  private let rowCount: Int
  /// `words[word * rowCount + row]`.
  private let words: [UInt64]

  init(_ frame: FeatureFrame, threads: Int) {
    rowCount = frame.rowCount
    let rowCount = frame.rowCount
    let features = frame.schema.features
    let packings = parallelMap(features.count, threads: threads) {
      Packing(features[$0], frame.columns[$0])
    }
    var places: [(word: Int, shift: Int)] = []
    var word = 0
    var used = 0
    for packing in packings {
      if used + packing.bits > 64 {
        word += 1
        used = 0
      }
      places.append((word, used))
      used += packing.bits
    }
    wordCount = word + 1
    var words = [UInt64](repeating: 0, count: rowCount * (word + 1))
    let pieces = max(1, min(16, rowCount / 4096))
    let fixedPlaces = places
    words.withUnsafeMutableBufferPointer { buffer in
      let shared = SharedBuffer(buffer)
      inParallel(pieces, threads: threads) { piece, _ in
        let rows = LinearChunks.range(piece, of: pieces, rowCount: rowCount)
        for (feature, packing) in packings.enumerated() {
          let place = fixedPlaces[feature]
          let start = place.word * rowCount
          let target = shared.part(start + rows.lowerBound..<start + rows.upperBound)
          frame.columns[feature].withUnsafeBufferPointer { column in
            packing.pack(
              UnsafeBufferPointer(rebasing: column[rows]), into: target, shift: place.shift)
          }
        }
      }
    }
    self.words = words
  }

  /// Numbers the distinct rows in the order of their first appearance.
  func merged() -> DistinctRows {
    var capacity = 64
    while capacity < 2 * rowCount { capacity *= 2 }
    var table = [Int32](repeating: -1, count: capacity)
    var ofRow = [Int32](repeating: 0, count: rowCount)
    var first: [Int32] = []
    let mask = capacity - 1
    words.withUnsafeBufferPointer { words in
      for row in 0..<rowCount {
        var hash: UInt64 = 0
        for word in 0..<wordCount {
          hash = (hash ^ words[word * rowCount + row]) &* 0x9E37_79B9_7F4A_7C15
          hash ^= hash >> 32
        }
        var slot = Int(truncatingIfNeeded: hash) & mask
        while true {
          let candidate = table[slot]
          if candidate < 0 {
            table[slot] = Int32(first.count)
            ofRow[row] = Int32(first.count)
            first.append(Int32(row))
            break
          }
          let other = Int(first[Int(candidate)])
          if (0..<wordCount).allSatisfy({
            words[$0 * rowCount + row] == words[$0 * rowCount + other]
          }) {
            ofRow[row] = candidate
            break
          }
          slot = (slot + 1) & mask
        }
      }
    }
    return DistinctRows(ofRow: ofRow, first: first)
  }
}

/// How one feature is packed into bits.
private enum Packing: Sendable {
  /// 0 or 1, and nothing else.
  case bit
  /// Small codes; `count` stands for missing.
  case code(count: Int, bits: Int)
  /// The float's own bits.
  case float

  init(_ feature: Feature, _ column: [Float]) {
    let count: Int
    switch feature.kind {
    case .number:
      self = .float
      return
    case .flag:
      var bits = true
      var codes = true
      for value in column {
        let isBit = value == 0 || value == 1
        bits = bits && isBit
        codes = codes && (isBit || !value.isFinite)
      }
      guard !bits else {
        self = .bit
        return
      }
      guard codes else {
        self = .float
        return
      }
      count = 2
    case .category(let levels): count = levels.count
    }
    self = .code(count: count, bits: Int.bitWidth - count.leadingZeroBitCount)
  }

  var bits: Int {
    switch self {
    case .bit: 1
    case .code(_, let bits): bits
    case .float: 32
    }
  }

  func pack(
    _ values: UnsafeBufferPointer<Float>, into words: UnsafeMutableBufferPointer<UInt64>, shift: Int
  ) {
    let shift = UInt64(shift)
    switch self {
    case .bit:
      for row in 0..<values.count { words[row] |= (values[row] == 0 ? 0 : 1) &<< shift }
    case .code(let count, _):
      for row in 0..<values.count {
        let value = values[row]
        let code = value >= 0 && value < Float(count) ? UInt64(value) : UInt64(count)
        words[row] |= code &<< shift
      }
    case .float:
      for row in 0..<values.count {
        let value = values[row].isNaN ? Float.nan : values[row]
        words[row] |= UInt64(value.bitPattern) &<< shift
      }
    }
  }
}
