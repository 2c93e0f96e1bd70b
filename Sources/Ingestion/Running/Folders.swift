import Foundation
import Tabular

/// Files and folders of a run, with what can go wrong in words.
enum Folders {
  /// Makes a folder if it is not there.
  static func make(_ path: String) throws {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue {
      throw IngestionError(
        .badInput, "\(path): is a file, where a folder is to be; name another place.")
    }
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw IngestionError(
        .badInput,
        "\(path): can't be made; check the permissions of the folder above it, and the room on its disk."
      )
    }
  }

  /// Writes a small file, whole or not at all.
  static func write(_ text: String, to path: String) throws {
    do {
      try AtomicFile.write(Data(text.utf8), to: path)
    } catch let error as TabularError {
      throw IngestionError(.failed, error.message)
    }
  }

  /// Puts what was written aside in its place, in one step; what was there before goes.
  static func place(_ part: String, at path: String) throws {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    if exists, isFolder.boolValue { try? FileManager.default.removeItem(atPath: path) }
    guard rename(part, path) == 0 else {
      throw IngestionError(
        .failed, "\(path) can't be put in its place: \(String(cString: strerror(errno))).")
    }
  }

  /// Puts a finished table in its place; the one file of a folder that an engine wrote.
  static func placeTable(_ table: String, at path: String) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: table, isDirectory: &isFolder), isFolder.boolValue
    else { return try place(table, at: path) }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: table)) ?? []
    let files = names.filter { $0.hasSuffix(".parquet") }
    guard files.count == 1, let file = files.first else {
      throw IngestionError(
        .failed, "\(table) holds \(files.count) files where one table was to be written.")
    }
    try place("\(table)/\(file)", at: path)
  }
}
