import Foundation

/// Computes the profile of one column.
struct ColumnProfiler {
  static let mostBins = 12
  static let mostValues = 10
  let column: Column
  let labels: [UInt8]?

  init(_ column: Column, labels: [UInt8]?) {
    self.column = column.inMemory
    self.labels = labels
  }

  func profile() -> ColumnProfile {
    switch column.values {
    case .flag(let flags, let spelling):
      return coded(
        flags.lazy.map { $0 == Column.missingFlag ? -1 : Int($0) },
        levels: [spelling.zero, spelling.one], isFlag: true)
    case .category(let codes, let levels):
      return coded(codes.lazy.map { Int($0) }, levels: levels, isFlag: false)
    case .float(let numbers):
      return numeric(numbers.lazy.map { Double($0) }, widest: UInt32.self) {
        Double(Float(bitPattern: RadixSort.value($0)))
      } key: {
        RadixSort.key(Float($0).bitPattern)
      }
    case .double(let numbers):
      return numeric(numbers.lazy.map { $0 }, widest: UInt64.self) {
        Double(bitPattern: RadixSort.value($0))
      } key: {
        RadixSort.key($0.bitPattern)
      }
    case .date(let dates):
      return numeric(
        dates.lazy.map {
          $0 == Column.missingDate ? .nan : Double($0) / Column.microsecondsPerDay
        }, widest: UInt64.self
      ) {
        Double(bitPattern: RadixSort.value($0))
      } key: {
        RadixSort.key($0.bitPattern)
      }
    case .text(let texts): return text(texts)
    }
  }

  // MARK: Words and flags

  private func coded(
    _ codes: some Collection<Int>, levels: [String], isFlag: Bool
  ) -> ColumnProfile {
    let missing = levels.count
    var tally = BinTally(binCount: levels.count + 1, labels: labels)
    for (row, code) in codes.enumerated() { tally.add(row: row, bin: code < 0 ? missing : code) }
    let present = levels.indices.filter { tally.rowCount($0) > 0 }
    let byCount = present.sorted {
      (tally.rowCount($1), $0) < (tally.rowCount($0), $1)
    }
    var bins: [ColumnProfile.Bin]
    if isFlag {
      bins = present.map {
        tally.bin([$0], label: levels[$0], lower: Double($0), upper: Double($0))
      }
    } else {
      let whole = byCount.count <= Self.mostBins ? byCount.count : Self.mostBins - 1
      bins = byCount.prefix(whole).map { tally.bin([$0], label: levels[$0]) }
      if whole < byCount.count { bins.append(tally.bin(byCount[whole...], label: "others")) }
    }
    return profile(
      distinct: present.count, missing: tally.rowCount(missing),
      statistics: isFlag
        ? flagStatistics(zeros: tally.rowCount(0), ones: tally.rowCount(1)) : nil,
      mostFrequent: byCount.prefix(Self.mostValues).map {
        .init(value: levels[$0], count: tally.rowCount($0))
      },
      bins: bins, missingBin: tally.bin([missing], label: "missing"))
  }

  private func flagStatistics(zeros: Int, ones: Int) -> ColumnProfile.Statistics? {
    let count = zeros + ones
    guard count > 0 else { return nil }
    let mean = Double(ones) / Double(count)
    let variance = count > 1 ? mean * (1 - mean) * Double(count) / Double(count - 1) : 0
    func order(_ position: Int) -> Double { position < zeros ? 0 : 1 }
    return Self.statistics(
      count: count, mean: mean, standardDeviation: variance.squareRoot(), order: order)
  }

  // MARK: Numbers

  /// Sorts the values by an order-preserving key, and takes everything from the sorted values.
  private func numeric<Key: FixedWidthInteger & UnsignedInteger>(
    _ values: some Collection<Double>, widest: Key.Type, value: @escaping (Key) -> Double,
    key: (Double) -> Key
  ) -> ColumnProfile {
    var keys: [Key] = []
    keys.reserveCapacity(values.count)
    var sum = 0.0
    for number in values where !number.isNaN {
      // Adding zero makes −0 equal to 0.
      keys.append(key(number + 0))
      sum += number
    }
    RadixSort.sort(&keys)
    guard let first = keys.first, let last = keys.last else { return emptyNumbers() }
    let mean = min(max(sum / Double(keys.count), value(first)), value(last))
    var squares = 0.0
    for number in values where !number.isNaN { squares += (number - mean) * (number - mean) }
    var runs = RunCounter<Key>(most: Self.mostValues)
    for key in keys { runs.add(key) }
    runs.finish()
    let statistics = Self.statistics(
      count: keys.count, mean: mean,
      standardDeviation: keys.count > 1 ? (squares / Double(keys.count - 1)).squareRoot() : 0
    ) { value(keys[$0]) }
    let edges = BinEdges(
      distinct: runs.count <= Self.mostBins ? runs.firstKeys.map(value) : nil, count: keys.count,
      mostBins: Self.mostBins
    ) { value(keys[$0]) }
    var tally = BinTally(binCount: edges.binCount + 1, labels: labels)
    for (row, number) in values.enumerated() {
      tally.add(row: row, bin: number.isNaN ? edges.binCount : edges.bin(of: number))
    }
    let bins = (0..<edges.binCount).map { bin in
      tally.bin(
        [bin], label: edges.label(bin, value: spell, edge: spellEdge), lower: edges.lower(bin),
        upper: edges.upper(bin))
    }
    return profile(
      distinct: runs.count, missing: column.count - keys.count, statistics: statistics,
      mostFrequent: runs.mostFrequent.map { .init(value: spell(value($0.key)), count: $0.count) },
      bins: bins, missingBin: tally.bin([edges.binCount], label: "missing"))
  }

