/// A table whose columns have roles that were checked: something to predict, and something to
/// predict it from.
public struct Dataset: Sendable {
  /// A short name, shown in headers.
  public let name: String
  /// The table.
  public private(set) var table: Table
  /// The roles, with the positive class filled in where it was inferred.
  public let roles: Roles
  /// The target of each row: 1 positive, 0 negative, 255 where the target is missing.
  public private(set) var labels: [UInt8]
  /// The rows whose target is known, ascending.
  public private(set) var labelledRows: [Int]
  /// The number of positive rows.
  public private(set) var positiveCount: Int
  /// The spelling of the positive class in the file.
  public let positiveLabel: String
  /// The spelling of the other class in the file.
  public let negativeLabel: String
  /// The columns that models may use, in the order of the table: all without a role and not
  /// excluded.
  public let features: [String]
  /// The columns that can't be features and were set aside on top of ``Roles/excluded``, each with
  /// the reason: text, dates, and columns with one value throughout or none at all.
  public let setAside: [Roles.Exclusion]
  /// How the derived columns of the table are worked out.
  public let recipes: Recipes
  /// How relevant each row is, where the target has grades; `nil` where it has two classes. The labels
  /// then tell relevant rows from others.
  public private(set) var grades: Grades?

  /// The label of a row whose target is missing.
  public static let unlabelled: UInt8 = 255

  /// Checks the roles against the table.
  ///
  /// A target is a flag, or numbers or a category with exactly two values; rows without a target
  /// stay, unlabelled. Without a named positive class it is the value that says yes (1, yes, true,
  /// y, t) where the other says no, else the rarer value.
  ///
  /// - Parameters:
  ///   - name: a short name.
  ///   - table: the table.
  ///   - roles: the roles; a target is required.
  ///   - recipes: those that made the table's derived columns.
  ///   - usesDates: whether dates are features, as days since 1970; else they are set aside.
  ///   - needsFeatures: whether to refuse a table without a column to learn from; models that are
  ///     fitted already need none.
  ///   - relevantFrom: reads a target of 3 or more whole numbers 0…30 as grades where there is a group,
  ///     a row being relevant from this grade on; `nil` refuses such a target.
  /// - Throws: ``TabularError``: `invalidRecipe` when one reads the target or the position,
  ///   `unknownColumn` when a role names no column, `unusableTarget` when there are not two classes,
  ///   `unusableAmount` when the amounts are no numbers or none is known of a positive row,
  ///   `noFeatures` when no column is left to learn from.
  public init(
    name: String, table: Table, roles: Roles, recipes: Recipes = .none, usesDates: Bool = false,
    needsFeatures: Bool = true, relevantFrom: Int? = nil
  ) throws(TabularError) {
    try RoleCheck.requireColumns(of: roles, in: table, name: name)
    guard let targetName = roles.target, let target = table[targetName] else {
      throw TabularError(
        .unusableTarget,
        "\(name) has no target; name the column to predict, one of \(table.names.prefix(12).joined(separator: ", "))."
      )
    }
    try recipes.check(target: targetName, position: roles.position, amount: roles.amount)
    self.recipes = recipes
    let grades = try Self.grades(target, of: name, roles, relevantFrom: relevantFrom)
    let classes: TargetClasses
    if let grades {
      classes = TargetClasses(grades)
    } else {
      classes = try TargetClasses(target, positive: roles.positive, dataset: name)
    }
    self.grades = grades
    var roles = roles
    roles.positive = grades == nil ? classes.positive : nil
    self.name = name
    self.table = table
    self.roles = roles
    labels = classes.labels
    labelledRows = classes.labels.indices.filter { classes.labels[$0] != Self.unlabelled }
    positiveCount = classes.labels.reduce(0) { $0 + ($1 == 1 ? 1 : 0) }
    positiveLabel = classes.positive
    negativeLabel = classes.negative
    try RoleCheck.requireAmounts(of: roles, in: table, labels: classes.labels, name: name)
    let choice = RoleCheck.features(of: table, roles: roles, usesDates: usesDates)
    features = choice.features
    setAside = choice.setAside
    guard !features.isEmpty || !needsFeatures else {
      throw TabularError(
        .noFeatures,
        "\(name) has no column left to learn from: of its \(table.columns.count) "
          + "column\(table.columns.count == 1 ? "" : "s"), "
          + "\(table.columns.count - roles.excluded.count - setAside.count) have a role, "
          + "\(roles.excluded.count) are excluded and \(setAside.count) can't be features; "
          + (roles.excluded.isEmpty
            ? "give a table with columns that say something of the customer."
            : "exclude fewer."))
    }
  }

