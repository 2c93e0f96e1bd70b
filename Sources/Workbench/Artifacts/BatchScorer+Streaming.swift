import Evaluation
public import Foundation
import Modelling
public import Tabular
import Threads

/// What became of the rows of a file that was scored into another one.
public struct ScoringSummary: Sendable, Codable {
  /// How many rows were scored.
  public internal(set) var rows = 0
  /// How many count as positive; `nil` where there is no threshold.
  public internal(set) var positives: Int?
  /// Values at or above it count as positive; `nil` where no value does.
  public internal(set) var threshold: Double?
  /// How many rows are in each segment; `nil` where the model has none.
  public internal(set) var segments: [String: Int]?
  /// The sum of expected values; `nil` where the model knows no amounts.
  public internal(set) var expectedValue: Double?
  /// Whether the values are probabilities.
  var areProbabilities = true
  /// What encoding met that training had not.
  var report = EncodingReport()

  /// How many rows were scored, and how many count as positive.
  public var words: String {
    var text = "\(CountText.grouped(rows)) rows scored"
    if let expectedValue {
      text += ", expected value \(TextReport.significant(expectedValue)) in all"
    }
    guard let threshold, let positives else { return text }
    guard threshold <= 1 || !areProbabilities else { return text + ", contacting nobody is best" }
    return text
      + ", \(CountText.grouped(positives)) at or above the threshold \(TextReport.format(threshold, 4))"
  }

  /// The summary for machines.
  public func json(remarks: [String]) throws -> String {
    struct Summary: Encodable {
      let rows: Int
      let positives: Int?
      let threshold: Double?
      let segments: [String: Int]?
      let expectedValue: Double?
      let remarks: [String]
    }
    return try JSONText.of(
      Summary(
        rows: rows, positives: positives, threshold: threshold, segments: segments,
        expectedValue: expectedValue, remarks: remarks))
  }

  /// Adds a batch.
  mutating func add(_ batch: ScoredFile, _ report: EncodingReport) {
    rows += batch.values.count
    threshold = batch.threshold
    areProbabilities = batch.valueName == "probability"
    if let threshold = batch.threshold {
      positives = (positives ?? 0) + batch.values.count { $0 >= threshold }
    }
    if let plan = batch.segments {
      var counts =
        segments
        ?? Dictionary(uniqueKeysWithValues: CustomerSegment.allCases.map { ($0.rawValue, 0) })
      for value in batch.values { counts[plan.segment(of: value).rawValue, default: 0] += 1 }
      segments = counts
    }
    if let amounts = batch.expectedAmounts {
      expectedValue = zip(batch.values, amounts).reduce(expectedValue ?? 0) { $0 + $1.0 * $1.1 }
    }
    self.report.add(report)
  }
}

/// How scores are written.
public struct ScoringOutput: Sendable {
  /// The time in the last column, such as 2026-03-31T06:00:00Z; no such column when `nil`.
  public var timestamp: Date?
  /// The heading of the probability; `nil` for `probability`.
  public var valueName: String?
  /// Whether the segment of each row is written where the model has segments.
  public var hasSegments: Bool

  /// Describes an output.
  public init(timestamp: Date? = nil, valueName: String? = nil, hasSegments: Bool = true) {
    self.timestamp = timestamp
    self.valueName = valueName
    self.hasSegments = hasSegments
  }
}

extension BatchScorer {
  /// What a run remembers from one batch to the next.
  struct Progress: Codable, Sendable {
    var position: TableStream.Position
    var summary: ScoringSummary
    var columns: [ParquetWriter.Column]
    var groups: [ParquetWriter.Group]
    var timestamp: Date?
    var threshold: Double?
  }

