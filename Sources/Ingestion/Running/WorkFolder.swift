import Foundation

/// The folder of a run's finished pieces, by which a killed run is taken up again.
struct WorkFolder: Sendable {
  /// Hidden in the folder of the table, so that the last step is a rename.
  static let name = ".etl-work"
  let path: String
  /// Whether pieces of an earlier run of the same work are here.
  let isResumed: Bool
  private let lock: Int32

  /// Takes up the work of the same plan, or clears what another plan left.
  ///
  /// - Throws: ``IngestionError`` when another run is at work here.
  init(in output: String, plan: String) throws {
    try Folders.make(output)
    path = "\(output)/\(Self.name)"
    try Folders.make(path)
    lock = open("\(path)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      throw IngestionError(
        .badInput, "\(output): another run writes there; wait for it, or choose another --out.")
    }
    let planFile = "\(path)/plan.txt"
    let old = FileManager.default.contents(atPath: planFile)
    let isSame = old == Data(plan.utf8)
    let names = try? FileManager.default.contentsOfDirectory(atPath: path)
    for name in names ?? [] where name != "lock" {
      // What a killed run wrote aside is of no use; what it finished is, for the same plan.
      if !isSame || name.contains(".part-") || name == "spill" {
        try? FileManager.default.removeItem(atPath: "\(path)/\(name)")
      }
    }
    isResumed = isSame
    if !isSame { try Folders.write(plan, to: planFile) }
  }

  /// Removes all of it; the lock goes with ``release()``.
  func remove() { try? FileManager.default.removeItem(atPath: path) }

  /// Lets another run in. Once only: a number that is closed twice may be somebody else's by then.
  func release() { close(lock) }

  /// What a finished step printed; `nil` for one that is not finished.
  func record(of step: EngineStep) -> StepRecord? {
    guard let data = FileManager.default.contents(atPath: recordPath(step)),
      let record = try? JSONDecoder().decode(StepRecord.self, from: data)
    else { return nil }
    if let output = step.output, !FileManager.default.fileExists(atPath: output) { return nil }
    return record
  }

  /// Says that a step is finished.
  func finish(_ step: EngineStep, _ record: StepRecord) throws {
    let data = try JSONEncoder().encode(record)
    try Folders.write(String(decoding: data, as: UTF8.self), to: recordPath(step))
  }

  private func recordPath(_ step: EngineStep) -> String { "\(path)/\(step.id).done.json" }
}

/// What a finished step printed, and how long it took.
struct StepRecord: Sendable, Codable {
  var lines: [String]
  var seconds: Double
}
