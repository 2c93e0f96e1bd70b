import Foundation
import GRDB

/// Walks the audit log from its first entry and stops at the first that is not what was written.
struct ChainCheck {
  /// The entries before the first broken one.
  let sound: [AuditEntry]
  /// The number of the first broken entry.
  let firstBroken: Int?
  /// What is wrong with it.
  let finding: String?

  init(_ entries: [AuditEntry], head: (sequence: Int, hash: String)) {
    var previous = ""
    for (index, entry) in entries.enumerated() {
      let number = index + 1
      if let fault = Self.fault(of: entry, number: number, previous: previous) {
        sound = Array(entries[..<index])
        firstBroken = number
        finding = fault
        return
      }
      previous = entry.hash
    }
    sound = entries
    guard head.sequence == entries.count, head.hash == previous else {
      let isShort = head.sequence > entries.count
      firstBroken = isShort ? entries.count + 1 : max(1, entries.count)
      finding =
        isShort
        ? "audit entry \(entries.count + 1): is missing; the log once had \(head.sequence) entries."
        : "audit entry \(entries.count): is not the one that the log says it ends with."
      return
    }
    firstBroken = nil
    finding = nil
  }

  private static func fault(of entry: AuditEntry, number: Int, previous: String) -> String? {
    guard entry.sequence == number else {
      return "audit entry \(number): is missing; entry \(entry.sequence) comes next."
    }
    if entry.hash != entry.expectedHash {
      return
        "audit entry \(number): was changed after it was written; its hash does not fit what it says "
        + "(\(entry.who), \(entry.at), \(entry.action) \(entry.subject))."
    }
    if entry.previous != previous {
      return
        "audit entry \(number): does not follow the entry before it; entries were put in another order "
        + "or written anew."
    }
    return nil
  }
}

/// Holds runs and stages against what the audit log says of them.
struct RecordCheck {
  private(set) var findings: [String] = []
  private var digests: [String: String] = [:]
  private var stages: [String: Stage] = [:]

  init(_ entries: [AuditEntry], runs: [RegisteredRun]) {
    for entry in entries { replay(entry) }
    for run in runs.reversed() { check(run) }
    let known = Set(runs.map(\.id))
    for id in digests.keys.sorted() where !known.contains(id) {
      findings.append("run \(id): is in the audit log, and was removed without a word in it.")
    }
  }

  private mutating func replay(_ entry: AuditEntry) {
    guard let action = AuditEntry.Action(rawValue: entry.action),
      let detail = try? JSONDecoder().decode(AuditDetail.self, from: Data(entry.detail.utf8))
    else { return }
    switch action {
    case .registered:
      digests[entry.subject] = detail.digest
      for name in detail.models?.keys ?? [:].keys {
        stages["\(entry.subject)/\(name)"] = .candidate
      }
    case .staged: stages[entry.subject] = detail.to
    case .pruned: digests[entry.subject] = nil
    }
  }

  private mutating func check(_ run: RegisteredRun) {
    guard let digest = digests[run.id] else {
      findings.append("run \(run.id): is not in the audit log; it was put there by another hand.")
      return
    }
    if digest != RunDigest.of(run) {
      findings.append("run \(run.id): was changed after it was registered.")
    }
    for model in run.models where stages[model.subject] != model.stage {
      findings.append(
        "model \(model.subject): is \(model.stage.rawValue) without a word in the audit log, which has it "
          + "as \(stages[model.subject]?.rawValue ?? "unknown").")
    }
  }
}
