import Foundation
public import Tabular

/// Opens data: a CSV or Parquet file, a folder with a `dataset.yaml`, that file itself, or what
/// ``ForeignTable`` finds: packed files, JSON lines, parts, databases and stores.
public enum Opener {
  /// Reads the data, settles its roles, profiles it and looks for traps.
  ///
  /// - Parameters:
  ///   - path: a CSV or Parquet file, a folder or a description.
  ///   - overrides: what the person says of the columns.
  ///   - options: how the CSV is to be read.
  ///   - relevantFrom: opens lists with grades too, a row being relevant from this grade on; `nil`
  ///     refuses them, since most work is about two classes.
  ///   - needsFeatures: whether to refuse a table without a column to learn from; rows for models that
  ///     are fitted already need none.
  ///   - share: keeps so much of the rows, 0…1, whole groups where it is said what they are; a Parquet
  ///     file takes no more memory than that.
  ///   - memory: bytes that the cells of a Parquet file may take; the columns of a larger one stand on
  ///     disk, which changes no result.
  ///   - progress: called from reading threads with the share of a CSV file that is read, 0…1; after 1
  ///     the columns are counted and checked. It must not block.
  /// - Throws: `TabularError`, `OfferError` or ``WorkbenchError`` naming the file and how to mend it.
  public static func open(
    _ path: String, overrides: RoleOverrides = .init(), options: CSVOptions = .init(),
    relevantFrom: Int? = nil, needsFeatures: Bool = true, share: Double? = nil,
    memory: Int = TableSize.heldBytes, progress: (@Sendable (Double) -> Void)? = nil
  ) throws -> OpenedData {
    let source = try locate(path)
    let sample = try share.map { try self.sample($0, source, overrides) }
    let read = try TableFile.read(
      path: source.tablePath, options: options, sample: sample, memory: memory,
      progress: progress)
    let notes = read.notes + (sample.map { [$0.note(rowCount: read.table.rowCount)] } ?? [])
    let data = try opened(
      path: path, table: read.table, readNotes: notes, source: source,
      overrides: overrides, reading: options, relevantFrom: relevantFrom,
      needsFeatures: needsFeatures)
    return try source.offersPath.map(data.withOffers(from:)) ?? data
  }

  /// The rows of a share of the groups that a description or a person names.
  private static func sample(
    _ share: Double, _ source: Source, _ overrides: RoleOverrides
  ) throws -> RowSample {
    guard share > 0, share <= 1 else {
      throw WorkbenchError(
        .badInput, "--sample \(share): give a share above 0 and at most 1, as 0.1.")
    }
    let named = overrides.group.map(NameList.names(in:))
    return RowSample(
      columns: named ?? source.description?.roles.groupKey?.columns ?? [], share: share)
  }

  /// Opens the same table again with other roles, without reading any file.
  ///
  /// - Throws: `TabularError` or ``WorkbenchError`` when the roles can't be.
  public static func reopen(_ data: OpenedData, overrides: RoleOverrides) throws -> OpenedData {
    let source = Source(tablePath: data.path, description: data.description)
    let again = try opened(
      path: data.path, table: data.dataset.fileTable, readNotes: [], source: source,
      overrides: overrides, reading: data.reading,
      relevantFrom: data.dataset.grades?.relevantFrom)
    return again.with(catalogue: data.catalogue)
  }

