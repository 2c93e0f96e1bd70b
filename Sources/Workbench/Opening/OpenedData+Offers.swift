import Offers
import Tabular

extension OpenedData {
  /// The same data with the offers of a file.
  ///
  /// - Throws: `TabularError`, `OfferError` or ``WorkbenchError`` naming the file and what is wrong:
  ///   a cell that can't be read, or a setting that the column can't take.
  public func withOffers(from file: String) throws -> OpenedData {
    let table = try CSVReader.read(path: file).table
    let catalogue = try OfferCatalogue(
      table: table, modelColumns: dataset.table.names, file: file)
    for offer in catalogue.offers { try check(offer, file: file) }
    return with(catalogue: catalogue)
  }

  /// The same data with other offers.
  func with(catalogue: OfferCatalogue?) -> OpenedData {
    OpenedData(
      path: path, dataset: dataset, overrides: overrides, description: description,
      catalogue: catalogue, reading: reading, profile: profile, notes: notes, repairs: repairs,
      warnings: warnings)
  }

  /// An offer may not set the outcome, nor a value that its column never has.
  private func check(_ offer: Offer, file: String) throws {
    for (column, spelling) in offer.sets.sorted(by: { $0.key < $1.key }) {
      if column == dataset.roles.target {
        throw WorkbenchError(
          .badInput,
          "\(file): offer \(offer.id) sets \(column), which is the outcome; leave it out.")
      }
      guard let field = ProfileField(column, in: self),
        !field.accepts(ProfileValue(spelling: spelling))
      else { continue }
      throw WorkbenchError(
        .badInput,
        "\(file): offer \(offer.id) sets \(column) to “\(spelling)”, but \(column) \(field.words).")
    }
  }
}