  /// The grades of a target, where it may have some.
  private static func grades(
    _ target: Column, of name: String, _ roles: Roles, relevantFrom: Int?
  ) throws(TabularError) -> Grades? {
    guard roles.groupKey != nil,
      let grades = Grades(target, relevantFrom: relevantFrom ?? 1)
    else { return nil }
    guard relevantFrom != nil else {
      throw TabularError(
        .unusableTarget,
        "The target \(target.name) of \(name) has \(grades.counts.count) grades and no two classes; train, "
          + "evaluate and predict put graded lists in order. Choose another target here, or join its "
          + "values into two.")
    }
    let relevant = grades.counts.filter { $0.grade >= grades.relevantFrom }.count
    guard roles.positive == nil, relevant > 0, relevant < grades.counts.count else {
      throw TabularError(
        .unusableTarget,
        "The target \(target.name) of \(name) has the grades "
          + grades.counts.map { String($0.grade) }.joined(separator: ", ")
          + "; say with --relevant-from, and not --positive, from which of these on a row is relevant, "
          + "such that others are not.")
    }
    return grades
  }

  /// The same data without the outcomes of some rows, for whatever is fitted: their labels and grades
  /// are missing, the target is no column any more, and what they brought is not known.
  public func hidingOutcomes(of rows: [Int]) -> Dataset {
    var hidden = self
    for row in rows { hidden.labels[row] = Self.unlabelled }
    hidden.labelledRows = labelledRows.filter { hidden.labels[$0] != Self.unlabelled }
    hidden.positiveCount = hidden.labelledRows.count { hidden.labels[$0] == 1 }
    hidden.grades = grades?.hiding(rows)
    hidden.table = Table(
      columns: table.columns.filter { $0.name != roles.target }.map { column in
        guard column.name == roles.amount else { return column }
        var amounts = (0..<column.count).map { column.number($0) ?? .nan }
        for row in rows { amounts[row] = .nan }
        return Column(name: column.name, values: .double(amounts))
      })
    return hidden
  }

  /// The share of positive rows among the labelled ones, 0…1.
  public var positiveRate: Double { Double(positiveCount) / Double(labelledRows.count) }

  /// The group of each row as a number counted from 0 in the order of first appearance, `nil`
  /// without a group column.
  ///
  /// Each row without a value in one of the group's columns is a group of its own.
  public var groupCodes: [Int32]? {
    guard let key = roles.groupKey else { return nil }
    let columns = key.columns.compactMap { table[$0] }
    return columns.isEmpty ? nil : GroupCodes.codes(of: columns)
  }

  /// The feature that tells where something was shown, which models know while they are fitted only;
  /// `nil` without one.
  public var positionFeature: String? {
    roles.position.flatMap { features.contains($0) ? $0 : nil }
  }

  /// The money that each row brought: its amount where the outcome happened, NaN where that is
  /// missing, and 0 elsewhere; `nil` without an amount column.
  public var money: [Double]? {
    guard let column = roles.amount.flatMap({ table[$0] }) else { return nil }
    return labels.indices.map { labels[$0] == 1 ? column.number($0) ?? .nan : 0 }
  }

  /// The item of a row, `nil` without an item column or where it is missing.
  public func itemKey(_ row: Int) -> String? {
    roles.item.flatMap { table[$0]?.string(row) }
  }

  /// The item of each row, `nil` without an item column. For single rows see ``itemKey(_:)``.
  public var itemKeys: [String?]? {
    guard let name = roles.item, let column = table[name] else { return nil }
    return (0..<column.count).map { column.string($0) }
  }

  /// Sixteen hexadecimal digits that change with any name, kind or value of the table, and with
  /// nothing else.
  ///
  /// Not stored: computed in time linear in the table, 455,401 × 25 cells in some milliseconds.
  /// Derived columns play no part, so that a file is the same with and without them.
  public var fingerprint: String { fileTable.fingerprint }

  /// The table without the derived columns.
  public var fileTable: Table {
    guard !recipes.isEmpty else { return table }
    let derived = Set(recipes.names)
    return Table(columns: table.columns.filter { !derived.contains($0.name) })
  }
}
