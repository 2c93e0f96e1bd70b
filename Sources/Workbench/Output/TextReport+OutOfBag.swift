import Modelling
import Tabular

extension TextReport {
  /// How a forest does on rows that its trees were not grown on, each by those trees; nothing of other
  /// models.
  static func outOfBag(_ result: ModelResult) -> [String] {
    guard case .forest(let forest)? = result.trained?.model.fitted, let score = forest.outOfBag
    else { return [] }
    let curve = score.rocAUC.map { "ROC-AUC \(format($0, 4)), " } ?? ""
    return [
      "out of bag \(curve)log-loss \(format(score.logLoss, 4)) on \(CountText.grouped(score.rowCount)) rows fitted to"
    ]
  }
}
