import Evaluation

/// Amounts and expected values as JSON; an undefined figure is `null`.
struct SpendDocument: Encodable {
  let column: String
  let positivesWithAmount: Int
  let positivesWithoutAmount: Int
  let amounts: [AmountPart]
  let values: [ValuePart]
  let notes: [String]

  struct AmountPart: Encodable {
    let name: String
    let model: FigurePart
    let trainingMean: FigurePart
    let trainingMedian: FigurePart
  }

  struct FigurePart: Encodable {
    @Null var rmse: Double?
    @Null var mae: Double?
    @Null var bias: Double?
    @Null var rSquared: Double?
    @Null var spearman: Double?

    init(_ metrics: RegressionMetrics) {
      rmse = metrics.rootMeanSquaredError
      mae = metrics.meanAbsoluteError
      bias = metrics.bias
      rSquared = metrics.rSquared
      spearman = metrics.spearman
    }
  }

  struct ValuePart: Encodable {
    let model: String
    let rows: Int
    @Null var spearman: Double?
    let predictedTotal: Double
    let realisedTotal: Double
    @Null var predictedOverRealised: Double?
    /// Shares of the money in the tenth of the rows that stands highest.
    @Null var topTenthByValue: Double?
    @Null var topTenthByProbability: Double?
    @Null var topTenthPerfect: Double?
    @Null var liftByValue: Double?
    @Null var liftByProbability: Double?
    @Null var liftPerfect: Double?
    @Null var difference: PairedDifference?
  }

  init(_ table: SpendTable) {
    column = table.column
    positivesWithAmount = table.knownCount
    positivesWithoutAmount = table.missingCount
    amounts = table.amounts.map {
      AmountPart(
        name: $0.name, model: FigurePart($0.model), trainingMean: FigurePart($0.mean),
        trainingMedian: FigurePart($0.median))
    }
    values = table.values.map { row in
      let figures = row.figures
      return ValuePart(
        model: row.name, rows: figures.rowCount, spearman: figures.spearman,
        predictedTotal: figures.predictedTotal, realisedTotal: figures.realisedTotal,
        predictedOverRealised: figures.calibration, topTenthByValue: figures.shareByValue,
        topTenthByProbability: figures.shareByProbability, topTenthPerfect: figures.perfectShare,
        liftByValue: figures.liftByValue, liftByProbability: figures.liftByProbability,
        liftPerfect: figures.perfectLift, difference: figures.difference)
    }
    notes = table.notes
  }
}
