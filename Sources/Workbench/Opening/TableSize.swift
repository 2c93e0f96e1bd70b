public import Foundation
import Tabular

/// Whether a table fits into this machine, told before it is read.
public enum TableSize {
  /// Bytes of cells that are held in memory; the columns of a larger table stand on disk, so that there
  /// is room for what is made of them.
  public static let heldBytes = Int(ProcessInfo.processInfo.physicalMemory / 8)

  /// Bytes that a training takes for a cell: the table and the encoded rows, four each, and what is
  /// sorted and binned on the way.
  private static let bytesPerCell = 12

  /// Looks at the size that a Parquet file tells of itself; other files tell none and pass.
  ///
  /// - Parameter share: of the rows, how much is read.
  /// - Throws: ``WorkbenchError`` with the command to use instead, when training on the table would take
  ///   more than the memory.
  public static func check(
    _ path: String, share: Double = 1, memory: UInt64 = ProcessInfo.processInfo.physicalMemory
  ) throws {
    guard let source = try? Opener.locate(path), ParquetReader.isParquet(source.tablePath),
      let size = try? ParquetReader.size(path: source.tablePath)
    else { return }
    let (cells, isOver) = size.rowCount.multipliedReportingOverflow(by: size.columnCount)
    let gigabytes = Double(cells) * Double(bytesPerCell) * share / 1e9
    guard isOver || gigabytes * 1e9 > Double(memory) else { return }
    throw WorkbenchError(
      .badInput,
      "\(source.tablePath): training on \(CountText.grouped(size.rowCount)) rows of \(size.columnCount) columns takes about "
        + "\(Int(gigabytes.rounded())) GB, and this machine has \(Int(Double(memory) / 1e9)); train on a "
        + "part of the groups with --sample \(Self.fitting(share * Double(memory) / (gigabytes * 1e9))), or on "
        + "all of it on a cluster: offerscope train \(ShellWord.quoted(path)) --engine spark "
        + "--master spark://HOST:7077.")
  }

  /// A share that leaves room, rounded down to a hundredth.
  private static func fitting(_ share: Double) -> String {
    TextReport.format(max(0.01, (share * 80).rounded(.down) / 100), 2)
  }
}
