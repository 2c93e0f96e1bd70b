import Offers
import Tabular

extension OpenedData {
  /// The same data with the offers of another file.
  ///
  /// - Throws: `TabularError` or `OfferError` naming the file, row and column at fault.
  public func withOffers(from path: String) throws -> OpenedData {
    OpenedData(
      path: self.path, dataset: dataset, description: description,
      catalogue: try Opener.catalogue(at: path, dataset: dataset), profile: profile, notes: notes,
      warnings: warnings)
  }
}
