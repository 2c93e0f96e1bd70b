import Evaluation
import TerminalKit
import Workbench

/// What suspicious columns are worth: asked with a key, found on a thread of its own, shown beside the
/// column and its warning.
enum PriceProgram {
  static func ask(_ state: inout State) -> [Effect] {
    guard let data = state.session.data else { return [] }
    let count = SuspectPricing(data).count
    guard count > 0 else {
      state.status = Status(
        .information, "No column is suspicious or excluded, so there is nothing to price.")
      return []
    }
    state.data.priceRequest += 1
    state.data.isPricing = true
    state.status = Status(
      .information,
      "Boosted trees are fitted with and without \(counted(count, "column")) to price them.")
    return [.price(request: state.data.priceRequest, data)]
  }

  static func accept(_ prices: [SuspectPrice], request: Int, _ state: inout State) {
    guard request == state.data.priceRequest else { return }
    state.data.isPricing = false
    state.data.prices = Dictionary(
      prices.map { ($0.column, $0) }, uniquingKeysWith: { first, _ in first })
    guard let dearest = prices.first else {
      state.status = Status(.information, "Nothing could be priced.")
      return
    }
    let rest = prices.count > 1 ? "; the detail of each column has its own" : ""
    state.status = Status(.success, sentence(dearest) + rest + ".")
  }

  static func fail(_ reason: String, request: Int, _ state: inout State) {
    guard request == state.data.priceRequest else { return }
    state.data.isPricing = false
    state.status = Status(.failure, "Prices can't be found: \(reason)")
  }

  /// Other roles make other prices.
  static func forget(_ state: inout State) {
    state.data.priceRequest += 1
    state.data.isPricing = false
    state.data.prices = [:]
  }

  /// The price as the detail of a column shows it.
  static func words(_ price: SuspectPrice) -> String {
    let numbers = [price.price.estimate, price.price.lower, price.price.upper]
      .map { NumberText.fixed($0, digits: 3) }
    return "\(numbers[0]) AUC (\(numbers[1]) to \(numbers[2]))"
  }

  private static func sentence(_ price: SuspectPrice) -> String {
    "\(price.column) is worth \(words(price)): \(NumberText.fixed(price.with, digits: 3)) with it, "
      + "\(NumberText.fixed(price.without, digits: 3)) without"
  }
}
