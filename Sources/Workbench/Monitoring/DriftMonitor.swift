import Foundation
import Modelling
import Monitoring
public import Tabular

/// Holds new data against the reference profile of a model.
///
/// Files are read batch by batch and may be larger than memory.
public struct DriftMonitor: Sendable {
  let artifact: ModelArtifact
  private let modelPath: String
  private let reference: ReferenceProfile
  private let options: CSVOptions
  let threads: Int
  /// About how much of a CSV file is read at a time.
  var batchByteCount = 1 << 25
  /// What is to be said of the reference, one sentence each.
  private let remarks: [String]

  /// Opens a model.
  ///
  /// - Parameters:
  ///   - modelPath: a model file that training wrote.
  ///   - name: what the model is called by who asks, such as `champion`; its path when `nil`.
  ///   - referencePath: data to hold new data against, in place of the profile in the model.
  ///   - options: how CSV files are to be read.
  /// - Throws: ``WorkbenchError`` naming the file and what is wrong with it, or that the model carries
  ///   no profile and what to give instead.
  public init(
    modelPath: String, named name: String? = nil, referencePath: String? = nil,
    options: CSVOptions = .init(), threads: Int
  ) throws {
    let bytes = try ModelFile.bytes(of: modelPath)
    guard ModelFile.isOwn(bytes) || !ImportedModel.mayBe(bytes) else {
      throw WorkbenchError(
        .badInput,
        "\(modelPath): was made with XGBoost and knows nothing of its training data; train here and save "
          + "with --out to watch a model.")
    }
    let artifact = try ModelFile.artifact(in: bytes, path: modelPath, orElse: "", mayGrade: true)
    self.artifact = artifact
    self.modelPath = name ?? modelPath
    self.options = options
    self.threads = threads
    if let referencePath {
      let described = try Self.described(
        referencePath, by: artifact, options: options, threads: threads)
      (reference, remarks) = described
    } else if let profile = artifact.reference {
      guard profile.features.map(\.name) == artifact.model.schema.monitored.map(\.feature.name)
      else {
        throw WorkbenchError(
          .badInput,
          "\(modelPath): its reference profile is of other columns than the model; train and save it again."
        )
      }
      reference = profile
      remarks = []
    } else {
      let mending = artifact.grades == nil ? ", or train and save it again" : ""
      throw WorkbenchError(
        .badInput,
        "\(modelPath): was saved without a reference profile\(artifact.grades == nil ? "" : ", as all models of grades are"); "
          + "give data of the time it was trained with --reference DATA\(mending).")
    }
  }

  /// Takes a model that is at hand.
  ///
  /// - Parameter name: what stands where a file's path would.
  init(
    _ artifact: ModelArtifact, named name: String, reference: ReferenceProfile,
    options: CSVOptions = .init(), threads: Int, remarks: [String] = []
  ) {
    self.artifact = artifact
    modelPath = name
    self.reference = reference
    self.options = options
    self.threads = threads
    self.remarks = remarks
  }

  /// Reads data into a profile; its scores are those of rows that the model may have been fitted to.
  private static func described(
    _ path: String, by artifact: ModelArtifact, options: CSVOptions, threads: Int
  ) throws -> (ReferenceProfile, [String]) {
    let table = try TableFile.read(path: path, options: options).table
    try artifact.check(against: table, path: path)
    let frame = artifact.model.schema.frame(of: table)
    guard frame.rowCount > 0 else {
      throw WorkbenchError(
        .badInput, "\(path): holds names and no rows, so nothing is held against it.")
    }
    let scores = artifact.model.scores(for: frame, threads: threads)
    let labels = OutcomeColumn(artifact).flatMap { $0.labels(in: table) }
    let profile = ReferenceProfile(
      rowCount: frame.rowCount, features: ReferenceProfile.features(of: frame),
      scores: ScoreReference(scores: scores, labels: labels))
    return (
      profile,
      [
        "the reference is \(path), \(frame.rowCount) rows; if the model was fitted to some of them, its "
          + "scores there are better than on new rows"
      ]
    )
  }

