import Foundation
import Modelling
public import Offers
public import Tabular
import Threads

/// Ranks the offers of a catalogue for every customer of a file, batch by batch.
///
/// The order is that of ``Offers/OfferRanking``: offers that can be shown, best first, ties by id.
public struct BatchRanker: Sendable {
  private let artifact: ModelArtifact
  private let catalogue: OfferCatalogue
  private let order: OfferRanking.Order
  private let day: CalendarDay?
  private let top: Int
  private let threads: Int
  private let key: String
  /// About how much of a CSV file is ranked at a time; many offers take many numbers a row.
  var batchByteCount = 1 << 24

  /// What became of a file of customers.
  public struct Summary: Sendable, Codable {
    /// How many customers there were.
    public internal(set) var customers = 0
    /// How many of them can be shown an offer.
    public internal(set) var reached = 0
    /// How many pairs of a customer and an offer were scored.
    public internal(set) var pairs = 0
    /// How many lines were written.
    public internal(set) var lines = 0
    /// What encoding met that training had not.
    var report = EncodingReport()

    /// The counts in one sentence.
    public var words: String {
      "\(CountText.grouped(customers)) customers, \(CountText.grouped(pairs)) eligible pairs scored, "
        + "\(CountText.grouped(lines)) offers for \(CountText.grouped(reached)) of them"
    }

    /// The counts for machines.
    public func json() throws -> String {
      struct Counts: Encodable {
        let customers: Int
        let reached: Int
        let pairs: Int
        let lines: Int
      }
      return try JSONText.of(
        Counts(customers: customers, reached: reached, pairs: pairs, lines: lines))
    }
  }

  /// Makes a ranker.
  ///
  /// - Parameters:
  ///   - modelPath: a model file that training wrote.
  ///   - offersPath: the catalogue.
  ///   - day: the day of showing; `nil` leaves the dates of the offers aside.
  ///   - top: how many offers a customer gets at most.
  /// - Throws: ``WorkbenchError``, `OfferError` or `TabularError` naming the file and what is wrong.
  public init(
    modelPath: String, offersPath: String, order: OfferRanking.Order, on day: CalendarDay?,
    top: Int, threads: Int
  ) throws {
    precondition(top > 0, "A customer gets at least one offer.")
    let bytes = try ModelFile.bytes(of: modelPath)
    guard ModelFile.isOwn(bytes) || !ImportedModel.mayBe(bytes) else {
      throw WorkbenchError(
        .badInput,
        "\(modelPath): was made with XGBoost; many customers are ranked by models that train --out wrote."
      )
    }
    artifact = try ModelFile.artifact(in: bytes, path: modelPath, orElse: "")
    guard order != .expectedAmount || artifact.amount != nil else {
      throw WorkbenchError(
        .badInput,
        "\(modelPath): has no model of amounts to order by; order by expectedValue or probability.")
    }
    let schema = artifact.model.schema
    let table = try CSVReader.read(path: offersPath).table
    // Conditions may look at columns that the model does not read, which only the customers' file shows.
    catalogue = try OfferCatalogue(table: table, modelColumns: nil, file: offersPath)
      .setting(columnsOf: table, among: schema.columns, file: offersPath)
    for offer in catalogue.offers {
      for (column, text) in offer.sets.sorted(by: { $0.key < $1.key }) {
        let set = Table(columns: [Column(name: column, values: .text(TextValues([text])))])
        guard let feature = schema.feature(readFrom: column) else {
          throw WorkbenchError(
            .badInput,
            "\(offersPath): offer \(offer.id) sets \(column), which the model does not read; leave it out."
          )
        }
        let frame = FeatureSchema(features: [feature]).frame(of: set)
        guard text.isEmpty || !frame.columns[0][0].isNaN else {
          throw WorkbenchError(
            .badInput,
            "\(offersPath): offer \(offer.id) sets \(column) to “\(text)”, which the model has never seen there."
          )
        }
      }
    }
    self.order = order
    self.day = day
    self.top = top
    self.threads = threads
    key =
      "\(ModelFile.checksum(bytes))|\(catalogue.offers.hashKey)|\(order.rawValue)|\(day.map(String.init(describing:)) ?? "")|\(top)"
  }

  /// What a run remembers from one batch to the next.
  private struct Progress: Codable, Sendable {
    var position: TableStream.Position
    var summary: Summary
    var groups: [ParquetWriter.Group]
  }

