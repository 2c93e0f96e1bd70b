public import Evaluation
import Foundation
public import Modelling
public import Offers
import Tabular

/// A saved model, ready to score customers who come one at a time: what a service asks.
///
/// The model file is all that it needs; the numbers are those of `predict` and of the dashboard, to
/// the bit.
public struct CustomerScorer: Sendable {
  /// The model with its threshold, roles and metrics.
  public let artifact: ModelArtifact
  /// The checksum of the model file's contents, 16 hexadecimal digits at most: which version answers.
  public let version: String
  /// The offers to rank; `nil` without.
  public let catalogue: OfferCatalogue?
  /// What a careful person should know, one sentence each.
  public let remarks: [String]
  let encoder: RowEncoder
  /// The columns of a profile: those of the model, then those that only offers look at.
  let profileColumns: [String]
  private let offerColumns: Set<String>

  /// Reads a model file that `train --out` wrote.
  ///
  /// - Parameters:
  ///   - path: the model file.
  ///   - offers: a catalogue to rank; `nil` for none.
  /// - Throws: ``WorkbenchError`` naming the file and what is wrong with it; `TabularError` or
  ///   `OfferError` for the catalogue.
  public init(path: String, offers: String? = nil) throws {
    let bytes = try ModelFile.bytes(of: path)
    artifact = try ModelFile.artifact(in: bytes, path: path, orElse: "")
    version = ModelFile.checksum(bytes)
    encoder = RowEncoder(artifact.model.schema)
    let columns = encoder.columns.map(\.name)
    var remarks: [String] = []
    if let offers {
      let table = try CSVReader.read(path: offers).table
      // Offers may look at columns that the model does not read; they may set only those it does.
      let seen = try OfferCatalogue(table: table, modelColumns: nil, file: offers).offers
      let further = Set(seen.flatMap(\.eligibility).map(\.column)).subtracting(columns)
      let catalogue = try OfferCatalogue(
        table: table, modelColumns: columns + further.sorted(), file: offers)
      for offer in catalogue.offers {
        remarks += try Self.remarks(on: offer, encoder, target: artifact.roles.target, offers)
      }
      self.catalogue = catalogue
      offerColumns = further
    } else {
      catalogue = nil
      offerColumns = []
    }
    self.remarks = remarks
    profileColumns = columns + offerColumns.sorted()
  }

  /// The kind of the model.
  public var kind: ModelKind { artifact.model.kind }
  /// The columns of the model that a customer may give, in order.
  public var columns: [Feature] { encoder.columns }
  /// The columns that only offers look at, in order.
  public var columnsOfOffers: [String] { offerColumns.sorted() }
  /// The scores that part the segments.
  public var segments: SegmentPlan { artifact.policy?.segments ?? .conventional }

  func isOfferColumn(_ name: String) -> Bool { offerColumns.contains(name) }

  /// An offer may not set the outcome, nor what its column can't be.
  private static func remarks(
    on offer: Offer, _ encoder: RowEncoder, target: String?, _ file: String
  ) throws -> [String] {
    var remarks: [String] = []
    for (column, spelling) in offer.sets.sorted(by: { $0.key < $1.key }) {
      let place = "\(file): offer \(offer.id) sets \(column) to “\(spelling)”"
      guard column != target else {
        throw WorkbenchError(.badInput, "\(place), which is the outcome; leave it out.")
      }
      guard let position = encoder.position(of: column) else { continue }
      var row = encoder.emptyRow
      switch encoder.put(spelling, at: position, in: &row) {
      case .known: break
      case .unseen: remarks.append("\(place), a level that training never saw")
      case .unreadable:
        throw WorkbenchError(
          .badInput, "\(place), but \(encoder.columns[position].demand).")
      }
    }
    return remarks
  }
}

extension Feature {
  /// What a value of the column must be, in words behind its name.
  var demand: String {
    switch kind {
    case .number: "\(name) is a number"
    case .flag(let labels): "\(name) is \(labels.zero) or \(labels.one)"
    case .category: "\(name) is a text or a number"
    }
  }
}
