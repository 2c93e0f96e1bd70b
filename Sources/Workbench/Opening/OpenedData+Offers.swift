import Offers
import Tabular

extension OpenedData {
  /// The same data with the offers of a file.
  ///
  /// - Throws: `TabularError` or `OfferError` naming the file, row and column at fault.
  public func withOffers(from file: String) throws -> OpenedData {
    let table = try CSVReader.read(path: file).table
    return with(
      catalogue: try OfferCatalogue(table: table, modelColumns: dataset.table.names, file: file))
  }

  /// The same data with other offers.
  func with(catalogue: OfferCatalogue?) -> OpenedData {
    OpenedData(
      path: path, dataset: dataset, description: description, catalogue: catalogue,
      profile: profile, notes: notes, warnings: warnings)
  }
}
