import Foundation
import Synchronization
import Testing

@testable import Tabular

/// How far a file is read, told while it is read.
@Suite struct ReadingProgressTests {
  @Test(arguments: [1, 3])
  func sharesAscendToTheWholeFile(threads: Int) throws {
    let path = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString).csv"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let rows = (0..<30_000).map { "\($0),\($0 % 17),word\($0 % 5)" }
    try ("a,b,c\n" + rows.joined(separator: "\n") + "\n").write(
      toFile: path, atomically: true, encoding: .utf8)
    var options = CSVOptions()
    options.threads = threads
    options.chunkByteCount = 8_192
    let shares = Mutex<[Double]>([])
    let read = try CSVReader.read(path: path, options: options) { share in
      shares.withLock { $0.append(share) }
    }
    #expect(read.table.rowCount == 30_000)
    let told = shares.withLock { $0 }
    #expect(told.count > 10 && told.count <= 100)
    #expect(told == told.sorted() && Set(told).count == told.count)
    #expect(told.last == 1)
  }
}
