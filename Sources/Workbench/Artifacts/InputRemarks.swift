import Modelling
import Monitoring
import Tabular

/// What is said of a file that a saved model reads: columns that it lacks or has over, and cells that
/// training never saw, one sentence each.
struct InputRemarks {
  let path: String
  let artifact: ModelArtifact

  /// - Parameters:
  ///   - columns: those of the file.
  ///   - used: columns of it that something else than the model looks at.
  func all(
    of report: EncodingReport, rowCount: Int, columns: [String], used: Set<String> = []
  ) -> [String] {
    let extra = ignored(among: columns, used: used)
    let ignored =
      extra.isEmpty
      ? []
      : [
        "\(path): \(extra.joined(separator: ", ")) \(extra.count == 1 ? "is" : "are") not read by the model"
      ]
    return ignored + Self.cells(of: report, rowCount: rowCount, path: path)
      + guesses(of: report.absentColumns) + misspelt(report.absentColumns, among: extra)
  }

  /// Columns of the file that the model does not read and that name no row, in the file's order.
  ///
  /// - Parameter used: columns of it that something else than the model looks at.
  func ignored(among columns: [String], used: Set<String> = []) -> [String] {
    var known = used.union(artifact.model.schema.columns).union(artifact.roles.keyColumns)
    known.formUnion([artifact.roles.identifier].compactMap(\.self))
    known.formUnion(artifact.roles.excluded.map(\.column))
    return columns.filter { !known.contains($0) }
  }

  /// What encoding met that training had not.
  static func cells(of report: EncodingReport, rowCount: Int, path: String) -> [String] {
    var remarks: [String] = []
    if rowCount == 0 { remarks.append("\(path): holds names and no rows, so none is scored") }
    if !report.absentColumns.isEmpty {
      let names = report.absentColumns.joined(separator: ", ")
      remarks.append(
        report.absentColumns.count == 1
          ? "\(path): the column \(names) is not there and counts as missing"
          : "\(path): the columns \(names) are not there and count as missing")
    }
    for (column, count) in report.unseen.sorted(by: { $0.key < $1.key }) {
      remarks.append(
        "\(column): \(count == 1 ? "1 cell holds" : "\(CountText.grouped(count)) cells hold") a level that training never saw"
      )
    }
    for (column, count) in report.unreadable.sorted(by: { $0.key < $1.key }) {
      remarks.append(
        "\(column): \(count == 1 ? "1 cell is" : "\(CountText.grouped(count)) cells are") not of its kind and "
          + "\(count == 1 ? "counts" : "count") as missing")
    }
    return remarks
  }

  /// A model that never met a row without some column makes of such rows what its trees happen to say.
  private func guesses(of absent: [String]) -> [String] {
    let complete = Set(
      (artifact.reference?.features ?? []).filter { $0.missing == 0 }.map(\.name))
    let names = absent.filter(complete.contains)
    guard !names.isEmpty else { return [] }
    return [
      "\(path): no row that the model was fitted to lacked \(names.joined(separator: ", ")), so probabilities without "
        + "\(names.count == 1 ? "it" : "them") are a guess; give the column\(names.count == 1 ? "" : "s")"
    ]
  }

  /// Columns that may be those of the model under names that differ in case, blanks or signs.
  private func misspelt(_ absent: [String], among extra: [String]) -> [String] {
    let plain = { (name: String) in
      String(
        name.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || "0"..."9" ~= $0 })
    }
    return absent.compactMap { name in
      extra.first { !plain(name).isEmpty && plain($0) == plain(name) }.map {
        "\(path): \($0) is spelt otherwise than the model's \(name); rename it if it is the same"
      }
    }
  }
}

extension EncodingReport {
  /// Adds what encoding more rows met.
  mutating func add(_ other: EncodingReport) {
    absentColumns = other.absentColumns
    unseen.merge(other.unseen, uniquingKeysWith: +)
    unreadable.merge(other.unreadable, uniquingKeysWith: +)
  }
}