  /// Ranks for every row of a file, in its order, and writes a line an offer: customer, rank, offer,
  /// probability, expected value. The output is CSV, or Parquet where its name ends in `.parquet`. A run
  /// that is ended in the middle goes on behind the last whole batch, and ends with the same bytes.
  ///
  /// - Returns: the counts and what is to be said, one sentence each.
  /// - Throws: `TabularError` for a file that can't be read or written, ``WorkbenchError`` when it shares
  ///   no column with the model or lacks one that an offer's condition looks at.
  public func write(
    ranksOf path: String, to out: String, options: CSVOptions,
    progress: (Double) throws -> Void = { _ in }
  ) throws -> (summary: Summary, remarks: [String]) {
    let schema = artifact.model.schema
    var options = options
    if let identifier = artifact.roles.identifier { options.kinds[identifier] = .text }
    let stream = try TableStream(
      path: path, options: options, batchByteCount: batchByteCount)
    try schema.check(againstColumns: stream.columnNames, path: path)
    let conditions = Set(catalogue.offers.flatMap { $0.eligibility.map(\.column) })
    if let column = conditions.sorted().first(where: { !stream.columnNames.contains($0) }) {
      throw WorkbenchError(
        .badInput,
        "\(path): has no column \(column), which conditions of the offers look at; add it, or mend the catalogue."
      )
    }
    let file = try ResumableFile<Progress>(
      path: out, key: "\(key)|\(try FileStamp.text(of: path))|\(options.delimiter ?? " ")")
    var remarks: [String] = []
    if let row = file.resumed?.position.row {
      remarks.append("\(out): an earlier run was ended behind row \(row); this one goes on there")
    }
    var state =
      file.resumed ?? Progress(position: .init(place: 0, row: 0), summary: .init(), groups: [])
    let identifier = artifact.roles.identifier
    let form = RankedForm(
      isParquet: out.lowercased().hasSuffix(".parquet"),
      identifier: identifier.flatMap { stream.columnNames.contains($0) ? $0 : nil },
      offers: offers.map(\.id))
    try stream.forEach(
      columns: conditions.union(schema.columns).union([identifier].compactMap(\.self)),
      from: file.resumed?.position,
      kinds: { sample in
        schema.kinds(for: sample).merging([(identifier ?? "", .text)]) { known, _ in known }
      }
    ) { batch in
      // A run that was ended behind the last batch has nothing left to rank.
      guard state.summary.customers == batch.firstRow else { return }
      if batch.firstRow == 0 {
        remarks += batch.notes
        try file.write(form.start)
      }
      let parts = ranked(batch.table, &state.summary)
      let (bytes, group) = form.bytes(
        of: parts, keys: form.identifier.flatMap { batch.table[$0] }, firstRow: batch.firstRow,
        at: file.byteCount, threads: threads)
      try file.write(bytes)
      if let group { state.groups.append(group) }
      state.position = .init(place: batch.nextPlace, row: state.summary.customers)
      if stream.isLong { try file.keep(state) }
      try progress(batch.share)
    }
    try file.write(form.end(state.groups))
    try file.finish()
    remarks += InputRemarks(path: path, artifact: artifact).all(
      of: state.summary.report, rowCount: state.summary.customers, columns: stream.columnNames,
      used: conditions)
    return (state.summary, remarks)
  }

  /// The offers by id, so that an equal one never passes an earlier one.
  private var offers: [Offer] { catalogue.offers.sorted { $0.id < $1.id } }

