import Foundation
import Tabular

/// The file of what is remembered of data. It is a convenience: what can't be read is as good as
/// empty, and what can't be written is forgotten.
struct DataMemoryFile: Sendable {
  private static let name = "data.json"
  private static let mostBytes = 1 << 20
  private let folder: String

  /// - Parameter folder: made when something is first remembered.
  init(folder: String) { self.folder = folder }

  private var path: String { "\(folder)/\(Self.name)" }

  /// What is remembered; nothing where the file is missing, too large or no such memory.
  func read() -> DataMemory {
    guard let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int,
      size <= Self.mostBytes, let data = FileManager.default.contents(atPath: path),
      let memory = try? JSONDecoder().decode(DataMemory.self, from: data)
    else { return DataMemory() }
    return memory
  }

  /// Remembers a change, over what other programs have written by now.
  func remember(_ change: DataMemory.Change) -> DataMemory {
    var memory = read()
    let before = memory
    memory.apply(change)
    guard memory != before else { return memory }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    if let data = try? encoder.encode(memory) { try? AtomicFile.write(data, to: path) }
    return memory
  }
}