  private static func opened(
    path: String, table fileTable: Table, readNotes: [String], source: Source,
    overrides: RoleOverrides, reading: CSVOptions, relevantFrom: Int?,
    needsFeatures: Bool = true
  ) throws -> OpenedData {
    let recipes = try recipes(source, overrides, for: fileTable)
    let table = recipes.applied(to: fileTable)
    var roles: Roles
    var inference: RoleInference?
    var unlabelled: TableProfile?
    if let description = source.description {
      roles = description.roles
      try check(roles, in: table, file: source.descriptionPath ?? path)
      try check(actionable: description.actionable, in: table, file: source.descriptionPath ?? path)
    } else {
      let profile = TableProfile(fileTable)
      unlabelled = recipes.isEmpty ? profile : nil
      let inferred = RoleInference(
        fileTable, profile: profile, readsGrades: relevantFrom != nil)
      roles = inferred.roles
      inference = inferred
      if roles.target == nil && overrides.target == nil {
        let graded = relevantFrom == nil ? grades(in: fileTable, profile: profile) : nil
        let why =
          graded ?? inferred.reasons.first { $0.role == "target" }?.sentence
          ?? "There is no target."
        // Those that can be one come first.
        let pairs = profile.columns.filter { $0.distinctCount == 2 }.map(\.name)
        let names = pairs + table.names.filter { !pairs.contains($0) }
        throw WorkbenchError(
          .noTarget, "\(path): \(why)\(WorkbenchError.targetAdvice) one of \(listed(names)).")
      }
    }
    let overrides = overrides.resolved(in: table)
    try apply(overrides, to: &roles, table: table)
    let held = table.holding(roles.keyColumns)
    let name = source.description?.name ?? baseName(source.tablePath)
    let dataset = try Dataset(
      name: name, table: held, roles: roles, recipes: recipes, needsFeatures: needsFeatures,
      relevantFrom: relevantFrom)
    let profile =
      unlabelled?.labelled(dataset.labels, of: held)
      ?? TableProfile(held, labels: dataset.labels)
    let notes =
      readNotes + reasons(of: inference, kept: dataset.roles) + omissions(dataset, table: held)
    return OpenedData(
      path: path, dataset: dataset, overrides: overrides, description: source.description,
      catalogue: nil, reading: reading, profile: profile, notes: notes, repairs: readNotes,
      warnings: WarningDetector(dataset: dataset, profile: profile).warnings())
  }

  /// Says that a table whose only outcome is a grade is for other commands; `nil` for other tables.
  private static func grades(in table: Table, profile: TableProfile) -> String? {
    let roles = RoleInference(table, profile: profile, readsGrades: true).roles
    guard let target = roles.target, let group = roles.group,
      let count = table[target].flatMap({ Grades($0, relevantFrom: 1) })?.counts.count
    else { return nil }
    return "\(target) has \(count) grades for the lists of \(group), which train, evaluate and "
      + "predict put in order, and here two classes are needed."
  }

  /// The derived columns of the description and those asked for.
  private static func recipes(
    _ source: Source, _ overrides: RoleOverrides, for table: Table
  ) throws -> Recipes {
    let texts = (source.description?.derived ?? []) + overrides.derive
    return try Recipes(texts.map { try Recipe(parsing: $0) }, for: table)
  }

  /// Why columns got their roles, as far as nobody overruled it.
  private static func reasons(of inference: RoleInference?, kept roles: Roles) -> [String] {
    let kept = [
      "target": roles.target, "positive": roles.positive, "identifier": roles.identifier,
      "group": roles.group, "item": roles.item, "time": roles.time, "position": roles.position,
    ]
    let isSameTarget = inference?.roles.target == roles.target
    return (inference?.reasons ?? []).filter { reason in
      reason.choice != nil && kept[reason.role] == reason.choice
        && (reason.role != "positive" || isSameTarget)
    }.map(\.sentence)
  }

  /// Rows and columns that the models will not see, said once each.
  private static func omissions(_ dataset: Dataset, table: Table) -> [String] {
    var notes = dataset.setAside.prefix(10).map { "\($0.column) is no feature: \($0.reason)." }
    if dataset.setAside.count > 10 {
      notes.append(
        "\(dataset.setAside.count - 10) more columns are no features; profile lists them.")
    }
    let unlabelled = table.rowCount - dataset.labelledRows.count
    if unlabelled > 0, let target = dataset.roles.target {
      notes.append(
        "\(CountText.grouped(unlabelled)) of \(CountText.grouped(table.rowCount)) rows have no value in \(target) and are left out."
      )
    }
    return notes + gaps(dataset, table: table)
  }

