import Hummingbird
import HTTPTypes
import Offers
import Workbench

/// What a request of customers asks: by which model, of whom, and how.
struct AskedCustomers {
  let entry: ModelShelf.Entry
  let customers: [ReadCustomer]
  /// How many offers, or reasons, of each customer.
  let top: Int
  let order: OfferRanking.Order
  let day: CalendarDay?

  /// What a route lets be asked.
  struct Form {
    /// The members that a request may have besides `model` and `customers`.
    let names: Set<String>
    let mostRows: Int
    /// How many offers or reasons where a request does not say.
    let standardTop: Int
    let asProfile: Bool

    static func score(_ limits: ServerSettings.Limits) -> Form {
      Form(names: [], mostRows: limits.scoredRows, standardTop: 0, asProfile: false)
    }
    static func rank(_ limits: ServerSettings.Limits) -> Form {
      Form(
        names: ["top", "order", "on"], mostRows: limits.rankedRows, standardTop: 7, asProfile: true)
    }
    static func explain(_ limits: ServerSettings.Limits) -> Form {
      Form(
        names: ["top"], mostRows: limits.explainedRows, standardTop: largestTop, asProfile: true)
    }
  }

  /// The most offers or reasons that can be asked for; there are never so many.
  static let largestTop = 10_000

  /// Reads a request.
  ///
  /// - Throws: ``ServiceFault`` or `WorkbenchError` in one sentence.
  init(_ bytes: [UInt8], _ form: Form, _ models: ModelShelf.Contents) throws {
    let value: JSONValue
    do {
      value = try JSONScanner.value(of: bytes)
    } catch let error as WorkbenchError {
      throw ServiceFault(.badRequest, "bad_json", error.message)
    }
    guard case .object(let members) = value else {
      throw ServiceFault.badInput(
        "The body is no object; write {\"customers\": [{…}]}.")
    }
    var found: [String: JSONValue] = [:]
    for member in members {
      guard form.names.contains(member.name) || ["model", "customers"].contains(member.name) else {
        let known = (["customers", "model"] + form.names.sorted()).joined(separator: ", ")
        throw ServiceFault.badInput(
          "There is no member “\(member.name)” in this request; there are \(known).")
      }
      found[member.name] = member.value
    }
    entry = try Self.entry(found["model"], models)
    guard case .array(let elements) = found["customers"], !elements.isEmpty else {
      throw ServiceFault.badInput(
        "customers must be an array with one object a customer, such as {\"customers\": [{…}]}.")
    }
    guard elements.count <= form.mostRows else {
      throw ServiceFault(
        .contentTooLarge, "too_many_rows",
        "\(elements.count) customers are more than the \(form.mostRows) that one request may hold; "
          + "split them, or send them to /v1/batch.")
    }
    let scorer = entry.scorer
    customers = try elements.enumerated().map { place, element in
      try scorer.customer(element, place: "customers[\(place)]", asProfile: form.asProfile)
    }
    top = try Self.top(found["top"]) ?? form.standardTop
    order = try Self.order(found["order"])
    day = try Self.day(found["on"])
  }

  private static func entry(
    _ value: JSONValue?, _ models: ModelShelf.Contents
  ) throws -> ModelShelf.Entry {
    switch value {
    case nil: return models.standard
    case .text(let name): return try models.named(name)
    default: throw ServiceFault.badInput("model must be the name of a model, as a text.")
    }
  }

  private static func top(_ value: JSONValue?) throws -> Int? {
    guard let value else { return nil }
    guard case .number(let number) = value, number == number.rounded(),
      (1...Double(largestTop)).contains(number)
    else { throw ServiceFault.badInput("top must be a whole number from 1 to \(largestTop).") }
    return Int(number)
  }

  private static func order(_ value: JSONValue?) throws -> OfferRanking.Order {
    guard let value else { return .expectedValue }
    guard case .text(let name) = value, let order = OfferRanking.Order(rawValue: name) else {
      let orders = OfferRanking.Order.allCases.map(\.rawValue).joined(separator: ", ")
      throw ServiceFault.badInput("order must be one of \(orders).")
    }
    return order
  }

  private static func day(_ value: JSONValue?) throws -> CalendarDay? {
    guard let value else { return nil }
    guard case .text(let text) = value, text.utf8.count == 10, let day = CalendarDay(text) else {
      throw ServiceFault.badInput("on must be a day such as 2026-03-31.")
    }
    return day
  }
}

extension ModelShelf.Contents {
  /// The model of a name.
  ///
  /// - Throws: ``ServiceFault`` with the names that there are.
  func named(_ name: String) throws -> ModelShelf.Entry {
    guard let entry = entry(name) else {
      throw ServiceFault(
        .notFound, "no_model",
        "There is no model “\(name)”; there are \(entries.map(\.name).joined(separator: ", ")).")
    }
    return entry
  }
}
