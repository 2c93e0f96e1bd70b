/// The bytes that cut a file into rows and cells.
struct RowFormat: Equatable {
  /// The byte between cells.
  var delimiter: UInt8
  /// The byte that ends rows: LF (a CR before it is dropped), or CR in files that have no LF.
  var terminator: UInt8
  /// The byte that encloses cells. 0xFF, which valid UTF-8 never holds, when none does.
  var quote: UInt8

  static let noQuote: UInt8 = 0xFF
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
}
