import Foundation
import Modelling
import Synthetic
import Tabular
import Testing
import Workbench

/// Model files that somebody damaged on purpose, with a checksum that fits the damage.
@Suite struct ModelFileFuzzTests {
  /// Numbers that are equal everywhere for a seed.
  private struct Draws {
    var state: UInt64

    mutating func below(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
  }

  /// Writes a body with the header that it needs to get past the first check.
  private func write(_ body: Data, to path: String) throws {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in body { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let header =
      #"{"bytes":\#(body.count),"checksum":"\#(String(hash, radix: 16))","#
      + #""format":"offerscope-model","version":1}"# + "\n"
    try (Data(header.utf8) + body).write(to: URL(fileURLWithPath: path))
  }

  private func mutated(_ source: Data, _ draws: inout Draws) -> Data {
    let tokens = ["-1", "1e999", "null", "[]", "{}", "9999999999", "2147483647", "0", "\"x\"", "3"]
    var bytes = source
    for _ in 0...draws.below(3) {
      guard !bytes.isEmpty else { break }
      // Most of a file is numbers in base64, and the head that describes them matters as much.
      let place =
        draws.below(2) == 0 ? draws.below(bytes.count) : draws.below(min(2000, bytes.count))
      switch draws.below(5) {
      case 0: bytes[place] = UInt8(32 + draws.below(95))
      case 1: bytes.removeSubrange(place..<min(bytes.count, place + 1 + draws.below(8)))
      case 2: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 16)], at: place)
      case 3: if draws.below(8) == 0 { bytes = bytes.prefix(place) }
      default:
        let isDigit = { (byte: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        guard let start = bytes[place...].firstIndex(where: isDigit) else { continue }
        let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.count
        bytes.replaceSubrange(start..<end, with: Data(tokens[draws.below(tokens.count)].utf8))
      }
    }
    return bytes
  }

  @Test func damagedModelsAreRefusedInOneSentenceOrScore() throws {
    let data = try SmallSets.opened(.bank, rows: 300)
    var plan = try SmallSets.plan(for: data)
    for index in plan.models.indices where plan.models[index].kind != .logistic {
      let key = plan.models[index].kind == .forest ? "treeCount" : "rounds"
      try plan.models[index].set(key, to: 2)
    }
    let comparison = try TrainingSession(data: data, plan: plan).run { _ in }
    let folder = FileManager.default.temporaryDirectory.path + "/fuzz-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var draws = Draws(state: 5)
    var readCount = 0
    for path in try ModelFolder.save(comparison, to: folder) {
      let whole = try #require(FileManager.default.contents(atPath: path))
      let start = try #require(whole.firstIndex(of: UInt8(ascii: "\n"))) + 1
      let body = Data(whole[start...])
      for _ in 0..<500 {
        try write(mutated(body, &draws), to: path)
        do {
          let model = try ModelFile.read(path: path).model
          let frame = model.schema.frame(of: data.dataset.table, rows: [0, 1, 2])
          #expect(model.margins(for: frame, threads: 1).count == 3)
          #expect(model.contributions(for: frame, threads: 1).values.count % 3 == 0)
          readCount += 1
        } catch let error as WorkbenchError {
          #expect(error.code == .badInput)
          #expect(!error.message.contains("\n"))
        }
      }
    }
    #expect((20..<1900).contains(readCount))
  }
}