  /// A value of this column as its cells print.
  private func spell(_ number: Double) -> String {
    let values: Column.Values =
      switch column.values {
      case .date: .date([Int64((number * Column.microsecondsPerDay).rounded())])
      case .float: .float([Float(number)])
      default: .double([number])
      }
    return Column(name: column.name, values: values).string(0) ?? ""
  }

  /// The end of a bin with as many decimals as tell it from its neighbour, a tenth of the width.
  private func spellEdge(_ number: Double, width: Double) -> String {
    if case .date = column.values { return String(spell(number).prefix(10)) }
    guard number != number.rounded(), width > 0 else { return spell(number) }
    let decimals = min(9, max(0, Int((1 - log10(width)).rounded(.up))))
    return String(format: "%.\(decimals)f", number)
  }

  private func emptyNumbers() -> ColumnProfile {
    var tally = BinTally(binCount: 1, labels: labels)
    for row in 0..<column.count { tally.add(row: row, bin: 0) }
    return profile(
      distinct: 0, missing: column.count, statistics: nil, mostFrequent: [], bins: [],
      missingBin: tally.bin([0], label: "missing"))
  }

  // MARK: Text

  private func text(_ texts: TextValues) -> ColumnProfile {
    var levels = LevelDictionary(capacity: texts.count)
    var counts: [Int] = []
    var tally = BinTally(binCount: 1, labels: labels)
    for row in 0..<texts.count {
      if texts.isMissing(row) {
        tally.add(row: row, bin: 0)
        continue
      }
      let code = Int(texts.withUTF8(at: row) { levels.code(of: $0) })
      if code == counts.count { counts.append(0) }
      counts[code] += 1
    }
    // The ten largest without sorting a million keys.
    var top: [Int] = []
    for (code, count) in counts.enumerated() {
      if top.count == Self.mostValues, let last = top.last, counts[last] >= count { continue }
      let place = top.firstIndex { counts[$0] < count } ?? top.count
      top.insert(code, at: place)
      if top.count > Self.mostValues { top.removeLast() }
    }
    return profile(
      distinct: levels.count, missing: tally.rowCount(0), statistics: nil,
      mostFrequent: top.map { code in
        let value = levels.withBytes(of: code) { String(decoding: $0, as: UTF8.self) }
        return .init(value: value, count: counts[code])
      }, bins: [], missingBin: tally.bin([0], label: "missing"))
  }

  // MARK: Parts of a profile

  private static func statistics(
    count: Int, mean: Double, standardDeviation: Double, order: (Int) -> Double
  ) -> ColumnProfile.Statistics {
    func quantile(_ share: Double) -> Double {
      let position = share * Double(count - 1)
      let below = Int(position)
      let above = min(below + 1, count - 1)
      let low = order(below)
      return low + (order(above) - low) * (position - Double(below))
    }
    return ColumnProfile.Statistics(
      minimum: order(0), maximum: order(count - 1), mean: mean,
      standardDeviation: standardDeviation, lowerQuartile: quantile(0.25), median: quantile(0.5),
      upperQuartile: quantile(0.75))
  }

  private func profile(
    distinct: Int, missing: Int, statistics: ColumnProfile.Statistics?,
    mostFrequent: [ColumnProfile.ValueCount], bins: [ColumnProfile.Bin],
    missingBin: ColumnProfile.Bin
  ) -> ColumnProfile {
    ColumnProfile(
      name: column.name, kind: column.kind, count: column.count, missingCount: missing,
      distinctCount: distinct, statistics: statistics, mostFrequent: mostFrequent, bins: bins,
      missingBin: missing == 0 ? nil : missingBin)
  }
}