  /// The best offers of each row, in stretches of rows.
  private func ranked(_ table: Table, _ summary: inout Summary) -> [RankedLines] {
    let schema = artifact.model.schema
    let rowCount = table.rowCount
    let offers = offers
    let frame = schema.frame(of: table)
    summary.report.add(frame.report)
    let shown = offers.map { offer in
      if let day, offer.starts.map({ day < $0 }) ?? false || offer.ends.map({ day > $0 }) ?? false {
        return [Int]()
      }
      return offer.eligibility.reduce(Array(0..<rowCount)) { $1.rows(of: table, among: $0) }
    }
    // Offers that set the same columns have the same probabilities.
    var distinct: [[String: String]: Int] = [[:]: 0]
    for offer in offers where distinct[offer.sets] == nil { distinct[offer.sets] = distinct.count }
    let needsPlain = offers.contains(where: \.preventsLoss)
    var scores: [(rows: [Int], probabilities: [Double], amounts: [Double]?)] = Array(
      repeating: ([], [], nil), count: distinct.count)
    for (sets, place) in distinct {
      var isNeeded = [Bool](repeating: place == 0 && needsPlain, count: rowCount)
      for (offer, rows) in zip(offers, shown) where offer.sets == sets {
        for row in rows { isNeeded[row] = true }
      }
      let rows = (0..<rowCount).filter { isNeeded[$0] }
      let changed = self.frame(frame, of: table, rows: rows, setting: sets)
      scores[place] = (
        rows, artifact.model.probabilities(for: changed, threads: threads),
        order == .expectedAmount ? artifact.amount?.amounts(for: changed, threads: threads) : nil
      )
    }
    let probabilities = scores.map { Self.spread($0.probabilities, $0.rows, rowCount) }
    let amounts = scores.map { score in
      score.amounts.map { Self.spread($0, score.rows, rowCount) }
    }
    var eligible = [[Int32]](repeating: [], count: rowCount)
    for (place, rows) in shown.enumerated() {
      summary.pairs += rows.count
      for row in rows { eligible[row].append(Int32(place)) }
    }
    let groups = offers.map { distinct[$0.sets] ?? 0 }
    let size = 1 << 12
    let parts = parallelMap((rowCount + size - 1) / size, threads: threads) { block in
      var lines = RankedLines()
      for row in block * size..<min(rowCount, (block + 1) * size) {
        lines.append(
          row: row,
          best(
            eligible[row], of: offers, groups: groups,
            without: needsPlain ? probabilities[0][row] : 0,
            probability: { probabilities[$0][row] }, amount: { amounts[$0]?[row] ?? 0 }))
      }
      return lines
    }
    summary.customers += rowCount
    for part in parts {
      summary.reached += part.reached
      summary.lines += part.rows.count
    }
    return parts
  }

  /// The encoded rows with some columns set.
  private func frame(
    _ frame: FeatureFrame, of table: Table, rows: [Int], setting sets: [String: String]
  ) -> FeatureFrame {
    var changed = rows.count == table.rowCount ? frame : frame.rows(rows)
    guard !sets.isEmpty else { return changed }
    let schema = artifact.model.schema
    let columns = sets.map { name, text in
      Column(name: name, values: .text(TextValues([text.isEmpty ? nil : text])))
    }
    guard schema.derivedNames.isEmpty else {
      // Other features may follow from what is set.
      let constant = columns.reduce(table.rows(rows)) { table, column in
        table.replacing(column.rows([Int](repeating: 0, count: rows.count)))
      }
      return schema.frame(of: constant)
    }
    let one = schema.frame(of: Table(columns: columns))
    for (index, feature) in schema.features.enumerated() where sets[feature.name] != nil {
      changed = changed.replacing(
        feature: index, with: [Float](repeating: one.columns[index][0], count: rows.count))
    }
    return changed
  }

  /// The best offers of one row, in order.
  private func best(
    _ eligible: [Int32], of offers: [Offer], groups: [Int], without: Double,
    probability: (Int) -> Double, amount: (Int) -> Double
  ) -> [(offer: Int, probability: Double, value: Double)] {
    var gains: [Double] = []
    var best: [(offer: Int, probability: Double, value: Double)] = []
    for place in eligible {
      let offer = offers[Int(place)]
      let chance = probability(groups[Int(place)])
      let value = offer.expectedValue(at: chance, without: without)
      let gain =
        switch order {
        case .expectedValue: value
        case .probability: offer.preventsLoss ? without - chance : chance
        case .expectedAmount: chance * amount(groups[Int(place)]) - offer.cost
        }
      if gains.count == top, let last = gains.last, gain <= last { continue }
      let position = gains.firstIndex { $0 < gain } ?? gains.count
      gains.insert(gain, at: position)
      best.insert((Int(place), chance, value), at: position)
      if best.count > top {
        gains.removeLast()
        best.removeLast()
      }
    }
    return best
  }

  private static func spread(_ values: [Double], _ rows: [Int], _ count: Int) -> [Double] {
    guard rows.count != count else { return values }
    var result = [Double](repeating: 0, count: count)
    for (row, value) in zip(rows, values) { result[row] = value }
    return result
  }
}

extension [Offer] {
  /// Tells one catalogue from another.
  fileprivate var hashKey: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return ModelFile.checksum((try? encoder.encode(self)) ?? Data())
  }
}

extension OfferCatalogue {
  /// The offers with what columns of their file set, where these are named like columns of a model.
  fileprivate func setting(
    columnsOf table: Table, among columns: [String], file: String
  ) throws -> OfferCatalogue {
    let known = table.names.filter { columns.contains($0) || Self.ownColumns.contains($0) }
    guard known.count > Set(table.names).intersection(Self.ownColumns).count else { return self }
    let conditions = offers.flatMap { $0.eligibility.map(\.column) }
    let sets = offers.flatMap { $0.sets.keys }
    return try OfferCatalogue(table: table, modelColumns: columns + conditions + sets, file: file)
  }
}