  /// Scores a file into another one, batch by batch, so that both may be larger than memory.
  ///
  /// The output is CSV, or Parquet where its name ends in `.parquet`; rows keep their order. It is complete
  /// or not there. When a run is ended in the middle, the same call goes on behind the last whole batch,
  /// with the time of the first call, and ends with the same bytes.
  ///
  /// - Parameters:
  ///   - path: a CSV or Parquet file.
  ///   - out: where the scores go.
  ///   - progress: told the share of the file that is scored; what it throws ends the run, which can be
  ///     gone on with.
  /// - Returns: the summary and what is to be said, one sentence each.
  /// - Throws: `TabularError` for a file that can't be read or written, ``WorkbenchError`` when it shares
  ///   no column with the model.
  public func write(
    scoresOf path: String, to out: String, options: CSVOptions, output: ScoringOutput = .init(),
    progress: (Double) throws -> Void = { _ in }
  ) throws -> (summary: ScoringSummary, remarks: [String]) {
    guard let artifact = ownArtifact, ResumableFile<Progress>.isPossible(at: out) else {
      return try writeAtOnce(scoresOf: path, to: out, options: options, output: output)
    }
    let stream = try TableStream(
      path: path, options: keeping(options), batchByteCount: batchByteCount)
    try checkIdentifier(among: stream.columnNames, path: path)
    try artifact.model.schema.check(againstColumns: stream.columnNames, path: path)
    let file = try ResumableFile<Progress>(
      path: out, key: key(of: path, options: options, output: output))
    var remarks: [String] = []
    if let row = file.resumed?.position.row {
      remarks.append("\(out): an earlier run was ended behind row \(row); this one goes on there")
    }
    var state: Progress
    if let resumed = file.resumed {
      state = resumed
    } else {
      state = Progress(
        position: .init(place: 0, row: 0), summary: .init(), columns: [], groups: [],
        timestamp: output.timestamp,
        threshold: try chosenThreshold(stream, artifact, path: path, progress))
    }
    let form = ScoredForm(isParquet: out.lowercased().hasSuffix(".parquet"), output: output)
    let kinds = { (sample: Table) in
      artifact.model.schema.kinds(for: sample)
        .merging([(identifier ?? "", .text)]) { known, _ in known }
    }
    try stream.forEach(
      columns: needed(artifact).union(stream.isLong ? [] : [artifact.roles.target ?? ""]),
      from: file.resumed?.position, kinds: kinds
    ) { batch in
      // A run that was ended behind the last batch has nothing left to score.
      guard state.summary.rows == batch.firstRow else { return }
      let (scored, report) = try scored(batch.table, by: artifact) { _ in state.threshold }
      if batch.firstRow == 0 {
        remarks += batch.notes
        if !stream.isLong {
          remarks += Self.remarks(onOutcomesOf: batch.table, by: artifact, path: path)
        }
        state.columns = form.columns(of: scored)
        try file.write(form.start(of: scored))
      }
      let (bytes, group) = form.bytes(
        of: scored, firstRow: batch.firstRow, timestamp: state.timestamp, at: file.byteCount,
        threads: threads)
      try file.write(bytes)
      if let group { state.groups.append(group) }
      state.summary.add(scored, report)
      state.position = .init(place: batch.nextPlace, row: state.summary.rows)
      if stream.isLong { try file.keep(state) }
      try progress(batch.share)
    }
    if let end = form.end(state.groups, columns: state.columns) { try file.write(end) }
    try file.finish()
    return (state.summary, remarks + said(of: state.summary, stream, artifact, path: path))
  }

  /// A threshold by a rule needs the scores of all rows: they are worked out once for it, eight bytes a
  /// row, and once more for writing.
  private func chosenThreshold(
    _ stream: TableStream, _ artifact: ModelArtifact, path: String,
    _ progress: (Double) throws -> Void
  ) throws -> Double? {
    let isGraded = artifact.grades != nil
    guard !isGraded || threshold == .stored else { throw Self.noThreshold }
    guard case .rule = threshold else {
      return isGraded ? nil : try threshold.threshold(of: [], stored: artifact.threshold)
    }
    var values: [Double] = []
    try stream.forEach(
      columns: Set(artifact.model.schema.columns), kinds: { artifact.model.schema.kinds(for: $0) }
    ) { batch in
      let frame = artifact.model.schema.frame(of: batch.table)
      values += artifact.model.scores(for: frame, threads: threads)
      try progress(batch.share / 2)
    }
    return try threshold.threshold(of: values, stored: artifact.threshold)
  }

  private func needed(_ artifact: ModelArtifact) -> Set<String> {
    Set(artifact.model.schema.columns + [identifier].compactMap(\.self))
  }

  private func said(
    of summary: ScoringSummary, _ stream: TableStream, _ artifact: ModelArtifact, path: String
  ) -> [String] {
    remarks
      + InputRemarks(path: path, artifact: artifact).all(
        of: summary.report, rowCount: summary.rows, columns: stream.columnNames,
        used: Set([identifier].compactMap(\.self)))
      + [threshold.remark(policy: artifact.policy)].compactMap(\.self)
  }

  /// All that a run depends on: another model, other data or another way of writing begins anew.
  private func key(
    of path: String, options: CSVOptions, output: ScoringOutput
  ) throws -> String {
    return [
      "1", modelKey ?? UUID().uuidString, try FileStamp.text(of: path), "\(threshold)",
      "\(options.delimiter ?? " ")",
      identifier ?? "", options.encoding.rawValue, options.header.rawValue, output.valueName ?? "",
      output.timestamp == nil ? "plain" : "timed", output.hasSegments ? "segments" : "bare",
    ].joined(separator: "|")
  }

  /// What can't be scored in batches is held in memory.
  private func writeAtOnce(
    scoresOf path: String, to out: String, options: CSVOptions, output: ScoringOutput
  ) throws -> (summary: ScoringSummary, remarks: [String]) {
    let scored = try scores(of: path, options: options)
    var summary = ScoringSummary()
    summary.add(scored, .init())
    let form = ScoredForm(isParquet: out.lowercased().hasSuffix(".parquet"), output: output)
    try AtomicFile.write(to: out) { sink in
      let start = form.start(of: scored)
      try sink.write(start)
      let (bytes, group) = form.bytes(
        of: scored, firstRow: 0, timestamp: output.timestamp, at: start.count, threads: threads)
      try sink.write(bytes)
      if let end = form.end([group].compactMap(\.self), columns: form.columns(of: scored)) {
        try sink.write(end)
      }
    }
    return (summary, scored.remarks)
  }
}
