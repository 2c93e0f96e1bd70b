import Foundation
import Tabular
import Testing
import Workbench

@Suite struct OutputPathTests {
  private func folder() throws -> String {
    let path = FileManager.default.temporaryDirectory.path + "/offerscope-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  @Test func anInputIsNeverAnOutputByAnyName() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = "\(folder)/data.csv"
    try "a,y\n".write(toFile: file, atomically: true, encoding: .utf8)
    let link = "\(folder)/link.csv"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
    for (output, input) in [
      (file, file), (link, file), ("\(folder)/./data.csv", file), (file, folder), (link, folder),
    ] {
      let error = #expect(throws: WorkbenchError.self) {
        try OutputPath.refuse(output, ifAmong: [input])
      }
      #expect(error?.message.contains("must not be written") == true)
    }
    try OutputPath.refuse("\(folder)/new.csv", ifAmong: [file, folder])
    try OutputPath.refuse(file, ifAmong: ["\(folder)/other.csv"])
  }

  @Test func aFolderIsCheckedWithoutBeingMade() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let wanted = "\(folder)/a/b"
    try OutputPath.check(folder: wanted)
    #expect(!FileManager.default.fileExists(atPath: "\(folder)/a"))
    try "x".write(toFile: "\(folder)/file", atomically: true, encoding: .utf8)
    let error = #expect(throws: WorkbenchError.self) {
      try OutputPath.check(folder: "\(folder)/file/below")
    }
    #expect(error?.message.contains("is a file, not a folder") == true)
  }

  /// Foundation's own answer for one character ends the program.
  @Test func namesOfOneCharacterAreNames() throws {
    #expect(
      ["m", "/", "", "m/x", "/m", "ab"].map(AtomicFile.folder) == ["", "/", "", "m", "/", ""])
    try OutputPath.check(folder: "~")
  }
}
