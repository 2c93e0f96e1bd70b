import Foundation
public import Offers
import Tabular

/// A customer as a command names one: a key, a row or nobody in particular, and changes to it.
public struct CustomerChoice: Sendable, Equatable {
  /// The key in the group or identifier column.
  public var customer: String?
  /// The 0-based row.
  public var row: Int?
  /// Changes as `column=value,…`; a comma inside a value can't be written.
  public var changes: String

  /// Makes a choice; without key and row it is the typical customer.
  public init(customer: String? = nil, row: Int? = nil, changes: String = "") {
    self.customer = customer
    self.row = row
    self.changes = changes
  }

  /// The profile, with its changes made.
  ///
  /// - Throws: ``WorkbenchError`` for a key or row that is not there, or a change that names no column
  ///   or a value that the column can't take.
  public func profile(by simulator: Simulator, in data: OpenedData) throws -> CustomerProfile {
    var profile = try base(by: simulator, in: data)
    for part in changes.split(separator: ",") {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2 else {
        throw WorkbenchError(.badInput, "--profile \(part): is not of the form column=value.")
      }
      let column = sides[0].trimmingCharacters(in: .whitespaces)
      let value = ProfileValue(spelling: sides[1].trimmingCharacters(in: .whitespaces))
      guard let field = simulator.fields.first(where: { $0.column == column }) else {
        let known = simulator.fields.map(\.column).joined(separator: ", ")
        throw WorkbenchError(
          .badInput, "--profile \(part): there is no column \(column); a profile has \(known).")
      }
      guard field.accepts(value) else {
        throw WorkbenchError(
          .badInput, "--profile \(part): \(column) \(field.words), not “\(value)”.")
      }
      profile.set(column, to: value)
    }
    return profile
  }

  private func base(by simulator: Simulator, in data: OpenedData) throws -> CustomerProfile {
    if let customer {
      guard let row = simulator.row(ofCustomer: customer) else {
        let columns = [data.dataset.roles.group, data.dataset.roles.identifier].compactMap { $0 }
        throw WorkbenchError(
          .badInput,
          columns.isEmpty
            ? "--customer \(customer): the data have no group or identifier column; use --row."
            : "--customer \(customer): there is no such key in \(columns.joined(separator: " or "))."
        )
      }
      return simulator.profile(ofRow: row)
    }
    if let row {
      let count = data.dataset.table.rowCount
      guard (0..<count).contains(row) else {
        throw WorkbenchError(.badInput, "--row \(row): rows run from 0 to \(count - 1).")
      }
      return simulator.profile(ofRow: row)
    }
    return simulator.typicalProfile()
  }
}
