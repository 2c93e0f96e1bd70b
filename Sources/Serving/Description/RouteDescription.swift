import Tabular
import Foundation
import Modelling
import Offers
import Workbench

/// The description of the routes as OpenAPI 3.1: written by hand in ``DescriptionText``, with the
/// columns of the models that are served put in.
struct RouteDescription {
  /// The description as JSON text.
  let json: String

  init(entries: [ModelShelf.Entry], standard: String, limits: ServerSettings.Limits) {
    var schemas: [String] = []
    var references: [String: [String]] = [:]
    let rowLimits = [
      "Score": limits.scoredRows, "Rank": limits.rankedRows, "Explain": limits.explainedRows,
    ]
    for (place, entry) in entries.enumerated() {
      schemas.append("\"Customer\(place)\": \(Self.customer(entry.scorer))")
      for (work, rows) in rowLimits.sorted(by: { $0.key < $1.key }) {
        schemas.append(
          "\"\(work)Request\(place)\": "
            + Self.request(
              work, entry, place: place, rows: rows, isStandard: entry.name == standard))
        references[work, default: []].append(
          "{\"$ref\": \"#/components/schemas/\(work)Request\(place)\"}")
      }
    }
    for (work, all) in references.sorted(by: { $0.key < $1.key }) {
      schemas.append("\"\(work)Request\": {\"anyOf\": [\(all.joined(separator: ", "))]}")
    }
    let names = entries.map { Self.quoted($0.name) }.joined(separator: ", ")
    json = DescriptionText.whole
      .replacing("\"MODEL NAMES\"", with: names)
      .replacing("\"REQUEST SCHEMAS\": {}", with: schemas.joined(separator: ",\n    "))
  }

  /// A request by one model; only the standard one need not be named.
  private static func request(
    _ work: String, _ entry: ModelShelf.Entry, place: Int, rows: Int, isStandard: Bool
  ) -> String {
    let orders = OfferRanking.Order.allCases.filter {
      $0 != .expectedAmount || entry.scorer.artifact.amount != nil
    }
    let further =
      switch work {
      case "Rank":
        """
        , "top": \(top), "order": {"enum": [\(orders.map { quoted($0.rawValue) }.joined(separator: ", "))]},
        "on": {"type": "string", "format": "date", "description": "The day of showing."}
        """
      case "Explain": ", \"top\": \(top)"
      default: ""
      }
    return """
      {"type": "object", "additionalProperties": false,
        "required": [\(isStandard ? "" : "\"model\", ")"customers"],
        "properties": {"model": {"const": \(quoted(entry.name))},
          "customers": {"type": "array", "minItems": 1, "maxItems": \(rows),
            "items": {"$ref": "#/components/schemas/Customer\(place)"}}\(further)}}
      """
  }

  private static let top =
    "{\"type\": \"integer\", \"minimum\": 1, \"maximum\": \(AskedCustomers.largestTop)}"

  /// A customer of a model: every column may be left out, and further names are ignored.
  private static func customer(_ scorer: CustomerScorer) -> String {
    var parts = scorer.columns.map { "\(quoted($0.name)): \(schema(of: $0))" }
    parts += scorer.columnsOfOffers.map {
      "\(quoted($0)): {\"type\": [\"number\", \"string\", \"boolean\", \"null\"]}"
    }
    return "{\"type\": \"object\", \"properties\": {\(parts.joined(separator: ", "))}}"
  }

  private static func schema(of feature: Feature) -> String {
    switch feature.kind {
    case .number:
      let most = Double(Float.greatestFiniteMagnitude)
      return "{\"type\": [\"number\", \"null\"], \"minimum\": \(-most), \"maximum\": \(most)}"
    case .flag(let labels):
      let spellings = ([labels.zero, labels.one, "0", "1"] as [String]).reduce(into: [String]()) {
        if !$0.contains($1) { $0.append($1) }
      }
      return
        "{\"enum\": [\(spellings.map(quoted).joined(separator: ", ")), 0, 1, true, false, null]}"
    case .category(let levels):
      let known = levels.prefix(50).map(quoted).joined(separator: ", ")
      return "{\"type\": [\"string\", \"number\", \"boolean\", \"null\"], \"examples\": [\(known)]}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var quoted = ""
    ScoreText.append(quoted: text, to: &quoted)
    return quoted
  }
}
