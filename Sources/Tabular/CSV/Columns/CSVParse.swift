/// One reading of the data rows: pieces in parallel, then the columns put together.
struct CSVParse {
  typealias Bytes = UnsafeBufferPointer<UInt8>
  let source: CSVSource
  let name: String
  let header: HeaderRow
  let format: RowFormat
  let options: CSVOptions
  let threads: Int
  let progress: ReadingProgress?
  /// The bytes that are read: whole rows; all behind the names when `nil`.
  var range: Range<Int>?

  /// What reading one piece of the text gave.
  private struct Piece {
    var rowCount = 0
    var parts: [ColumnPart?] = []
    var shortRows: [RowIndex.RaggedRow] = []
    var longRows: [RowIndex.RaggedRow] = []
    var unterminatedQuote: Int?
  }

  private var columnCount: Int { header.names.count }

  private var rows: Range<Int> {
    range ?? header.dataStart..<max(header.dataStart, source.bytes.count)
  }

  /// The numbers of the columns that are read; all unless the options name some.
  private var chosen: [Int] {
    let names = header.names
    guard let wanted = options.columns else { return Array(names.indices) }
    return names.indices.filter { wanted.contains(names[$0]) }
  }

  /// Decimal commas are looked for unless commas part the cells, or a person knows.
  private var kindsToTry: CellKinds {
    var kinds = CellKinds.all
    switch options.decimalComma {
    case .some(true): kinds.remove(.number)
    case .some(false): kinds.remove(.commaNumber)
    case .none: if format.delimiter != UInt8(ascii: ";") { kinds.remove(.commaNumber) }
    }
    return kinds
  }

