import Foundation
import Testing

@testable import Tabular

@Suite struct CSVWriterTests {
  @Test func whatIsWrittenReadsBackEqual() throws {
    let text =
      "flag;number;wide;word;when;key\nno;1.5;0.123456789;\"a;\"\"b\"\"\nc\";2017-06-01;k1\n"
      + "yes;;2;\" edge \";2017-06-01T10:00:00.5;k2\n;-3;;;;k3\n"
    var options = CSVOptions()
    options.kinds = ["key": .text]
    let table = try read(text, options).table
    try withTemporaryFolder { folder in
      for delimiter: Character in [",", ";", "\t"] {
        let path = folder + "/out.csv"
        try CSVWriter.write(table, to: path, delimiter: delimiter)
        let back = try CSVReader.read(path: path, options: options).table
        #expect(cells(back) == cells(table))
        #expect(back.fingerprint == table.fingerprint)
      }
    }
  }

  @Test func aSingleMissingCellIsNoBlankLine() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/one.csv"
      try CSVWriter.write(to: path, names: ["v"]) { writer in
        for cell in ["5", nil, "7", nil] { try writer.row([cell]) }
      }
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "v\n5\n\"\"\n7\n\"\"\n")
      #expect(cells(try CSVReader.read(path: path).table) == [["5"], [nil], ["7"], [nil]])
    }
  }

  @Test func aFailureLeavesWhatWasThereAndNoPartFile() throws {
    struct Stop: Error {}
    try withTemporaryFolder { folder in
      let path = folder + "/out.csv"
      try CSVWriter.write(to: path, names: ["old"]) { _ in }
      #expect(throws: Stop.self) {
        try CSVWriter.write(to: path, names: ["new"]) { writer in
          for _ in 0..<50_000 { try writer.row(["some text"]) }
          throw Stop()
        }
      }
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "old\n")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["out.csv"])
    }
  }
}

@Suite struct AtomicFileTests {
  @Test func pathsThatCannotBeWrittenAreOneSentenceEach() throws {
    try withTemporaryFolder { folder in
      let noFolder = #expect(throws: TabularError.self) {
        try AtomicFile.write(Data([1]), to: folder + "/none/file")
      }
      #expect(noFolder?.code == .notWritten && noFolder?.message.contains("folder") == true)
      let isFolder = #expect(throws: TabularError.self) {
        try AtomicFile.write(Data([1]), to: folder)
      }
      #expect(isFolder?.code == .notWritten)
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func aFullDiskIsOneClearError() {
    let error = #expect(throws: TabularError.self) {
      try AtomicFile.write(Data(repeating: 7, count: 1 << 20), to: "/dev/full")
    }
    #expect(error?.code == .notWritten && error?.message.contains("disk is full") == true)
  }

  @Test func keepsPermissionsAndFollowsLinks() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/real"
      let link = folder + "/link"
      try AtomicFile.write(Data([1]), to: path)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
      try AtomicFile.write(Data([1, 2, 3]), to: link)
      #expect(FileManager.default.contents(atPath: path) == Data([1, 2, 3]))
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == path)
    }
  }
}