  /// Rows that lack their time or their group, and where they go.
  private static func gaps(_ dataset: Dataset, table: Table) -> [String] {
    var notes: [String] = []
    let rows = { (count: Int) in count == 1 ? "1 row has" : "\(CountText.grouped(count)) rows have"
    }
    let missing = { (column: Column) in
      dataset.labelledRows.count { column.isMissing($0) }
    }
    if let time = dataset.roles.time.flatMap({ table[$0] }) {
      let count = missing(time)
      if count > 0, count < dataset.labelledRows.count {
        notes.append(
          "\(rows(count)) no \(time.name): a split by time takes such rows as the earliest.")
      }
    }
    if let key = dataset.roles.groupKey {
      let columns = key.columns.compactMap { table[$0] }
      let count = dataset.labelledRows.count { row in columns.contains { $0.isMissing(row) } }
      if count > 0 {
        notes.append(
          "\(rows(count)) no \(key.title): each such row counts as a group of its own.")
      }
    }
    return notes
  }

  /// What a path leads to.
  struct Source {
    var tablePath: String
    var description: DatasetDescription?
    var descriptionPath: String?
    var offersPath: String?
  }

  /// Finds the table, the description and the offers of a path.
  static func locate(_ path: String) throws -> Source {
    if let found = try SourceReader.read(path: path) {
      return Source(
        tablePath: path, description: found.description, descriptionPath: path)
    }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      if try ForeignTable.find(path) != nil { return Source(tablePath: path) }
      throw WorkbenchError(.badInput, "\(path): there is no such file or folder.")
    }
    let isDescription = path.hasSuffix(".yaml") || path.hasSuffix(".yml")
    guard isFolder.boolValue || isDescription else {
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      let kind = attributes?[.type] as? FileAttributeType
      guard kind != .typeCharacterSpecial, kind != .typeBlockSpecial, kind != .typeSocket else {
        throw WorkbenchError(.badInput, "\(path): is a device, not a file of data.")
      }
      return Source(tablePath: path)
    }
    let descriptionPath = isDescription ? path : "\(path)/\(DescriptionReader.fileName)"
    if !isDescription, let found = try SourceReader.read(path: descriptionPath) {
      return Source(
        tablePath: descriptionPath, description: found.description,
        descriptionPath: descriptionPath)
    }
    guard FileManager.default.fileExists(atPath: descriptionPath) else {
      if try ForeignTable.find(path) != nil { return Source(tablePath: path) }
      throw WorkbenchError(
        .badInput,
        "\(path): is a folder without a \(DescriptionReader.fileName); name a CSV file in it.")
    }
    let description = try DescriptionReader.read(path: descriptionPath)
    let folder = AtomicFile.folder(of: descriptionPath)
    let inFolder = { (file: String) in folder.isEmpty ? file : "\(folder)/\(file)" }
    return Source(
      tablePath: inFolder(description.file), description: description,
      descriptionPath: descriptionPath, offersPath: description.offers.map(inFolder))
  }

  /// A description must speak of columns that exist.
  private static func check(_ roles: Roles, in table: Table, file: String) throws {
    let named: [(String, String?)] =
      [
        ("target", roles.target), ("identifier", roles.identifier), ("item", roles.item),
        ("time", roles.time), ("position", roles.position), ("amount", roles.amount),
      ] + (roles.groupKey?.columns ?? []).map { ("group", $0) }
    for case (let role, let column?) in named where table[column] == nil {
      throw WorkbenchError(
        .badInput, "\(file): \(role): \(column) is no column of the table. \(near(column, table))")
    }
    for exclusion in roles.excluded where table[exclusion.column] == nil {
      throw WorkbenchError(
        .badInput,
        "\(file): excluded: \(exclusion.column) is no column of the table. "
          + near(exclusion.column, table))
    }
  }

  private static func check(actionable: [String]?, in table: Table, file: String) throws {
    for column in actionable ?? [] where table[column] == nil {
      throw WorkbenchError(
        .badInput,
        "\(file): actionable: \(column) is no column of the table. \(near(column, table))")
    }
  }

  private static func apply(
    _ overrides: RoleOverrides, to roles: inout Roles, table: Table
  ) throws {
    let check = { (option: String, column: String) in
      guard table[column] != nil else {
        throw WorkbenchError(
          .badInput, "\(option) \(column): there is no such column. \(near(column, table))")
      }
    }
    try overrides.requireOneRoleEach(in: table)
    let named: [(String, String?, WritableKeyPath<Roles, String?>)] = [
      ("--target", overrides.target, \.target), ("--id", overrides.identifier, \.identifier),
      ("--item", overrides.item, \.item), ("--time", overrides.time, \.time),
      ("--position", overrides.position, \.position), ("--amount", overrides.amount, \.amount),
    ]
    for case (let option, let column?, let role) in named {
      try check(option, column)
      if role == \.target, roles.target != column { roles.positive = nil }
      if role != \.target, roles.target == column {
        throw WorkbenchError(
          .badInput,
          "\(option) \(column): \(column) is the target; name another target with --target, or "
            + "another column here.")
      }
      if role == \.time, let reason = table[column].flatMap(Roles.reasonAgainstTime) {
        let odd = table[column].flatMap(OddCell.init).map {
          " \($0.words): mend or empty it, or name another column."
        }
        throw WorkbenchError(
          .badInput, "\(option) \(column): \(reason)\(odd ?? " Name a column that does.")")
      }
      for (_, _, other) in named where roles[keyPath: other] == column {
        roles[keyPath: other] = nil
      }
      if role != \.time || roles.groupKey.map({ $0.columns.count == 1 }) ?? true {
        roles.removeFromGroup(column)
      }
      roles[keyPath: role] = column
      roles.excluded.removeAll { $0.column == column }
    }
    try group(by: overrides.groupColumns(in: table), &roles, among: named.map(\.2), check: check)
    if let positive = overrides.positive { roles.positive = positive }
    for column in overrides.include {
      try check("--include", column)
      roles.excluded.removeAll { $0.column == column }
    }
    for column in overrides.exclude {
      try check("--exclude", column)
      if roles.position == column { roles.position = nil }
      if roles.amount == column { roles.amount = nil }
      guard !roles.excluded.contains(where: { $0.column == column }) else { continue }
      roles.excluded.append(.init(column: column, reason: "excluded by hand"))
    }
  }

  /// Makes columns the group; they give up what other role they have, but for the time where there are
  /// several.
  private static func group(
    by columns: [String], _ roles: inout Roles, among others: [WritableKeyPath<Roles, String?>],
    check: (String, String) throws -> Void
  ) throws {
    guard !columns.isEmpty else { return }
    for column in columns {
      try check("--group", column)
      guard roles.target != column else {
        throw WorkbenchError(
          .badInput,
          "--group \(column): \(column) is the target; name another target with --target, or "
            + "another column here.")
      }
      for other in others where roles[keyPath: other] == column {
        if other != \.time || columns.count == 1 { roles[keyPath: other] = nil }
      }
      roles.excluded.removeAll { $0.column == column }
    }
    roles.groupKey = GroupKey(columns)
  }

  private static func near(_ name: String, _ table: Table) -> String {
    let lower = name.lowercased()
    let alike = table.names.filter {
      $0.lowercased().contains(lower) || lower.contains($0.lowercased())
    }
    return alike.isEmpty ? "There are \(listed(table.names))." : "Did you mean \(listed(alike))?"
  }

  private static func listed(_ names: [String]) -> String {
    names.prefix(8).joined(separator: ", ") + (names.count > 8 ? ", …" : "")
  }

  private static func baseName(_ path: String) -> String {
    var name = (path as NSString).lastPathComponent as NSString
    if ["gz", "zst"].contains(name.pathExtension.lowercased()) {
      name = name.deletingPathExtension as NSString
    }
    name = name.deletingPathExtension as NSString
    return name.length == 0 ? path : name as String
  }
}

extension Roles {
  /// Leaves a column that gets another role out of the group.
  fileprivate mutating func removeFromGroup(_ column: String) {
    guard let columns = groupKey?.columns, columns.contains(column) else { return }
    let rest = columns.filter { $0 != column }
    groupKey = rest.isEmpty ? nil : GroupKey(rest)
  }
}

extension RowSample {
  /// What was read, as a sentence.
  fileprivate func note(rowCount: Int) -> String {
    let percent = (share * 1000).rounded() / 10
    return columns.isEmpty
      ? "A sample of \(percent)% of the rows is read, \(CountText.grouped(rowCount)) of them."
      : "A sample of \(percent)% of the groups of \(columns.joined(separator: " + ")) is read, with all of "
        + "their \(CountText.grouped(rowCount)) rows."
  }
}
