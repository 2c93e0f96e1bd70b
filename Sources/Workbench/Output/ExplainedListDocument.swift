import Evaluation

/// How AP@7 comes about on one group's list, as the JSON of `evaluate --customer`.
struct ExplainedListDocument: Encodable, Sendable {
  let groupColumn: String
  let group: String
  let items: Int
  let relevant: Int
  let models: [ModelPart]

  struct ModelPart: Encodable {
    let model: String
    @Null var averagePrecisionAt7: Double?
    let places: [PlacePart]
  }

  struct PlacePart: Encodable {
    let rank: Int
    let item: String
    let score: Double
    let relevance: Double
    let precision: Double
    let adds: Double
  }

  init(_ list: ExplainedList) {
    groupColumn = list.groupColumn
    group = list.group
    items = list.lists.first?.explanation.itemCount ?? 0
    relevant = list.lists.first?.explanation.relevantCount ?? 0
    models = list.lists.map { model in
      ModelPart(
        model: model.name, averagePrecisionAt7: model.explanation.averagePrecision,
        places: zip(model.explanation.places, model.items).map { place, item in
          PlacePart(
            rank: place.rank, item: item, score: place.score, relevance: place.relevance,
            precision: place.precision, adds: place.contribution)
        })
    }
  }
}

extension TextReport {
  /// One group's list place by place by every model, and how AP@7 adds up.
  public static func explainedList(_ list: ExplainedList) -> String {
    guard let first = list.lists.first?.explanation else { return "" }
    let place =
      list.position == nil
      ? "nothing is relevant, so MAP@\(first.depth) leaves it out"
      : "one of \(list.scoredGroupCount) groups that MAP@\(first.depth) is the mean over"
    let heading =
      "\(list.groupColumn) \(list.group): \(first.relevantCount) of \(first.itemCount) items "
      + "relevant; \(place)"
    return ([heading] + list.lists.map { self.list($0, items: list.itemColumn ?? "item") })
      .joined(separator: "\n\n")
  }

  private static func list(_ list: ExplainedList.ModelList, items: String) -> String {
    let explanation = list.explanation
    var table = TextTable(
      heading: ["#", items, "score", "relevant", "precision", "adds"], leftAligned: [1])
    for (place, item) in zip(explanation.places, list.items) {
      let isHit = place.relevance > 0
      // Tied rows share their places by chance where no item settles them.
      let relevance =
        place.relevance == 1 ? "yes" : isHit ? "\(format(place.relevance * 100, 0))%" : ""
      table.append([
        "\(place.rank)", item, format(place.score, 4), relevance,
        isHit ? format(place.precision, 4) : "", isHit ? format(place.contribution, 4) : "",
      ])
    }
    let divisor = max(1, min(explanation.relevantCount, explanation.depth))
    let hits = explanation.places.filter { $0.relevance > 0 }
    let sum = hits.map { format($0.contribution * Double(divisor), 4) }.joined(separator: " + ")
    let how =
      explanation.averagePrecision == nil
      ? "undefined, as nothing is relevant"
      : "\(format(explanation.averagePrecision, 4)) = (\(hits.isEmpty ? "0" : sum)) / \(divisor), "
        + "the lesser of \(explanation.relevantCount) relevant and \(explanation.depth) places"
    return "\(list.name): AP@\(explanation.depth) \(how)\n\(table.text)"
  }
}
