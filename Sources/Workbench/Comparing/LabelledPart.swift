public import Tabular

/// How much of a table has outcomes and so is measured: rows and, where there are lists, these.
public struct LabelledPart: Sendable, Equatable {
  /// Rows of the table.
  public let rows: Int
  /// Those with an outcome.
  public let labelledRows: Int
  /// Groups of the table; `nil` without a group.
  public let groups: Int?
  /// Those with an outcome in any row; `nil` without a group.
  public let labelledGroups: Int?
  /// Those of these with rows that have none, whose lists are cut short; `nil` without a group.
  public let partialGroups: Int?

  /// Counts. O(rows).
  public init(_ dataset: Dataset) {
    rows = dataset.table.rowCount
    labelledRows = dataset.labelledRows.count
    guard let codes = dataset.groupCodes else {
      (groups, labelledGroups, partialGroups) = (nil, nil, nil)
      return
    }
    var sizes = [Int](repeating: 0, count: Int(codes.max() ?? -1) + 1)
    var known = sizes
    for (row, code) in codes.enumerated() {
      sizes[Int(code)] += 1
      known[Int(code)] += dataset.labels[row] == Dataset.unlabelled ? 0 : 1
    }
    groups = sizes.count
    labelledGroups = known.count { $0 > 0 }
    partialGroups = zip(known, sizes).count { $0 > 0 && $0 < $1 }
  }

  /// What is not measured, in sentences; empty where all is.
  public var remarks: [String] {
    guard labelledRows < rows else { return [] }
    var remarks = [
      "measured on \(CountText.grouped(labelledRows)) of \(CountText.grouped(rows)) rows: the others have no outcome and are left out"
    ]
    if let groups, let labelledGroups, let partialGroups {
      remarks.append(
        "measured on \(labelledGroups) of \(groups) groups"
          + (partialGroups == 0
            ? ""
            : ", \(partialGroups) of them in part: lists without their other rows are shorter and easier "
              + "to order"))
    }
    return remarks
  }
}

/// How much of a table was measured, as JSON.
struct LabelledDocument: Encodable, Sendable {
  let rows: Int
  let labelledRows: Int
  @Null var groups: Int?
  @Null var labelledGroups: Int?
  @Null var partialGroups: Int?

  init(_ part: LabelledPart) {
    rows = part.rows
    labelledRows = part.labelledRows
    groups = part.groups
    labelledGroups = part.labelledGroups
    partialGroups = part.partialGroups
  }
}
