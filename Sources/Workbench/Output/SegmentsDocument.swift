import Evaluation

/// Segments as JSON: intent, and those that were found.
public struct SegmentsDocument: Encodable {
  let intent: [SegmentPart]?
  @Null var found: FoundPart?

  struct FoundPart: Encodable {
    let space: String
    let projection: String
    let method: String
    let sampleRows: Int
    let rows: Int
    let overallRate: Double
    let segments: [Part]
    @Null var outside: Part?
    let choices: [Choice]
    @Null var agreement: Double?
    let repeats: Int
    @Null var keptVariance: Double?
    @Null var mapTrustworthiness: Double?
    let keepsOrder: Bool
    let tree: [String]
    let treeFidelity: Double
    let blindFidelity: Double
  }

  struct Choice: Encodable {
    let segments: Int
    let agreement: Double
    @Null var silhouette: Double?
  }

  struct Part: Encodable {
    let segment: Int
    let title: String
    let share: Double
    let found: Outcome
    let heldOut: Outcome
    let overlap: Double
    let traits: [Trait]
    let drivers: [String: Double]
    let profile: String
  }

  struct Outcome: Encodable {
    let rows: Int
    let positives: Int
    @Null var rate: Double?
    @Null var lower: Double?
    @Null var upper: Double?
    @Null var lift: Double?
    @Null var meanProbability: Double?
    @Null var value: Double?

    init(_ outcome: SegmentOutcome) {
      rows = outcome.rows
      positives = outcome.positives
      rate = outcome.rate?.estimate
      lower = outcome.rate?.lower
      upper = outcome.rate?.upper
      lift = outcome.lift
      meanProbability = outcome.meanProbability
      value = outcome.value
    }
  }

  struct Trait: Encodable {
    let feature: String
    @Null var level: String?
    let effect: Double
    let inside: Double
    let outside: Double
  }

  /// Describes segments; what was not looked for is `null`.
  public init(intent: IntentSegments?, found: FoundSegments?) {
    self.intent = intent.map { intent in
      intent.summaries.map { SegmentPart($0, plan: intent.plan) }
    }
    self.found = found.map(Self.part)
  }

  /// The document.
  public func json() throws -> String { try JSONText.of(self) }

  private static func part(_ found: FoundSegments) -> FoundPart {
    FoundPart(
      space: found.search.space.rawValue, projection: found.search.projection.rawValue,
      method: found.search.method.rawValue, sampleRows: found.sampleRows.count,
      rows: found.rows.count, overallRate: found.overallRate, segments: found.segments.map(part),
      outside: found.outside.map(part),
      choices: found.choices.map {
        Choice(segments: $0.count, agreement: $0.agreement, silhouette: $0.silhouette)
      },
      agreement: found.agreement, repeats: found.repeats, keptVariance: found.keptVariance,
      mapTrustworthiness: found.mapTrust, keepsOrder: found.keepsOrder, tree: found.tree.lines,
      treeFidelity: found.fidelity, blindFidelity: found.blindFidelity)
  }

  private static func part(_ segment: FoundSegment) -> Part {
    Part(
      segment: segment.number, title: segment.title, share: segment.share,
      found: Outcome(segment.found), heldOut: Outcome(segment.heldOut), overlap: segment.overlap,
      traits: segment.traits.map {
        Trait(
          feature: $0.feature, level: $0.level, effect: $0.effect, inside: $0.inside,
          outside: $0.outside)
      },
      drivers: Dictionary(
        segment.drivers.map { ($0.feature, $0.effect) }, uniquingKeysWith: { first, _ in first }),
      profile: segment.profile)
  }
}
