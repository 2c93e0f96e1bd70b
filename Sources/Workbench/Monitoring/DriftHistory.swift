import Evaluation
public import Foundation
public import Monitoring
import Tabular

/// A file of what was found over time: one line of JSON a finding, the oldest first.
public enum DriftHistory {
  /// One finding.
  public struct Entry: Sendable, Codable, Equatable {
    /// When it was found, such as 2026-03-31T06:00:00Z.
    public let time: String
    /// The model's file.
    public let model: String
    /// The data.
    public let data: String
    /// Rows of the data.
    public let rows: Int
    /// The gravest finding.
    public let severity: DriftSeverity
    /// The gravest column; `nil` where no column has a finding.
    public let worst: String?
    /// The stability index of the scores.
    public let scorePSI: Double?
    /// The mean score.
    public let meanScore: Double?
    /// The share of positives, and what was expected of such scores.
    public let conversion: Double?
    /// The share of positives that came of such scores when the model was made.
    public let expectedConversion: Double?
    /// The stability index of each column.
    public let psi: [String: Double]

    /// Describes a finding.
    public init(_ finding: DriftFinding, time: Date) {
      let report = finding.report
      self.time = time.formatted(.iso8601)
      model = finding.modelPath
      data = finding.dataPath
      rows = report.rowCount
      severity = report.severity
      worst = report.columns.first { $0.severity > .none }?.name
      scorePSI = report.score?.stability?.value
      meanScore = report.score?.means?.current
      conversion = report.conversion?.rate.estimate
      expectedConversion = report.conversion.map { $0.expected / Double($0.rows) }
      var psi: [String: Double] = [:]
      for column in report.columns { psi[column.name] = column.stability?.value }
      self.psi = psi
    }
  }

  /// Adds an entry at the end, in one write, so that two writers don't mix their lines.
  ///
  /// - Throws: `TabularError` when the file can't be written.
  public static func append(_ entry: Entry, to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var line = try encoder.encode(entry)
    line.append(UInt8(ascii: "\n"))
    let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw refusal(path, errno) }
    defer { close(descriptor) }
    // A line that was cut short must not swallow this one.
    let length = lseek(descriptor, 0, SEEK_END)
    var last: UInt8 = 0
    if length > 0, pread(descriptor, &last, 1, length - 1) == 1, last != UInt8(ascii: "\n") {
      line.insert(UInt8(ascii: "\n"), at: line.startIndex)
    }
    let written = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    guard written == line.count, fsync(descriptor) == 0 || errno == EINVAL else {
      throw refusal(path, errno)
    }
  }

  /// Reads the entries; lines that are none are passed over and counted.
  ///
  /// - Throws: ``WorkbenchError`` when there is no such file, or no entry in a file that has lines.
  public static func read(path: String) throws -> (entries: [Entry], damaged: Int) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw WorkbenchError(
        .badInput,
        "\(path): there is no such history; drift MODEL DATA --history \(path) begins one.")
    }
    let lines = data.split(separator: UInt8(ascii: "\n"))
    let entries = lines.compactMap { try? JSONDecoder().decode(Entry.self, from: $0) }
    guard !entries.isEmpty || lines.isEmpty else {
      throw WorkbenchError(
        .badInput, "\(path): is no history of drift; name a file that drift --history wrote.")
    }
    return (entries, lines.count - entries.count)
  }

  /// The entries as JSON.
  public static func json(_ entries: [Entry]) throws -> String { try JSONText.of(entries) }

  private static func refusal(_ path: String, _ number: Int32) -> TabularError {
    TabularError(
      .notWritten,
      "\(path) was not written: \(String(cString: strerror(number))); check its folder and permissions."
    )
  }
}
