/// How a CSV file is read; everything that is `nil` or sniffed is found out from the file.
public struct CSVOptions: Sendable {
  /// The byte between cells, as a one-byte character such as `,` or tab; sniffed among `,` `;` tab
  /// `|` when `nil`.
  public var delimiter: Character?
  /// Whether the first row holds the names of the columns.
  public var header: Header = .sniffed
  /// How bytes stand for characters.
  public var encoding: Encoding = .sniffed
  /// The byte that encloses cells with delimiters and line ends in them; `nil` when none does.
  public var quote: Character? = "\""
  /// Whether `1,5` is a number: `true` always (then `1.5` is none), `false` never; when `nil`, in
  /// those columns of a `;`-separated file where every cell fits.
  public var decimalComma: Bool?
  /// The spellings, apart from empty and blank, that mean "no value". Case counts; spaces around
  /// don't.
  public var missingMarkers: [String] = CSVOptions.usualMissingMarkers
  /// A column of words with more distinct values than this is text rather than a category.
  public var maximumCategoryLevels = 10_000
  /// The kinds of columns that must not be guessed, by name. A cell that doesn't fit is missing,
  /// and counted in a note.
  public var kinds: [String: ColumnKind] = [:]
  /// The number of threads; all cores when `nil`. The result is the same for any number.
  public var threads: Int?
  /// The columns that are read; all when `nil`. A name that the file lacks is passed over.
  var columns: Set<String>?
  /// Columns of which is known already that their numbers have decimal commas.
  var commaColumns: Set<String> = []
  /// The size of the pieces that threads draw, in bytes; found from the number of columns when
  /// `nil`.
  var chunkByteCount: Int?

  /// Makes options that find everything out from the file.
  public init() {}

  /// Whether the first row holds the names of the columns.
  public enum Header: String, Sendable, CaseIterable {
    /// Found out: a first row with numbers or dates over columns of the same kind is data.
    case sniffed
    /// The first row holds names.
    case present
    /// The first row is data; columns are named `column1`, `column2`, and so on.
    case absent
  }

  /// How bytes stand for characters.
  public enum Encoding: String, Sendable, CaseIterable {
    /// Found out: UTF-16 by its mark or its zero bytes, UTF-8 when valid, else Windows-1252.
    case sniffed
    /// UTF-8; invalid bytes become U+FFFD.
    case utf8
    /// Windows-1252, which holds all printable characters of Latin-1.
    case windows1252
    /// UTF-16, little-endian unless its mark says otherwise.
    case utf16
  }

  /// `NA`, `N/A`, `n/a`, `#N/A`, `NaN`, `nan`, `NULL`, `null`, `None`, `\N` and `?`.
  ///
  /// `unknown`, `none` and `-` are levels of their own: people code meaning into them.
  public static let usualMissingMarkers = [
    "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NULL", "null", "None", "\\N", "?",
  ]
}
