import Threads

/// Reads CSV files into typed columns.
///
/// The file is mapped into memory and cut into pieces of whole rows, which threads parse
/// independently; the types of the columns hold for the whole file, not for a sample of it. Rules:
///
/// - Missing: empty and blank cells, quoted or not, and ``CSVOptions/missingMarkers``; cells that a
///   short row lacks; infinite numbers (noted).
/// - Flag: all cells 0/1, true/false, yes/no, t/f or y/n in any case. One of the two may be absent,
///   except for the letters. The first spelling in the file becomes the label.
/// - Number: all cells decimal numbers. 32 bits where they keep every number as spelt, else 64.
///   Digits that start with a zero and whole numbers beyond 2⁵³ are keys, and their column is none
///   of numbers.
/// - Date: see ``CSVNote/Kind/ambiguousDate``; year first, or day or month first where the column
///   as a whole tells.
/// - Category: at most ``CSVOptions/maximumCategoryLevels`` distinct values, and either at most 20
///   or no more than half as many as rows with a value. Cells keep their blanks. Anything else is
///   text.
/// - A column without any value is one of numbers.
/// - Blank lines are skipped, but are missing values when there is only one column; at the end of
///   the file they are always skipped.
public enum CSVReader {
  /// Reads a file.
  ///
  /// The file must not shrink while it is read. The same file gives the same result at any number
  /// of threads.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - options: how it is to be read.
  ///   - progress: called from reading threads with the share that is read, 0…1, in steps of a
  ///     hundredth; it must not block.
  /// - Throws: ``TabularError`` when the file is missing, a folder, unreadable, empty, no text, or
  ///   has a quote that never closes.
  public static func read(
    path: String, options: CSVOptions = .init(), progress: (@Sendable (Double) -> Void)? = nil
  ) throws(TabularError) -> CSVResult {
    try read(FileBytes.open(path: path), name: path, options: options, progress: progress)
  }

  /// Reads text that is in memory already.
  ///
  /// - Parameters:
  ///   - bytes: the bytes as they would stand in a file.
  ///   - name: what errors and notes call the text.
  /// - Throws: ``TabularError`` as reading a file does.
  public static func read(
    bytes: [UInt8], name: String, options: CSVOptions = .init()
  ) throws(TabularError) -> CSVResult {
    try read(FileBytes(copying: bytes), name: name, options: options)
  }

  private static func read(
    _ file: FileBytes, name: String, options: CSVOptions,
    progress: (@Sendable (Double) -> Void)? = nil
  ) throws(TabularError) -> CSVResult {
    let threads = max(1, options.threads ?? availableThreads)
    let source = try CSVSource(
      file: file, name: name, encoding: options.encoding, threads: threads)
    let finding = try FormatSniffer.find(in: source.bytes, options: options)
    let header = try HeaderRow(source.bytes, finding: finding, name: name)
    let parse = CSVParse(
      source: source, name: name, header: header, format: finding.format, options: options,
      threads: threads,
      progress: progress.map {
        ReadingProgress(total: source.bytes.count - header.dataStart, report: $0)
      })
    let (table, notes) = try parse.table()
    let dialect = CSVDialect(
      delimiter: Character(UnicodeScalar(finding.format.delimiter)),
      hasHeader: finding.hasHeader, encoding: source.encoding)
    return CSVResult(
      table: table, notes: source.notes + header.notes + notes, dialect: dialect)
  }
}
