import Foundation
import Testing

/// `tune` and `--derive` as people run them.
@Suite struct TuneCommandTests {
  private let folder: String
  private let data: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/offerscope-tune-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    data = folder + "/data.csv"
    let lines = (0..<400).map { row in
      let (a, b) = (row * 37 % 101, row * 53 % 7)
      return "\(a),\(b),\((a + 9 * b + row * 29 % 60) > 110 ? 1 : 0)\n"
    }
    try ("a,b,y\n" + lines.joined()).write(toFile: data, atomically: true, encoding: .utf8)
  }

  private func remove() { try? FileManager.default.removeItem(atPath: folder) }

  private let small = [
    "--folds", "3", "--set", "boosted.maximumDepth=2", "--range", "boosted.rounds=9",
  ]

  @Test func aSearchPrintsItsTrialsAndGoesOnFromItsRecord() throws {
    defer { remove() }
    let record = folder + "/trials.jsonl"
    let first = try Program(
      ["tune", data, "--trials", "3", "--out", record, "--json", "--quiet"] + small)
    #expect(first.exitCode == 0 && first.errors.isEmpty, "\(first.errors)")
    struct Document: Decodable {
      struct Trial: Decodable {
        let number: Int
        let settings: String
        let figures: [Double]
      }
      let trials: [Trial]
      let ranking: [Int]
      let standard: Int?
      let testRows: Int
    }
    let document = try JSONDecoder().decode(Document.self, from: Data(first.output.utf8))
    #expect(document.trials.map(\.number) == [1, 2, 3] && document.standard == 1)
    #expect(document.trials[0].settings == "boosted.maximumDepth=2" && document.testRows == 80)
    #expect(document.trials.dropFirst().allSatisfy { $0.settings.contains("boosted.rounds=9") })
    let text = try Program(["tune", data, "--trials", "4", "--resume", record] + small)
    #expect(text.exitCode == 0 && text.output.contains("4 trials in"))
    #expect(text.output.contains("on 80 test rows"))
    let other = try Program(
      ["tune", data, "--trials", "4", "--resume", record, "--seed", "8"] + small)
    #expect(other.exitCode == 2 && other.errors.contains("made with other seed"), "\(other.errors)")
    let again = try Program(["tune", data, "--trials", "4", "--out", record] + small)
    #expect(again.exitCode == 2 && again.errors.contains("is there already"))
  }

  @Test(arguments: [
    (["--method", "bayes"], "use random or halving"), (["--folds", "1"], "from 2 to 20"),
    (["--metric", "nope"], "no such figure"),
    (["--range", "boosted.depth=1..2"], "has no setting"),
    (["--split", "kfold:5"], "and --folds for the folds inside"),
    (["--out", "a", "--resume", "b"], "give one of them"),
    (["--resume", "/no/such/file"], "name the file that --out wrote"),
    (["--derive", "x = sum(a, q)"], "reads q, which is no column"),
    (["--derive", "x = sum(a, y)"], "reads the target y"),
  ])
  func wrongUseIsOneSentence(_ options: [String], _ words: String) throws {
    defer { remove() }
    let run = try Program(["tune", data, "--trials", "1", "--quiet"] + options)
    #expect(run.exitCode == 2 && run.errors.contains(words), "\(run.errors)")
    #expect(run.errors.split(separator: "\n").count == 1 && run.output.isEmpty)
  }

  /// The line that trains what was found runs as it is pasted, on the same rows and columns.
  @Test func whatWasFoundIsTrainedByThePrintedLine() throws {
    defer { remove() }
    let options = [
      "--target", "y", "--exclude", "b", "--balance", "weights", "--quiet", "--folds", "3",
    ]
    let single = try Program(
      ["tune", data, "--trials", "1", "--set", "boosted.rounds=9"] + options)
    #expect(single.output.contains("\n1 trial in "), "\(single.output)")
    let tuned = try Program(
      ["tune", data, "--trials", "6", "--set", "boosted.rounds=1,boosted.maximumDepth=1"] + options
        + [
          "--range", "boosted.rounds=30..60", "--monotone", "a=rising", "--delimiter", ",",
          "--encoding", "latin1",
        ])
    #expect(tuned.exitCode == 0, "\(tuned.errors)")
    let line = try #require(
      tuned.output.split(separator: "\n").first { $0.hasPrefix("to train it: ") })
    let command = String(line.dropFirst("to train it: ".count))
    for words in [
      "offerscope train", data, "--target y", "--exclude b", "--balance weights",
      "--monotone a=rising",
      "--delimiter ,", "--encoding latin1",
    ] {
      #expect(command.contains(words), "\(command)")
    }
    let trained = try Program(shell: command + " --quiet")
    #expect(trained.exitCode == 0, "\(trained.errors)")
  }

  @Test func derivedColumnsTravelWithTheModel() throws {
    defer { remove() }
    let trained = try Program([
      "train", data, "--models", "boosted", "--set", "boosted.rounds=9", "--derive",
      "both = sum(a, 9*b)", "--out", folder + "/models", "--quiet",
    ])
    #expect(trained.exitCode == 0, "\(trained.errors)")
    let predicted = try Program([
      "predict", data, "--model", folder + "/models/boosted.offerscope",
    ])
    #expect(predicted.exitCode == 0 && !predicted.errors.contains("not there"))
    let explained = try Program(["explain", data, "--model", folder + "/models/boosted.offerscope"])
    #expect(explained.exitCode == 0 && explained.output.contains("both"), "\(explained.errors)")
  }
}
