import Threads

/// Exact interventional SHAP values: what features do when the others come from other rows.
///
/// The value of a set of known features is the mean margin over a background sample whose rows keep
/// their own values of the unknown features; with the base, the background's mean margin, a row's
/// values sum to its margin. Unlike path-dependent values they credit only what the model reads,
/// whatever is correlated with it (Janzing et al. 2020). Trees are walked for each pair of an
/// explained and a background row, and only where the two go different ways do both ways count
/// (Lundberg et al. 2020, doi:10.1038/s42256-019-0138-9, algorithm 3): work is proportional to rows
/// × different background rows × visited nodes. Background rows that repeat are walked once.
public struct InterventionalSHAP: Sendable {
  /// The mean margin of the background.
  public let base: Double
  /// The number of background rows, repeated ones included.
  public let backgroundRowCount: Int
  private let kind: Kind

  private enum Kind: Sendable {
    case trees(ModelTrees, PairWalk)
    /// Contributions are sums over features already: only the base moves, by the mean of each.
    case additive(any Model, means: [Double])
  }

  /// Prepares a model and a background.
  ///
  /// - Parameter background: rows of the model's schema; a few hundred drawn from the training rows
  ///   are enough for most purposes.
  /// - Precondition: there is a background row.
  public init(_ model: some Model, background: FeatureFrame, threads: Int) {
    if let trees = ModelTrees(model) {
      self.init(trees, background: background, threads: threads)
      return
    }
    precondition(background.rowCount > 0, "A background has a row.")
    let own = model.contributions(for: background, threads: threads)
    var means = [Double](repeating: 0, count: own.featureCount)
    for (index, value) in own.values.enumerated() {
      means[index % own.featureCount] += value / Double(background.rowCount)
    }
    self.init(
      base: own.base + means.reduce(0, +), backgroundRowCount: background.rowCount,
      kind: .additive(model, means: means))
  }

  /// Prepares a model that was made elsewhere; its margins are log-odds where it predicts
  /// probabilities.
  ///
  /// - Precondition: there is a background row.
  public init(_ model: ImportedModel, background: FeatureFrame, threads: Int) {
    self.init(model.readTrees, background: background, threads: threads)
  }

  init(_ trees: ModelTrees, background: FeatureFrame, threads: Int) {
    precondition(background.rowCount > 0, "A background has a row.")
    let read = trees.read(background)
    let margins = trees.ensemble.margins(for: read, threads: threads)
    self.init(
      base: margins.reduce(0, +) / Double(margins.count), backgroundRowCount: background.rowCount,
      kind: .trees(trees, PairWalk(trees.ensemble.trees, background: BackgroundRows(read))))
  }

  private init(base: Double, backgroundRowCount: Int, kind: Kind) {
    self.base = base
    self.backgroundRowCount = backgroundRowCount
    self.kind = kind
  }

  /// The SHAP values of a frame's rows in margin units; with the base they sum to the margins.
  ///
  /// - Precondition: the frame has the model's features.
  public func contributions(for frame: FeatureFrame, threads: Int) -> Contributions {
    switch kind {
    case .additive(let model, let means):
      let own = model.contributions(for: frame, threads: threads)
      return Contributions(
        featureCount: means.count, base: base,
        values: own.values.enumerated().map { $1 - means[$0 % means.count] })
    case .trees(let trees, let walk):
      let width = trees.ensemble.schema.features.count
      precondition(frame.columns.count == width, "The frame has the model's features.")
      let scale = trees.ensemble.leafScale / Double(backgroundRowCount)
      let rows = parallelMap(frame.rowCount, threads: threads) { [read = trees.read(frame)] row in
        walk.values(
          of: read.columns.map { QuantileEdges.clamped($0[row]) }, in: trees.ensemble.trees
        ).map { $0 * scale }
      }
      return Contributions(
        featureCount: width, base: base, values: rows.flatMap(\.self))
    }
  }
}

/// The different rows of a background and how often each occurs.
struct BackgroundRows: Sendable {
  /// Side by side, as trees compare them.
  private(set) var values: [Float] = []
  private(set) var counts: [Double] = []

  init(_ frame: FeatureFrame) {
    let width = frame.columns.count
    let all = frame.sideBySide()
    var places: [[UInt32]: Int] = [:]
    for row in 0..<frame.rowCount {
      let own = all[row * width..<(row + 1) * width]
      let key = own.map(\.bitPattern)
      if let place = places[key] {
        counts[place] += 1
      } else {
        places[key] = counts.count
        counts.append(1)
        values += own
      }
    }
  }
}
