import Tabular

/// Scores customers that come one JSON object a line, in pieces, and gives a JSON object a line, with the
/// customer's key as `id` where the model's data have one and the line gives it.
///
/// A line that is no customer gives its reason in the place of a score, and the rest goes on; blank
/// lines are skipped and not counted.
public struct JSONLinesBatch {
  private let scorer: CustomerScorer
  private let threads: Int
  private var buffer: [UInt8] = []
  private var searched = 0
  private var waiting: [(row: Int, id: String?, line: Result<ReadCustomer, WorkbenchError>)] = []
  /// Lines answered or waiting so far.
  public private(set) var rowCount = 0
  private static let longestLine = 1 << 20
  private static let pieceRows = 512

  /// Makes a batch.
  public init(_ scorer: CustomerScorer, threads: Int = 1) {
    self.scorer = scorer
    self.threads = threads
  }

  /// Takes further bytes, and gives what is known of the lines that are whole; empty while few are.
  ///
  /// - Throws: ``WorkbenchError`` for a line without an end.
  public mutating func take(_ bytes: some Collection<UInt8>) throws -> [UInt8] {
    buffer.append(contentsOf: bytes)
    var text = ""
    var start = 0
    for place in searched..<buffer.count where buffer[place] == UInt8(ascii: "\n") {
      read(buffer[start..<place])
      start = place + 1
      if waiting.count >= Self.pieceRows { answer(&text) }
    }
    buffer.removeFirst(start)
    searched = buffer.count
    guard buffer.count <= Self.longestLine else {
      throw WorkbenchError(
        .badInput,
        "Behind line \(rowCount): a line is longer than \(Self.longestLine >> 20) MiB; write one "
          + "customer a line.")
    }
    return Array(text.utf8)
  }

  /// Ends the batch and gives what is left.
  public mutating func finish() -> [UInt8] {
    read(buffer[...])
    buffer = []
    var text = ""
    answer(&text)
    return Array(text.utf8)
  }

  private mutating func read(_ line: ArraySlice<UInt8>) {
    guard line.contains(where: { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }) else { return }
    let row = rowCount
    rowCount += 1
    var id: String?
    do {
      let value = try JSONScanner.value(of: Array(line))
      id = key(in: value)
      waiting.append((row, id, .success(try scorer.customer(value, place: "row \(row)"))))
    } catch let error as WorkbenchError {
      waiting.append((row, id, .failure(error)))
    } catch {
      waiting.append((row, id, .failure(WorkbenchError(.failed, "\(error)"))))
    }
  }

  /// The customer's key as JSON.
  private func key(in value: JSONValue) -> String? {
    guard case .object(let members) = value, let name = scorer.artifact.roles.identifier,
      let member = members.first(where: { $0.name == name })
    else { return nil }
    switch member.value {
    case .text(let text):
      var quoted = ""
      ScoreText.append(quoted: text, to: &quoted)
      return quoted
    case .number(let number):
      return number == number.rounded() && abs(number) < 9_007_199_254_740_992
        ? "\(Int64(number))" : "\(number)"
    default: return nil
    }
  }

  private mutating func answer(_ text: inout String) {
    let customers = waiting.compactMap { try? $0.line.get() }
    var scores = scorer.scores(of: customers, threads: threads).makeIterator()
    for (row, id, line) in waiting {
      switch line {
      case .success(let customer):
        guard let score = scores.next() else { preconditionFailure("Every customer has a score.") }
        ScoreText.append(score, of: customer, row: row, id: id, to: &text)
      case .failure(let error):
        text += "{\"row\":\(row),\(id.map { "\"id\":\($0)," } ?? "")\"error\":"
        ScoreText.append(quoted: error.message, to: &text)
        text += "}"
      }
      text += "\n"
    }
    waiting = []
  }
}
