public import Workbench

/// The files behind the open data, and whether they are still those that were read.
public struct SourceState: Sendable {
  /// What the files looked like before they were read; `nil` until they were.
  var stamp: SourceStamp?
  /// What the files that are being read looked like; `nil` where data are opened from memory.
  var openingStamp: SourceStamp?
  /// Whether the opening under way reads files.
  var isReading = false
  /// What became of the files since; `nil` while they are as they were read.
  public var change: SourceStamp.Change?

  /// Makes the state before any data.
  public init() {}
}
