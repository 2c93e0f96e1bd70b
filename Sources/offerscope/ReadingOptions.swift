import ArgumentParser
import Tabular
import Workbench

/// How a CSV file is to be read, where that is not found by itself.
struct ReadingOptions: ParsableArguments {
  @Option(name: .long, help: "The file's delimiter, if it is not found by itself.")
  var delimiter: String?
  @Option(
    name: .long, help: "The file's encoding: utf8, latin1 or utf16, if it is not found by itself.")
  var encoding: String?
  @Flag(name: .long, help: "The file has no line of names.")
  var noHeader = false

  /// The options as the reader takes them.
  func csvOptions() throws -> CSVOptions {
    try CSVOptions(delimiterText: delimiter, encodingText: encoding, hasNoHeader: noHeader)
  }
}
