import Foundation
public import Offers

/// A customer's profile in a JSON file: an array of `{"column": …, "value": …}`.
public enum ProfileFile {
  /// Reads a profile.
  ///
  /// - Throws: ``WorkbenchError`` for a file that can't be read or is no profile.
  public static func read(path: String) throws -> CustomerProfile {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw WorkbenchError(.badInput, "\(path): there is no such file, or it can't be read.")
    }
    do {
      return try JSONDecoder().decode(CustomerProfile.self, from: data)
    } catch let error as OfferError {
      throw WorkbenchError(.badInput, "\(path): \(error.message)")
    } catch {
      throw WorkbenchError(
        .badInput,
        "\(path): is no profile; it must be a JSON array of {\"column\": …, \"value\": …}, as the "
          + "dashboard saves it.")
    }
  }

  /// Writes a profile; a file of that name is replaced as a whole or not at all.
  ///
  /// - Throws: ``WorkbenchError`` when it can't be written.
  public static func write(_ profile: CustomerProfile, to path: String) throws {
    try OutputPath.check(file: path)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      try (encoder.encode(profile) + Data("\n".utf8)).write(
        to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw WorkbenchError(.failed, "\(path): can't be written; check permissions and room.")
    }
  }
}
