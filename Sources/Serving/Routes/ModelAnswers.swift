import Offers
import Tabular
import Evaluation
import Modelling
import Workbench

/// The answer of `/ready`.
struct ReadyAnswer: Encodable {
  let status = "ready"
  let model: String
  let generation: Int
  /// Why the last change of models was refused, where it was.
  let lastChangeRefused: String?

  init(_ contents: ModelShelf.Contents, failure: String?) {
    model = contents.standard.name
    generation = contents.generation
    lastChangeRefused = failure
  }
}

/// The answer of `/v1/models`.
struct ModelsAnswer: Encodable {
  let standard: String
  let generation: Int
  let models: [Part]

  /// One model in short.
  struct Part: Encodable {
    let name: String
    let kind: String
    let version: String
    let trainedOn: String

    init(_ entry: ModelShelf.Entry) {
      name = entry.name
      kind = entry.scorer.kind.rawValue
      version = entry.scorer.version
      trainedOn = entry.scorer.artifact.datasetName
    }
  }

  init(_ contents: ModelShelf.Contents) {
    standard = contents.standard.name
    generation = contents.generation
    models = contents.entries.map(Part.init)
  }
}

/// The answer of `/v1/models/{name}`: what a model is, what it was trained on, what it reads.
struct ModelAnswer: Encodable {
  let name: String
  let kind: String
  let version: String
  let threshold: Double
  let thresholdFrom: String
  let thresholdRule: String?
  let segments: [String: Double]
  let trainedOn: String
  let fingerprint: String
  let target: String?
  let positive: String
  let split: String
  let seed: UInt64
  let fitRows: Int
  let metrics: [String: Double]
  let columns: [ColumnPart]
  let columnsOfOffers: [String]
  let offers: Int
  let expectsAmounts: Bool

  /// A column that a customer may give.
  struct ColumnPart: Encodable {
    let name: String
    let kind: String
    let levels: [String]?

    init(_ feature: Feature) {
      name = feature.name
      switch feature.kind {
      case .number: (kind, levels) = ("number", nil)
      case .flag(let labels): (kind, levels) = ("flag", [labels.zero, labels.one])
      case .category(let all): (kind, levels) = ("category", all)
      }
    }
  }

  init(_ entry: ModelShelf.Entry) {
    let scorer = entry.scorer
    let artifact = scorer.artifact
    name = entry.name
    kind = scorer.kind.rawValue
    version = scorer.version
    threshold = artifact.threshold
    thresholdFrom = artifact.thresholdSource
    thresholdRule = artifact.policy?.choice.rule.text
    segments = ["high": scorer.segments.high, "medium": scorer.segments.medium]
    trainedOn = artifact.datasetName
    fingerprint = artifact.fingerprint
    target = artifact.roles.target
    positive = artifact.positiveLabel
    split = artifact.split
    seed = artifact.seed
    fitRows = artifact.fitRows
    metrics = artifact.metrics
    columns = scorer.columns.map(ColumnPart.init)
    columnsOfOffers = scorer.columnsOfOffers
    offers = scorer.catalogue?.offers.count ?? 0
    expectsAmounts = artifact.amount != nil
  }
}
