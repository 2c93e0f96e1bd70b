/// Which round of boosting to keep, by the losses of held-out rows.
///
/// The order of few lists is a rough measure: one round's lists often fall well by luck, and training
/// that waits for a better one then ends long before the model is as good as it gets. So rankers are
/// judged by the mean of their last rounds, two fifths of the patience, and by no fewer. The losses of
/// rows by themselves are smooth, and are taken as they are.
struct EarlyStopping {
  /// Rounds without a better value before training stops; `nil` keeps every round.
  private let patience: Int?
  /// The losses that are judged together, the oldest first; as many as `width` once there are.
  private var recent: [Double] = []
  private let width: Int
  private var lowest = Double.infinity
  /// The last round of the best stretch, from 0; `nil` as long as nothing is judged.
  private(set) var bestRound: Int?

  init(patience: Int?, ofLists: Bool) {
    self.patience = patience
    width = ofLists ? max(1, (patience ?? 0) * 2 / 5) : 1
  }

  /// Adds the loss of the next round.
  mutating func add(_ loss: Double, round: Int) {
    if recent.count == width { recent.removeFirst() }
    recent.append(loss)
    guard recent.count == width else { return }
    let mean = recent.reduce(0, +) / Double(width)
    guard mean < lowest else { return }
    lowest = mean
    bestRound = round
  }

  /// Whether training has waited long enough by the end of a round.
  func isOver(after round: Int) -> Bool {
    patience.map { round - (bestRound ?? 0) >= $0 } ?? false
  }

  /// The rounds to keep of those that are done.
  func kept(of done: Int) -> Int {
    guard patience != nil, let bestRound else { return done }
    return bestRound + 1
  }
}
