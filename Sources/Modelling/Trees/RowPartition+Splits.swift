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
        let column = matrix.columns[split.column]
        let sendsLeft: [UInt8] = (0..<256).map { byte in
          let bin = Int(decode[split.column * 256 + byte])
          return split.sendsLeft(bin: bin, valueBinCount: column.valueBinCount) ? 1 : 0
        }
        let group = matrix.places[split.column].group
        return Job(range: range, bytes: base + group * matrix.rowCount, sendsLeft: sendsLeft)
      }
      return part(jobs, threads: threads)
    }
  }
}
