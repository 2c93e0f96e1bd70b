import Foundation
import Testing

/// Segments as a person in a shell asks for them.
@Suite struct SegmentCommandTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("offerscope-segments-\(UUID().uuidString)").path

  @Test func fromDataToSegments() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let data = "\(folder)/bank"
    let made = try Program(["generate", "bank", "--rows", "900", "--seed", "5", "--out", data])
    #expect(made.exitCode == 0, "\(made.errors)")
    let run = try Program([
      "segment", data, "--models", "logistic", "--found", "--margin", "20", "--cost", "1", "--out",
      "\(folder)/out", "--quiet",
    ])
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.errors.isEmpty)
    for words in ["high", "comes back", "what tells them apart", "realised", "trustworthiness"] {
      #expect(run.output.contains(words), "\(words)")
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/out").sorted()
    #expect(names == ["segment_map.png", "segment_profiles.md", "segments.csv"])
    let picture = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/out/segment_map.png"))
    #expect(picture.prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]))
    let json = try Program([
      "segment", data, "--found", "--space", "features", "--count", "3", "--json", "--quiet",
    ])
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let found = try #require(document["found"] as? [String: Any])
    #expect((found["segments"] as? [Any])?.count == 3)
  }

  @Test func whatCantBeIsSaid() throws {
    for (arguments, words) in [
      (["--out", "x"], "--found"), (["--found", "--space", "fog"], "shap, features"),
      (["--found", "--method", "hdbscan", "--count", "3"], "--minimum-size"),
      (["--found", "--count", "1"], "2 to 30"), (["--cost", "2"], "--margin"),
      (["--found", "--rows", "5"], "100 to 50000"), (["--model", "no.offerscope"], "no such"),
    ] {
      let run = try Program(["segment", "sample_data/bank"] + arguments)
      #expect(run.exitCode == 2, "\(arguments)")
      #expect(run.errors.contains(words), "\(arguments): \(run.errors)")
    }
  }
}
