import Evaluation
import Foundation
import Modelling
import Monitoring
import Tabular

/// Writes and reads model files: one line of header, then the model as JSON.
///
/// The header names the format, its version, the length of the body and its checksum (64-bit FNV-1a),
/// so that a foreign, newer, cut or damaged file is told apart before anything is decoded.
public enum ModelFile {
  /// The ending of a model file's name.
  public static let pathExtension = "offerscope"
  /// Version 2 has corrected probabilities, which a program that knows none would leave uncorrected;
  /// all else is still written as version 1.
  static let version = 2
  private static let format = "offerscope-model"
  private static let maximumHeaderBytes = 1024

  private struct Header: Codable {
    var format: String
    var version: Int
    var bytes: Int
    var checksum: String
  }

  /// Writes a model file aside and puts it in place in one step.
  ///
  /// - Throws: `TabularError` when the file can't be written.
  public static func write(_ artifact: ModelArtifact, to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let body = try encoder.encode(artifact)
    var file = try encoder.encode(
      Header(
        format: format, version: artifact.model.correction.isNone ? 1 : version, bytes: body.count,
        checksum: checksum(body)))
    file.append(UInt8(ascii: "\n"))
    file.append(body)
    try AtomicFile.write(file, to: path)
  }

  /// Reads a model file.
  ///
  /// - Throws: ``WorkbenchError`` naming the file and whether it is missing, foreign, newer, cut
  ///   short or damaged.
  public static func read(path: String) throws -> ModelArtifact {
    try read(path: path, mayGrade: false)
  }

  /// Reads a model file, also one of graded lists where `mayGrade` says so.
  static func read(path: String, mayGrade: Bool) throws -> ModelArtifact {
    try artifact(in: bytes(of: path), path: path, orElse: "", mayGrade: mayGrade)
  }

  /// The bytes of a model file of any kind.
  static func bytes(of path: String) throws -> Data {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw WorkbenchError(.badInput, "\(path): there is no such model file.")
    }
    guard !isFolder.boolValue else {
      throw WorkbenchError(.badInput, "\(path): is a folder; name one of the model files in it.")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw WorkbenchError(.badInput, "\(path): can't be read; check its permissions.")
    }
    return data
  }

  /// Whether bytes claim to be a file that ``write(_:to:)`` made.
  static func isOwn(_ data: Data) -> Bool { header(of: data) != nil }

  /// The model in the bytes of a file.
  ///
  /// - Parameters:
  ///   - otherForm: what the caller takes besides, for the message on a file that is neither.
  ///   - mayGrade: whether a model of graded lists will do, which has scores and no probabilities.
  static func artifact(
    in data: Data, path: String, orElse otherForm: String = " or one of XGBoost's (JSON or UBJ)",
    mayGrade: Bool = false
  ) throws -> ModelArtifact {
    let body = try checkedBody(of: data, path: path, orElse: otherForm)
    do {
      let artifact = try JSONDecoder().decode(ModelArtifact.self, from: body)
      guard artifact.grades == nil || mayGrade else {
        throw ModellingError(
          .invalidModel,
          "puts lists with grades in order and gives scores, no probabilities; use it with evaluate on "
            + "graded lists, or with predict.")
      }
      guard artifact.model.marginScale.isProbability != (artifact.grades != nil) else {
        throw ModellingError(
          .invalidModel, "the model predicts no probability; calibrate its scores first.")
      }
      // A threshold just above 1 says that nobody is worth a contact.
      guard artifact.threshold >= 0, artifact.threshold <= 1.0.nextUp else {
        throw ModellingError(
          .invalidModel, "the model's threshold \(artifact.threshold) is no probability.")
      }
      guard artifact.policy.map({ $0.threshold == artifact.threshold }) ?? true else {
        throw ModellingError(
          .invalidModel, "the model's threshold is not the one that its rule chose.")
      }
      try artifact.amount?.check(against: artifact.model.schema)
      return artifact
    } catch let error as ModellingError {
      throw WorkbenchError(.badInput, "\(path): \(error.message)")
    } catch let error as MonitoringError {
      throw WorkbenchError(.badInput, "\(path): \(error.message)")
    } catch {
      throw WorkbenchError(
        .badInput, "\(path): is damaged: its contents are no model; train and save it again.")
    }
  }

  private static func checkedBody(
    of data: Data, path: String, orElse otherForm: String
  ) throws -> Data {
    let foreign = WorkbenchError(
      .badInput,
      "\(path): is no OfferScope model; give a file that train --out wrote "
        + "(*.\(pathExtension))\(otherForm).")
    guard let (header, end) = header(of: data) else { throw foreign }
    guard header.version <= version else {
      throw WorkbenchError(
        .badInput,
        "\(path): was written by a newer OfferScope (format \(header.version), this one reads "
          + "up to \(version)); update the program.")
    }
    let body = data[(end + 1)...]
    guard body.count == header.bytes, checksum(body) == header.checksum else {
      throw WorkbenchError(
        .badInput,
        "\(path): is damaged: \(body.count) of \(header.bytes) bytes are there or their checksum "
          + "differs; copy or train it again.")
    }
    return body
  }

  private static func header(of data: Data) -> (header: Header, end: Data.Index)? {
    guard let end = data.prefix(maximumHeaderBytes).firstIndex(of: UInt8(ascii: "\n")),
      let header = try? JSONDecoder().decode(Header.self, from: data[..<end]),
      header.format == format
    else { return nil }
    return (header, end)
  }

  /// The 64-bit FNV-1a of bytes.
  static func checksum(_ data: Data) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in data {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    return String(hash, radix: 16)
  }
}
