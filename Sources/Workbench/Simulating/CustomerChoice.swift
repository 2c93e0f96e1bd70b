import Foundation
public import Offers
import Tabular

/// A customer as a person names one: where to start, and changes to it.
public struct CustomerChoice: Sendable, Equatable {
  /// Whom to start from.
  public var start: Start
  /// Changes such as `age=35`, a word each; see ``ProfileChange``.
  public var changes: [String]

  /// Whom a profile starts from.
  public enum Start: Sendable, Equatable {
    /// The median of numbers, the most frequent of everything else.
    case typical
    /// Somebody of whom nothing is known: every column missing.
    case empty
    /// A row of the data, counted from 1 as in a list of them.
    case row(Int)
    /// The first row with a key in the group or identifier column.
    case customer(String)
    /// A profile that was saved.
    case saved(CustomerProfile)
  }

  /// Makes a choice.
  public init(_ start: Start = .typical, changes: [String] = []) {
    self.start = start
    self.changes = changes
  }

  /// The profile, with its changes made.
  ///
  /// - Throws: ``WorkbenchError`` for a key or row that is not there, or a change that names no column
  ///   or a value that the column can't take.
  public func profile(by simulator: Simulator, in data: OpenedData) throws -> CustomerProfile {
    var profile = try base(by: simulator, in: data)
    for change in try changes.flatMap({ try ProfileChange.read($0, fields: simulator.fields) }) {
      profile.set(change.column, to: change.value)
    }
    return profile
  }

  private func base(by simulator: Simulator, in data: OpenedData) throws -> CustomerProfile {
    switch start {
    case .typical: return simulator.typicalProfile()
    case .empty: return simulator.emptyProfile()
    case .saved(let profile): return try simulator.adopting(profile)
    case .row(let number):
      let count = data.dataset.table.rowCount
      guard (1...max(1, count)).contains(number), count > 0 else {
        throw WorkbenchError(
          .badInput, "Row \(number): rows of data count from 1 and end at \(count).")
      }
      return simulator.profile(ofRow: number - 1)
    case .customer(let key):
      guard let row = simulator.row(ofCustomer: key) else {
        let columns = simulator.keyColumns
        throw WorkbenchError(
          .badInput,
          columns.isEmpty
            ? "Customer \(key): the data have no group or identifier column; name a row."
            : "Customer \(key): there is no such key in \(columns.joined(separator: " or ")).")
      }
      return simulator.profile(ofRow: row)
    }
  }
}