  /// Reads new data and judges them.
  ///
  /// - Parameters:
  ///   - path: a CSV or Parquet file.
  ///   - level: how often a fresh sample of the same source may have a finding, 0…1.
  ///   - progress: told the share of the file that is read; what it throws ends the reading.
  /// - Throws: `TabularError` for a file that can't be read, ``WorkbenchError`` when it shares no column
  ///   with the model or has no rows.
  public func finding(
    of path: String, level: Double = 0.01, progress: (Double) throws -> Void = { _ in }
  ) throws -> DriftFinding {
    let schema = artifact.model.schema
    let stream = try TableStream(
      path: path, options: options, batchByteCount: batchByteCount)
    let outcome = OutcomeColumn(artifact)
    let needed = Set(schema.columns + [outcome?.name].compactMap(\.self))
    try schema.check(againstColumns: stream.columnNames, path: path)
    var tally = DriftTally(reference)
    var notes: [String] = []
    var strange: [String] = []
    try stream.forEach(
      columns: needed, kinds: { schema.kinds(for: $0, words: [outcome?.name]) }
    ) { batch in
      if notes.isEmpty { notes = batch.notes }
      if strange.isEmpty { strange = outcome?.unknown(in: batch.table) ?? [] }
      count(batch.table, in: &tally)
      try progress(batch.share)
    }
    let isFittedTo = !stream.isLong && isOwnData(path, rowCount: tally.rowCount)
    return try finding(
      tally, of: path, level: level,
      remarks: notes
        + remarks(on: stream.columnNames, outcome: outcome, needed: needed, path: path)
        + (strange.isEmpty
          ? []
          : [
            "\(path): the model does not know what \(NameList.text(strange)) \(strange.count == 1 ? "means" : "mean") in "
              + "\(artifact.roles.target ?? "its outcomes"), so those rows' conversion is not held against "
              + "probabilities; spell outcomes as \(artifact.positiveLabel) and one other word"
          ])
        + (isFittedTo
          ? [
            "\(path): is the data that the model was trained on, so nothing can have drifted, and the "
              + "probabilities of its own rows flatter; give new rows"
          ] : []))
  }

  /// Whether a file holds the data that the model is from; only one with rows enough is looked at.
  private func isOwnData(_ path: String, rowCount: Int) -> Bool {
    guard rowCount >= artifact.card?.data.rows ?? 0,
      let read = try? TableFile.read(path: path, options: options)
    else { return false }
    return read.table.fingerprint == artifact.fingerprint
  }

  /// Judges tables that come one after another, as rows of one.
  ///
  /// - Parameters:
  ///   - name: what the rows are called.
  ///   - next: the next rows; `nil` after the last.
  /// - Throws: ``WorkbenchError`` when they share no column with the model or there are none, and what
  ///   `next` throws.
  func finding(
    ofTables name: String, level: Double, remarks: [String], next: () throws -> Table?
  ) throws -> DriftFinding {
    var tally = DriftTally(reference)
    while let table = try next() {
      if tally.rowCount == 0 { try artifact.check(against: table, path: name) }
      count(table, in: &tally)
    }
    return try finding(tally, of: name, level: level, remarks: remarks)
  }

  private func count(_ table: Table, in tally: inout DriftTally) {
    let frame = artifact.model.schema.frame(of: table)
    tally.add(
      rowCount: frame.rowCount, cells: cells(of: frame, table: table),
      scores: artifact.model.scores(for: frame, threads: threads),
      labels: OutcomeColumn(artifact).flatMap { $0.labels(in: table) }, threads: threads)
  }

  private func finding(
    _ tally: DriftTally, of name: String, level: Double, remarks more: [String]
  ) throws -> DriftFinding {
    guard tally.rowCount > 0 else {
      throw WorkbenchError(
        .badInput, "\(name): holds names and no rows, so nothing can be said of it.")
    }
    return DriftFinding(
      modelPath: modelPath, modelKind: artifact.model.kind.rawValue,
      fingerprint: artifact.fingerprint, dataPath: name,
      report: DriftReport(tally, level: level), reference: reference, remarks: remarks + more)
  }

  private func cells(of frame: FeatureFrame, table: Table) -> [DriftTally.Cells] {
    frame.schema.monitored.map { index, feature in
      guard !frame.report.absentColumns.contains(feature.name) else {
        return DriftTally.Cells(values: nil)
      }
      let unseen = frame.report.unseen[feature.name] ?? 0
      return DriftTally.Cells(
        values: frame.columns[index], unseen: unseen,
        unreadable: frame.report.unreadable[feature.name] ?? 0,
        newLevels: unseen > 0 ? newLevels(of: feature, in: table) : [:])
    }
  }

  /// The levels that the model doesn't know, with how many cells hold each; at most a thousand.
  private func newLevels(of feature: Feature, in table: Table) -> [String: Int] {
    guard let column = table[feature.name], let levels = feature.levels else { return [:] }
    let known = Set(levels)
    var counts: [String: Int] = [:]
    if case .category(let codes, let names) = column.values {
      var rows = [Int](repeating: 0, count: names.count)
      for code in codes where code >= 0 { rows[Int(code)] += 1 }
      for (name, count) in zip(names, rows) where count > 0 && !known.contains(name) {
        if counts.count < 1_000 { counts[name] = count }
      }
      return counts
    }
    for row in 0..<column.count {
      guard let name = column.string(row), !known.contains(name) else { continue }
      if counts[name] != nil || counts.count < 1_000 { counts[name, default: 0] += 1 }
    }
    return counts
  }

