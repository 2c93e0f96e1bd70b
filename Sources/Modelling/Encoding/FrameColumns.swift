/// The columns of a frame, each a `Float` a row: in memory, or read whenever one is asked for.
public struct FrameColumns: RandomAccessCollection, Sendable {
  private enum Storage {
    case held([[Float]])
    case read(count: Int, @Sendable (Int) -> [Float])
  }

  private let storage: Storage

  /// Columns in memory.
  init(_ columns: [[Float]]) {
    storage = .held(columns)
  }

  /// Columns that are read anew each time; hold what is used more than once.
  init(count: Int, read: @escaping @Sendable (Int) -> [Float]) {
    storage = .read(count: count, read)
  }

  /// The first feature.
  public var startIndex: Int { 0 }

  /// The number of features.
  public var endIndex: Int {
    switch storage {
    case .held(let columns): columns.count
    case .read(let count, _): count
    }
  }

  /// The values of a feature, one a row.
  public subscript(feature: Int) -> [Float] {
    switch storage {
    case .held(let columns): columns[feature]
    case .read(_, let read): read(feature)
    }
  }
}
