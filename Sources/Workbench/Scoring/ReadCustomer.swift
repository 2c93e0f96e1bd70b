import Modelling
import Offers
import Tabular

/// A customer as a request gives one, encoded, with what is to be said of it.
public struct ReadCustomer: Sendable {
  /// The columns of the model that were not given, which count as missing, in the model's order.
  public let missing: [String]
  /// Given columns whose value training never saw, which count as missing.
  public let unseen: [String]
  /// Given names that neither the model nor an offer reads, and that name no customer.
  public let ignored: [String]
  /// One encoded value a place of the scorer's encoder.
  let row: [Float]
  /// The values as given, for conditions of offers and for reasons; `nil` where nobody asked.
  let profile: CustomerProfile?
}

extension CustomerScorer {
  /// Reads a customer: an object of column names and values; null is missing.
  ///
  /// - Parameters:
  ///   - value: the object.
  ///   - place: what the customer is called in errors, such as `customers[3]`.
  ///   - asProfile: whether the values themselves are needed, as for offers and reasons.
  /// - Throws: ``WorkbenchError`` naming the place, the column and the value that it can't take.
  public func customer(
    _ value: JSONValue, place: @autoclosure () -> String, asProfile: Bool = false
  ) throws -> ReadCustomer {
    guard case .object(let members) = value else {
      throw WorkbenchError(
        .badInput,
        "\(place()): is \(value.words); write an object such as {\"\(columns.first?.name ?? "age")\": 35}."
      )
    }
    var row = encoder.emptyRow
    var isGiven = [Bool](repeating: false, count: columns.count)
    var unseen: [String] = []
    var ignored: [String] = []
    var profile =
      asProfile ? CustomerProfile(profileColumns.map { ($0, ProfileValue.missing) }) : nil
    for member in members {
      guard let position = encoder.position(of: member.name) else {
        if isOfferColumn(member.name) {
          profile?.set(member.name, to: try plain(member, place()))
        } else if member.name != artifact.roles.identifier {
          ignored.append(member.name)
        }
        continue
      }
      isGiven[position] = true
      let value = try plain(member, place(), flag: isFlag(position))
      profile?.set(member.name, to: value)
      switch try put(value, at: position, in: &row, place()) {
      case .known: break
      case .unseen: unseen.append(member.name)
      case .unreadable:
        throw WorkbenchError(
          .badInput,
          "\(place()): \(columns[position].demand), and not \(member.value.words); null is missing."
        )
      }
    }
    return ReadCustomer(
      missing: isGiven.indices.filter { !isGiven[$0] }.map { columns[$0].name }, unseen: unseen,
      ignored: ignored, row: row, profile: profile)
  }

  private func isFlag(_ position: Int) -> Bool {
    if case .flag = columns[position].kind { true } else { false }
  }

  /// A member as a value of a profile; true and false are 1 and 0 of a flag.
  private func plain(
    _ member: JSONValue.Member, _ place: @autoclosure () -> String, flag: Bool = false
  ) throws -> ProfileValue {
    switch member.value {
    case .null: .missing
    case .bool(let value): flag ? .number(value ? 1 : 0) : .text(value ? "true" : "false")
    case .number(let number): .number(number)
    case .text(let text): .text(text)
    case .array, .object:
      throw WorkbenchError(
        .badInput,
        "\(place()): \(member.name) is \(member.value.words); a value is a number, a text, true, "
          + "false or null.")
    }
  }

  private func put(
    _ value: ProfileValue, at position: Int, in row: inout [Float],
    _ place: @autoclosure () -> String
  ) throws -> RowEncoder.Outcome {
    switch value {
    case .missing: return .known
    case .text(let text):
      // A number is written as one; a text that spells one would pass here by chance only.
      if case .number = columns[position].kind { return .unreadable }
      return encoder.put(text, at: position, in: &row)
    case .number(let number):
      if case .number = columns[position].kind, abs(number) > Double(Float.greatestFiniteMagnitude)
      {
        throw WorkbenchError(
          .badInput, "\(place()): \(columns[position].name) can't be as large as \(number).")
      }
      return encoder.put(number, at: position, in: &row) { value.description }
    }
  }
}
