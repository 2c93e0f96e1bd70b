import Foundation
import Offers
import Tabular
import TerminalKit
import Workbench

/// What is read from disk, on the opener's thread.
enum Files {
  static func open(
    request: Int, path: String, overrides: RoleOverrides, csv: CSVOptions, _ runner: EffectRunner
  ) {
    // Before they are read: what is written meanwhile counts as a change.
    if let stamp = SourceStamp(path: path) {
      runner.deliver(.sourceSeen(request: request, stamp))
    }
    do {
      let data = try Opener.open(path, overrides: overrides, options: csv) { share in
        runner.deliver(.openingAdvanced(request: request, share: share))
      }
      runner.deliver(.opened(request: request, runner.mailbox.put(data)))
    } catch {
      // A file that can't be read at all has none.
      let columns =
        lacksTarget(error) ? (try? TargetCandidate.all(path: path, options: csv)) ?? [] : []
      runner.deliver(.openFailed(request: request, reason: "\(error)", columns: columns))
    }
  }

  /// Whether the file is sound and only the column to predict has to be named.
  private static func lacksTarget(_ error: any Error) -> Bool {
    switch error {
    case let error as TabularError: error.code == .unusableTarget
    case let error as WorkbenchError: error.code == .noTarget
    default: false
    }
  }

  static func reopen(
    request: Int, _ data: OpenedData, overrides: RoleOverrides, _ runner: EffectRunner
  ) {
    do {
      let data = try Opener.reopen(data, overrides: overrides)
      runner.deliver(.opened(request: request, runner.mailbox.put(data)))
    } catch {
      runner.deliver(.openFailed(request: request, reason: "\(error)", columns: []))
    }
  }

  /// Saves a customer's profile, making the folder of it if need be.
  static func save(
    _ profile: CustomerProfile, in library: ProfileLibrary, as name: String
  ) -> Happening {
    do {
      return saved(to: try library.save(profile, as: name))
    } catch {
      return .reported(Status(.failure, "\(error)"))
    }
  }

  /// What is said of a profile that was saved.
  static func saved(to path: String) -> Happening {
    .reported(
      Status(
        .success, "Saved to \(path). O takes it again, and rank --profile-file starts from it."))
  }

  /// Writes a text, making the folder of it if need be.
  static func write(_ text: String, to path: String) throws {
    let folder = AtomicFile.folder(of: path)
    if !folder.isEmpty { try OutputPath.make(folder: folder) }
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }

  /// Deletes a saved customer.
  static func delete(_ name: String, of library: ProfileLibrary) -> [Happening] {
    do {
      try library.delete(name)
      return [.reported(Status(.success, "\(name) is deleted."))]
    } catch {
      return [.reported(Status(.failure, "\(error)"))]
    }
  }
}