  /// Reads all rows.
  ///
  /// - Throws: ``TabularError`` when a quote never closes.
  func table() throws(TabularError) -> (Table, [CSVNote]) {
    let bytes = source.bytes
    // Pieces small enough for the caches, but with several rows each however wide the rows are.
    let size = options.chunkByteCount ?? max(1 << 18, columnCount * 512)
    let starts = RowChunks.starts(
      in: Bytes(rebasing: bytes[..<rows.upperBound]), from: rows.lowerBound, format: format,
      size: size, threads: threads)
    let demanded = header.names.map { options.kinds[$0] }
    var kinds = demanded.map { $0 == nil ? kindsToTry : CellKinds([]) }
    var pieces = parse(starts, kinds: kinds, demanded: demanded, wanted: nil)
    for (piece, start) in zip(pieces, starts) {
      if let offset = piece.unterminatedQuote {
        throw Self.unterminatedQuote(line: TextCheck.line(of: start + offset, in: bytes), name)
      }
    }
    if let error = firstLineError(pieces, starts: starts) { throw error }
    var rules = ColumnRules(
      names: header.names, maximumLevels: options.maximumCategoryLevels, demanded: demanded)
    while true {
      let parts = (0..<columnCount).map { column in pieces.compactMap { $0.parts[column] } }
      let wanted = rules.reread(parts, kinds: &kinds)
      if wanted.allSatisfy(\.isEmpty) { break }
      let again = parse(starts, kinds: kinds, demanded: demanded, wanted: wanted)
      for piece in pieces.indices {
        for (column, part) in again[piece].parts.enumerated() where part != nil {
          pieces[piece].parts[column] = part
        }
      }
    }
    let rowStarts = pieces.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.rowCount) }
    let readNotes = ragged(pieces, starts: starts, rowStarts: rowStarts) + zeroBytes()
    source.letGo(rows)
    let chosen = chosen
    var assembler = ColumnAssembler(
      rowStarts: rowStarts, kinds: chosen.map { kinds[$0].first },
      names: chosen.map { header.names[$0] }, demanded: chosen.map { demanded[$0] })
    var parts = chosen.map { column in pieces.compactMap { $0.parts[column] } }
    pieces = []
    let columns = parts.withUnsafeMutableBufferPointer { buffer in
      let parts = buffer
      // Taken from its own slot, a column's pieces are freed as soon as it stands: of a large table
      // there is never all of it twice.
      return assembler.columns(threads: threads) { column in
        let own = parts[column]
        parts[column] = []
        return own
      }
    }
    source.giveBackScratch()
    return (Table(columns: columns), readNotes + rules.notes + assembler.notes)
  }

  /// Parses every piece, or of each piece only the columns wanted of it.
  private func parse(
    _ starts: [Int], kinds: [CellKinds], demanded: [ColumnKind?], wanted: [Set<Int>]?
  ) -> [Piece] {
    let bytes = source.bytes
    let limit = rows.upperBound
    let chosen = chosen
    let markers = MissingMarkers(options.missingMarkers)
    return ParallelMap.run(
      count: starts.count, threads: threads,
      makeState: { RowIndex(columnCount: columnCount) },
      body: { index, number in
        var piece = Piece()
        piece.parts = [ColumnPart?](repeating: nil, count: columnCount)
        if let wanted, !wanted.contains(where: { $0.contains(number) }) { return piece }
        let end = number + 1 < starts.count ? starts[number + 1] : limit
        let text = Bytes(rebasing: bytes[starts[number]..<end])
        guard let base = text.baseAddress else { return piece }
        index.index(text, format: format)
        piece.rowCount = index.rowCount
        piece.shortRows = index.shortRows
        piece.longRows = index.longRows
        piece.unterminatedQuote = index.unterminatedQuote
        let parser = ColumnPartParser(
          reader: CellReader(base: base, quote: format.quote), index: index, markers: markers,
          maximumLevels: options.maximumCategoryLevels, guessesKeys: wanted == nil)
        for column in chosen where wanted?[column].contains(number) ?? true {
          if let kind = demanded[column] {
            piece.parts[column] = parser.part(
              column: column, demanded: kind,
              decimalComma: options.decimalComma
                ?? options.commaColumns.contains(header.names[column]))
          } else {
            piece.parts[column] = parser.part(column: column, among: kinds[column])
          }
        }
        source.letGo(starts[number]..<end)
        // Columns that are read again are few.
        if wanted == nil { progress?.add(end - starts[number]) }
        return piece
      })
  }

  /// Where most rows have more cells than the first line, that line is no row of names; dropping what
  /// is over would lose most of the file.
  private func firstLineError(_ pieces: [Piece], starts: [Int]) -> TabularError? {
    let rowCount = pieces.reduce(0) { $0 + $1.rowCount }
    let long = pieces.reduce(0) { $0 + $1.longRows.count }
    guard range == nil, long * 2 > rowCount,
      let (piece, start) = zip(pieces, starts).first(where: { !$0.0.longRows.isEmpty })
    else { return nil }
    let line = TextCheck.line(of: start + piece.longRows[0].offset, in: source.bytes)
    return TabularError(
      .malformed,
      "\(name): the first line has \(counted(columnCount)), and \(CountText.grouped(long)) of "
        + "\(CountText.grouped(rowCount)) rows have more (line \(line) has "
        + "\(piece.longRows[0].cellCount)); if the first line is no row of names, delete it or complete it."
    )
  }

  private func counted(_ cells: Int) -> String { cells == 1 ? "1 cell" : "\(cells) cells" }

  // MARK: Notes

  private func ragged(_ pieces: [Piece], starts: [Int], rowStarts: [Int]) -> [CSVNote] {
    func note(
      _ kind: CSVNote.Kind, _ rows: KeyPath<Piece, [RowIndex.RaggedRow]>, _ what: String
    ) -> [CSVNote] {
      var count = 0
      var first: [(row: Int, offset: Int, cellCount: Int)] = []
      for (number, piece) in pieces.enumerated() {
        count += piece[keyPath: rows].count
        for ragged in piece[keyPath: rows] where first.count < 5 {
          first.append(
            (rowStarts[number] + ragged.row, starts[number] + ragged.offset, ragged.cellCount))
        }
      }
      guard let example = first.first else { return [] }
      let places = first.map { "line \(TextCheck.line(of: $0.offset, in: source.bytes))" }
      let list = places.joined(separator: ", ") + (count > first.count ? ", …" : "")
      let message =
        "\(count) \(count == 1 ? "row has" : "rows have") \(what) than the \(columnCount) columns "
        + "(\(list)); the first has \(example.cellCount). "
        + (kind == .shortRows ? "The rest of them is missing." : "The surplus was dropped.")
      return [CSVNote(kind, message, count: count, rows: first.map(\.row))]
    }
    return note(.shortRows, \.shortRows, "fewer cells")
      + note(.longRows, \.longRows, "more cells")
  }

  private func zeroBytes() -> [CSVNote] {
    guard
      let offset = RowChunks.index(
        of: 0, in: Bytes(rebasing: source.bytes[..<rows.upperBound]),
        from: range?.lowerBound ?? 0)
    else { return [] }
    let line = TextCheck.line(of: offset, in: source.bytes)
    return [
      CSVNote(
        .zeroBytes, "\(name) has bytes of value zero, the first on line \(line); they were kept.")
    ]
  }

  static func unterminatedQuote(line: Int, _ name: String) -> TabularError {
    TabularError(
      .malformed,
      "A quote opened on line \(line) of \(name) never closes; close it, double it if it is part "
        + "of the value.")
  }
}
