import Foundation
import Testing

@testable import Tabular

@Suite struct ResumableFileTests {
  private func place() throws -> String {
    let folder = FileManager.default.temporaryDirectory.path + "/resumable-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder
  }

  @Test func itGoesOnBehindWhatCounts() throws {
    let folder = try place()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = "\(folder)/out.csv"
    do {
      let file = try ResumableFile<Int>(path: path, key: "a")
      #expect(file.resumed == nil)
      try file.write(Array("one,".utf8))
      try file.keep(1)
      try file.write(Array("lost".utf8))
    }
    #expect(!FileManager.default.fileExists(atPath: path))
    do {
      let file = try ResumableFile<Int>(path: path, key: "a")
      #expect(file.resumed == 1 && file.byteCount == 4)
      try file.write(Array("two".utf8))
      try file.finish()
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "one,two")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["out.csv"])
  }

  @Test func anotherKeyBeginsAnew() throws {
    let folder = try place()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = "\(folder)/out.csv"
    do {
      let file = try ResumableFile<Int>(path: path, key: "a")
      try file.write([65, 66])
      try file.keep(2)
    }
    let file = try ResumableFile<Int>(path: path, key: "b")
    #expect(file.resumed == nil && file.byteCount == 0)
    #expect(throws: TabularError.self) { try ResumableFile<Int>(path: path, key: "b") }
    try file.write([67])
    try file.finish()
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data([67]))
  }

  @Test func aJournalThatLiesIsNotBelieved() throws {
    let folder = try place()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = "\(folder)/out.csv"
    try "{\"key\":\"a\",\"bytes\":900,\"state\":3}".write(
      toFile: "\(folder)/.out.csv.journal", atomically: true, encoding: .utf8)
    let file = try ResumableFile<Int>(path: path, key: "a")
    #expect(file.resumed == nil && file.byteCount == 0)
    try file.finish()
  }
}
