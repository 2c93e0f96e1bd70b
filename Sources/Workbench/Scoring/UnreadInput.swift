import Modelling

/// What a model did not read of a file that came in pieces.
public struct UnreadInput: Sendable {
  /// Columns of the file that the model does not read, in the file's order.
  public internal(set) var ignored: [String] = []
  var report = EncodingReport()

  /// Of an empty file.
  public init() {}

  /// Columns of the model that the file lacks; they count as missing.
  public var missing: [String] { report.absentColumns }
  /// Cells with a level that training never saw, by column; they count as missing.
  public var unseen: [String: Int] { report.unseen }
  /// Cells that are not of their column's kind, by column; they count as missing.
  public var unreadable: [String: Int] { report.unreadable }
}
