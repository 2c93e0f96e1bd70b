/// Sorts unsigned integers by their bytes, and turns the bits of floating-point numbers into such
/// integers.
///
/// Linear in the count, and quick on columns of small whole numbers, most of whose bytes are equal
/// and skipped.
enum RadixSort {
  /// A key whose order as an unsigned integer is the order of the floating-point number with these
  /// bits.
  @inline(__always)
  static func key<Bits: FixedWidthInteger & UnsignedInteger>(_ bits: Bits) -> Bits {
    let sign: Bits = 1 << (Bits.bitWidth - 1)
    return bits & sign == 0 ? bits | sign : ~bits
  }

  /// The bits of the floating-point number with this key.
  @inline(__always)
  static func value<Bits: FixedWidthInteger & UnsignedInteger>(_ key: Bits) -> Bits {
    let sign: Bits = 1 << (Bits.bitWidth - 1)
    return key & sign == 0 ? ~key : key & ~sign
  }

  /// Sorts keys ascending.
  static func sort<Key: FixedWidthInteger & UnsignedInteger>(_ keys: inout [Key]) {
    if keys.count < 256 {
      keys.sort()
      return
    }
    var other = keys
    for shift in stride(from: 0, to: Key.bitWidth, by: 8) {
      var counts = [Int](repeating: 0, count: 256)
      for key in keys { counts[Int(truncatingIfNeeded: key >> Key(shift)) & 255] += 1 }
      if counts.contains(keys.count) { continue }
      var position = 0
      for digit in 0..<256 {
        let count = counts[digit]
        counts[digit] = position
        position += count
      }
      for key in keys {
        let digit = Int(truncatingIfNeeded: key >> Key(shift)) & 255
        other[counts[digit]] = key
        counts[digit] += 1
      }
      swap(&keys, &other)
    }
  }

  /// A row and the key that it is sorted by.
  struct Place {
    var key: UInt64
    var row: Int
  }

  /// Sorts rows by ascending key; rows of equal key keep their order.
  static func sort(_ places: inout [Place]) {
    var other = places
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      var counts = [Int](repeating: 0, count: 256)
      for place in places { counts[Int(place.key >> shift & 255)] += 1 }
      if counts.contains(places.count) { continue }
      var position = 0
      for digit in 0..<256 {
        let count = counts[digit]
        counts[digit] = position
        position += count
      }
      for place in places {
        let digit = Int(place.key >> shift & 255)
        other[counts[digit]] = place
        counts[digit] += 1
      }
      swap(&places, &other)
    }
  }
}

/// Counts runs of equal keys in a sorted sequence, and remembers the longest.
struct RunCounter<Key: Comparable> {
  private let most: Int
  private var current: Key?
  private var length = 0
  /// The number of runs.
  private(set) var count = 0
  /// The keys of the first twelve runs.
  private(set) var firstKeys: [Key] = []
  /// The longest runs, longest first, ties by key.
  private(set) var mostFrequent: [(key: Key, count: Int)] = []

  init(most: Int) { self.most = most }

  @inline(__always)
  mutating func add(_ key: Key) {
    if key == current {
      length += 1
      return
    }
    finish()
    current = key
    length = 1
  }

  /// Closes the last run.
  mutating func finish() {
    guard let key = current else { return }
    count += 1
    if firstKeys.count < ColumnProfiler.mostBins { firstKeys.append(key) }
    if mostFrequent.count == most, let last = mostFrequent.last, last.count >= length { return }
    let place = mostFrequent.firstIndex { $0.count < length } ?? mostFrequent.count
    mostFrequent.insert((key, length), at: place)
    if mostFrequent.count > most { mostFrequent.removeLast() }
  }
}
