/// Why a table could not be read, written or used, in words for the person who asked.
public struct TabularError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What kind of failure it is.
  public let code: Code
  /// What is wrong, where (file, row, column, value), and how to mend it.
  public let message: String

  /// The kinds of failure.
  public enum Code: String, Sendable, CaseIterable {
    /// No file has that path.
    case fileNotFound
    /// The path is a folder.
    case isDirectory
    /// The file exists but can't be opened or read.
    case notReadable
    /// The file has no bytes, or none but blank lines.
    case emptyFile
    /// The bytes are no text: an archive, a picture, a database.
    case notText
    /// The text breaks the rules of CSV beyond repair.
    case malformed
    /// A Parquet file written in a way that is not read here, though another program may.
    case unsupportedParquet
    /// An option that contradicts itself or the file.
    case invalidOption
    /// A file could not be written; what was there before is untouched.
    case notWritten
    /// A role names a column that the table lacks.
    case unknownColumn
    /// The target can't be predicted: one class, more than two, or no values.
    case unusableTarget
    /// The column of amounts holds none.
    case unusableAmount
    /// Nothing is left to learn from.
    case noFeatures
    /// A derived column can't be worked out as it is written.
    case invalidRecipe
  }

  /// Makes an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
