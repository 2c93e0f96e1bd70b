import Foundation
import Synthetic
import Testing

/// The bundled sets are what the generator writes, to the byte.
@Suite struct SampleDataTests {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("sample_data", isDirectory: true)

  @Test(arguments: [
    (SyntheticSet.propensity, 20_000), (.bank, 8_000), (.amex, 16_000), (.olist, 6_000),
    (.churn, 5_000),
  ])
  func bundledSetEqualsItsRegeneration(set: SyntheticSet, rows: Int) throws {
    let files = try set.generate(rows: rows, seed: 7).files()
    for (name, bytes) in files {
      let path = Self.folder.appendingPathComponent(set.rawValue).appendingPathComponent(name)
      let bundled = try Data(contentsOf: path)
      #expect(bundled == Data(bytes), "\(set.rawValue)/\(name)")
    }
  }

  @Test func bundledSetsAreSmall() throws {
    let files = try FileManager.default.subpathsOfDirectory(atPath: Self.folder.path)
    var size = 0
    for file in files {
      let url = Self.folder.appendingPathComponent(file)
      let values = try url.resourceValues(forKeys: [.fileSizeKey, .isRegularFileKey])
      if values.isRegularFile == true { size += values.fileSize ?? 0 }
    }
    #expect(size > 1_000_000 && size < 6_000_000)
  }

  @Test func writingMakesTheFolder() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("offerscope-\(UUID().uuidString)/inside").path
    defer {
      try? FileManager.default.removeItem(
        at: URL(fileURLWithPath: folder).deletingLastPathComponent())
    }
    let generated = SyntheticSet.churn.generate(rows: 50, seed: 1)
    try generated.write(to: folder, includeTruth: true)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(names.sorted() == ["churn.csv", "dataset.yaml", "offers.csv", "truth.csv"])
    let written = try Data(contentsOf: URL(fileURLWithPath: folder + "/churn.csv"))
    #expect(Array(written) == (try generated.files()["churn.csv"]))
  }
}
