import Foundation
import Testing

/// A run of `etl` that is killed at each of its steps, and taken up again until it ends.
@Suite(
  .enabled(
    if: InterruptedEtl.duckDB != nil, "DuckDB is not installed; bash .ci/setup --etl installs it."),
  .timeLimit(.minutes(2)))
struct InterruptedEtlTests {
  private static let steps = [
    "type-impressions", "type-events", "type-transactions", "type-offers", "compare",
    "make-offer_history-0", "make-impression_view-0", "make-impression_view-1", "table", "promises",
  ]

  @Test func anEngineKilledAtAnyStepIsTakenUpToTheSameBytes() throws {
    let etl = try InterruptedEtl()
    for (number, step) in Self.steps.enumerated() {
      let killed = try etl.run(dyingAt: step, as: .engine)
      #expect(killed.exitCode == 1)
      #expect(killed.errors.contains("DuckDB was killed"), "\(step): \(killed.errors)")
      #expect(!etl.hasTable, "\(step)")
      // What was finished before is not done again.
      let kept = number > 1 ? "going on after \(number - 1) of 10 steps" : ""
      #expect(kept.isEmpty || killed.errors.contains(kept), "\(step): \(killed.errors)")
    }
    try etl.endsAsIfNothingHadBeen()
  }

  @Test func aProgramKilledAtAnyStepLeavesNoEngineAndIsTakenUpToTheSameBytes() throws {
    let etl = try InterruptedEtl()
    for step in Self.steps {
      // The line comes back only when no process of the engine's group is left.
      let killed = try etl.run(dyingAt: step, as: .program)
      #expect(killed.output.contains("ended with 137"), "\(step): \(killed.output)")
      #expect(!etl.hasTable, "\(step)")
    }
    try etl.endsAsIfNothingHadBeen()
  }
}

/// Logs of offers, and an engine that dies when it is told to.
private final class InterruptedEtl {
  enum Victim: String {
    /// The engine, which has written its output aside and not yet put it in its place.
    case engine
    /// The program that waits for the engine.
    case program
  }

  /// DuckDB as the program would find it.
  static let duckDB: String? = {
    let environment = ProcessInfo.processInfo.environment
    var places = (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/duckdb" }
    places.append(FileManager.default.currentDirectoryPath + "/.etl/bin/duckdb")
    if let said = environment["OFFERSCOPE_DUCKDB"] { places = [said] }
    return places.first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  private let folder: String
  private var table: String { "\(folder)/out/amex.parquet" }

  /// Whether a table is where the finished one belongs.
  var hasTable: Bool { FileManager.default.fileExists(atPath: table) }

  init() throws {
    folder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("offerscope-interrupted-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    // At the step that is named it does the work, tells nobody, and dies or has the program die.
    let engine = """
      #!/bin/sh
      case "$*" in
      *"/$DYING_AT.sql"*)
        if [ "$DYING_AS" = engine ]; then
          "$REAL" "$@" >/dev/null 2>&1
          kill -9 $$
        fi
        exec 9>'\(folder)/alive'
        until [ -s '\(folder)/program' ]; do :; done
        kill -9 "$(cat '\(folder)/program')"
        cat '\(folder)/never'
        ;;
      esac
      exec "$REAL" "$@"
      """
    let path = "\(folder)/duckdb"
    try Data(engine.utf8).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    let made = try Program(
      shell:
        "mkfifo '\(folder)/alive' '\(folder)/never'; "
        + "offerscope generate amex --raw --rows 400 --seed 3 --out '\(folder)/raw'")
    try #require(made.exitCode == 0, "\(made.errors)")
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func etl(into out: String) -> String {
    "offerscope etl amex --input '\(folder)/raw' --out '\(folder)/\(out)' --buckets 2 --memory 1GB"
  }

  /// Runs until the engine or the program dies at a step.
  func run(dyingAt step: String, as victim: Victim) throws -> Program {
    let setting =
      "REAL='\(try #require(Self.duckDB))'; OFFERSCOPE_DUCKDB='\(folder)/duckdb'; DYING_AT=\(step); "
      + "DYING_AS=\(victim.rawValue); export REAL OFFERSCOPE_DUCKDB DYING_AT DYING_AS; "
    guard victim == .program else { return try Program(shell: setting + etl(into: "out")) }
    return try Program(
      shell: setting
        + """
        rm -f '\(folder)/program'
        cat '\(folder)/alive' & alive=$!
        \(etl(into: "out")) & program=$!
        echo $program >'\(folder)/program'
        wait $program
        echo "ended with $?"
        wait $alive
        """)
  }

  /// Checks that a run that nothing stops ends with the table that one run makes at once.
  func endsAsIfNothingHadBeen() throws {
    let last = try Program(shell: etl(into: "out"))
    #expect(last.exitCode == 0, "\(last.errors)")
    let whole = try Program(shell: etl(into: "whole"))
    #expect(whole.exitCode == 0, "\(whole.errors)")
    let bytes = FileManager.default.contents(atPath: table)
    #expect(
      bytes != nil && bytes == FileManager.default.contents(atPath: "\(folder)/whole/amex.parquet"))
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/out").sorted()
    #expect(names == ["amex.parquet", "dataset.yaml", "quality.json"])
  }
}
