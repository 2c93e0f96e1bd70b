extension RowPartition {
  /// Parts the rows of some nodes by their splits; gives the number of left rows of each.
  ///
  /// - Parameter decode: the bin of each column in each joint byte, 256 a column.
  func part(
    _ parents: [(range: Range<Int>, split: BinSplit)], of matrix: BinnedMatrix, decode: [UInt8],
    threads: Int
  ) -> [Int] {
    matrix.bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return [] }
      let jobs = parents.map { range, split in
        let group = matrix.places[split.column].group
        return Job(
          range: range, bytes: base + group * matrix.rowCount,
          sendsLeft: Self.sendsLeft(split, of: matrix, decode: decode))
      }
      return part(jobs, threads: threads)
    }
  }

  /// 1 for each byte of the split's group that it sends left.
  static func sendsLeft(
    _ split: BinSplit, of matrix: BinnedMatrix, decode: [UInt8]
  ) -> [UInt8] {
    let valueBinCount = matrix.columns[split.column].valueBinCount
    return (0..<256).map { byte in
      let bin = Int(decode[split.column * 256 + byte])
      return split.sendsLeft(bin: bin, valueBinCount: valueBinCount) ? 1 : 0
    }
  }
}
