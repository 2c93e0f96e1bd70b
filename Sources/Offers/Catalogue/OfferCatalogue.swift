/// Offers with distinct ids, in the order of their file.
public struct OfferCatalogue: Sendable, Equatable {
  /// The offers.
  public let offers: [Offer]
  /// Columns of the file that are neither the catalogue's own nor the model's, and were left aside.
  public let ignoredColumns: [String]
  private let positions: [String: Int]

  /// Makes a catalogue.
  ///
  /// - Throws: ``OfferError`` if two offers have the same id.
  public init(_ offers: [Offer], ignoredColumns: [String] = []) throws(OfferError) {
    var positions: [String: Int] = [:]
    for (position, offer) in offers.enumerated() {
      if positions.updateValue(position, forKey: offer.id) != nil {
        throw OfferError(
          .duplicate, "Two offers have the id \"\(offer.id)\"; give one of them another.")
      }
    }
    self.offers = offers
    self.ignoredColumns = ignoredColumns
    self.positions = positions
  }

  /// The offer of that id, or `nil`.
  public subscript(id: String) -> Offer? { positions[id].map { offers[$0] } }

  /// The number of offers.
  public var count: Int { offers.count }
}