  private func remarks(
    on columns: [String], outcome: OutcomeColumn?, needed: Set<String>, path: String
  ) -> [String] {
    var remarks: [String] = []
    if let outcome, !columns.contains(outcome.name) {
      remarks.append(
        "\(path): has no outcomes (\(outcome.name)), so conversion is not held against probabilities"
      )
    }
    let known = needed.union(artifact.roles.keyColumns).union(
      artifact.roles.excluded.map(\.column))
    let extra = columns.filter { !known.contains($0) }
    if !extra.isEmpty {
      remarks.append(
        "\(path): \(NameList.text(extra)) \(extra.count == 1 ? "is" : "are") not read by the model")
    }
    return remarks
  }
}

/// The column of outcomes of a model's data.
struct OutcomeColumn: Sendable {
  let name: String
  private let positive: String

  /// `nil` for a model of graded lists, which has no two classes.
  init?(_ artifact: ModelArtifact) {
    guard artifact.grades == nil, let target = artifact.roles.target else { return nil }
    name = target
    positive = artifact.positiveLabel
  }

  /// 1 for the positive class, 0 for the other, unlabelled where missing; `nil` where the table has no
  /// such column, no outcome in it, or spellings of which nobody knows what they are.
  func labels(in table: Table) -> [UInt8]? {
    guard let column = table[name], column.missingCount < column.count,
      unknown(in: table).isEmpty
    else { return nil }
    switch column.values {
    case .flag(let flags, let spelling):
      let codes = [spelling.zero, spelling.one].map(label)
      return flags.map { $0 == Column.missingFlag ? Dataset.unlabelled : codes[Int($0)] }
    case .category(let codes, let levels):
      let labels = levels.map(label)
      return codes.map { $0 < 0 ? Dataset.unlabelled : labels[Int($0)] }
    default:
      return (0..<column.count).map { column.string($0).map(label) ?? Dataset.unlabelled }
    }
  }

  /// Spellings of which nobody knows what they are: a model knows how its positive class is spelled, other
  /// words for it and its opposite, and takes one more for the other class.
  func unknown(in table: Table) -> [String] {
    guard let column = table[name] else { return [] }
    let spellings: [String] =
      switch column.values {
      case .flag(let flags, let labels):
        [labels.zero, labels.one].enumerated().filter { flags.contains(UInt8($0.offset)) }
          .map(\.element)
      case .category(let codes, let levels):
        Self.present(codes, of: levels)
      default: Array(Set((0..<column.count).lazy.compactMap(column.string)))
      }
    let others = spellings.filter { $0 != positive && Self.value(of: $0, beside: positive) == nil }
    let hasOpposite = spellings.contains { Self.value(of: $0, beside: positive) == 0 }
    return others.count + (hasOpposite ? 1 : 0) > 1 ? others.sorted() : []
  }

  private static func present(_ codes: [Int32], of levels: [String]) -> [String] {
    var isPresent = [Bool](repeating: false, count: levels.count)
    for code in codes where code >= 0 { isPresent[Int(code)] = true }
    return zip(levels, isPresent).filter(\.1).map(\.0)
  }

  private func label(_ spelling: String) -> UInt8 {
    spelling == positive || Self.value(of: spelling, beside: positive) == 1 ? 1 : 0
  }

  /// 1 where a word says the same as the positive class, 0 where it says the opposite; `nil` for other words.
  private static func value(of word: String, beside positive: String) -> UInt8? {
    guard let own = Column.FlagLabels.meaning(of: positive),
      let said = Column.FlagLabels.meaning(of: word)
    else { return nil }
    return own == said ? 1 : 0
  }
}

extension FeatureSchema {
  /// The kinds that the columns of a long file are read as: what the model needs, dates where the first
  /// rows have them, and numbers where words are spelt as these.
  func kinds(for sample: Table, words: [String?] = []) -> [String: ColumnKind] {
    var kinds: [String: ColumnKind] = [:]
    for column in sample.columns where columns.contains(column.name) {
      // A column without any value so far may hold anything later.
      let isNumber = column.kind == .number && column.missingCount < column.count
      switch feature(readFrom: column.name)?.kind {
      // Words where numbers are due hold some, whose spelling is looked at batch by batch.
      case .number:
        kinds[column.name] =
          switch column.kind {
          case .date: .date
          case .category, .text: .text
          case .number, .flag: .number
          }
      case .flag: kinds[column.name] = isNumber ? .number : .category
      case .category:
        kinds[column.name] = isNumber ? .number : .category
      case nil: break
      }
    }
    for name in words.compactMap(\.self) where kinds[name] == nil {
      if let column = sample[name] {
        kinds[name] =
          column.kind == .number && column.missingCount < column.count ? .number : .category
      }
    }
    return kinds
  }

  /// Checks that a file has columns of a model with these features.
  ///
  /// - Throws: ``WorkbenchError`` naming some of them when it has none.
  func check(againstColumns names: [String], path: String) throws {
    guard Set(columns).isDisjoint(with: names) else { return }
    try check(against: Table(columns: []), path: path)
  }
}
