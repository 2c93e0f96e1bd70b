extension ScoreBlocks {
  /// The area under the ROC curve: the chance that a positive row scores above a negative one, ties
  /// counting half.
  ///
  /// Labels 1, 1, 0, 0 with scores .9, .4, .4, .2 give .875. `nil` with one class. Without weights the
  /// sum is exact. Source: Hanley and McNeil 1982, doi:10.1148/radiology.143.1.7063747.
  public var rocAUC: Double? {
    guard hasBothClasses else { return nil }
    var above = 0.0
    var wins = 0.0
    for index in 0..<count {
      wins += negatives[index] * (above + positives[index] / 2)
      above = cumulativePositives[index]
    }
    return wins / (totalPositives * totalNegatives)
  }

  /// Average precision: the sum over distinct thresholds of the recall gained times the precision
  /// there, with no interpolation.
  ///
  /// Labels 1, 1, 0, 0 with scores .9, .4, .4, .2 give .83333; all tied gives the prevalence. `nil`
  /// without positives.
  public var averagePrecision: Double? {
    guard totalPositives > 0 else { return nil }
    var sum = 0.0
    for index in 0..<count where positives[index] > 0 {
      let hits = cumulativePositives[index]
      sum += positives[index] * (hits / (hits + cumulativeNegatives[index]))
    }
    return sum / totalPositives
  }

  /// The Kolmogorov–Smirnov figure of a model: the widest gap |TPR − FPR| after whole blocks, 0…1.
  /// `nil` with one class.
  public var kolmogorovSmirnov: Double? {
    guard hasBothClasses else { return nil }
    var widest = 0.0
    for index in 0..<count {
      let gap =
        cumulativePositives[index] / totalPositives - cumulativeNegatives[index] / totalNegatives
      widest = max(widest, abs(gap))
    }
    return widest
  }

  /// The weight of the ⌈share · n⌉ highest rows; with weights, that share of all the weight, so that
  /// scaling the weights changes nothing.
  func weight(ofTop share: Double) -> Double {
    ScoreBlocks.weight(ofTop: share, rowCount: Double(rowCount), totalWeight: totalWeight)
  }

  /// The weight of the ⌈share · n⌉ highest of `rowCount` rows.
  static func weight(ofTop share: Double, rowCount: Double, totalWeight: Double) -> Double {
    precondition(share > 0 && share <= 1, "A share lies above 0 and at most at 1.")
    guard rowCount > 0 else { return 0 }
    let exact = share * rowCount
    // 0.1 · 30 is 3.0000000000000004, and its top tenth is three rows all the same.
    let nearest = exact.rounded()
    let rows = abs(exact - nearest) < 1e-9 * max(1, nearest) ? nearest : exact.rounded(.up)
    let whole = max(1, min(rows, rowCount))
    return whole == rowCount ? totalWeight : whole / rowCount * totalWeight
  }

  /// How many times more positives the ⌈share · n⌉ highest scores hold than as many rows at random.
  ///
  /// A block across the cut counts by its expected share. 3 positives of 10 rows, one of them highest:
  /// lift at .1 is 1 / .3 = 3.333. `nil` without positives.
  ///
  /// - Parameter share: above 0, at most 1.
  public func lift(at share: Double) -> Double? {
    guard let prevalence, prevalence > 0 else { return nil }
    let wanted = weight(ofTop: share)
    guard wanted > 0 else { return nil }
    return hits(inTop: wanted) / wanted / prevalence
  }

  /// The highest lift that any order of these rows could have at the share: all positives first.
  /// `nil` without positives.
  public func mostAttainableLift(at share: Double) -> Double? {
    guard let prevalence, prevalence > 0 else { return nil }
    let wanted = weight(ofTop: share)
    guard wanted > 0 else { return nil }
    return min(1, totalPositives / wanted) / prevalence
  }

  /// The positive weight expected among the highest rows of the given total weight.
  private func hits(inTop wanted: Double) -> Double {
    var left = wanted
    var hits = 0.0
    for index in 0..<count {
      let size = positives[index] + negatives[index]
      if size >= left {
        if size > 0 { hits += positives[index] * (left / size) }
        break
      }
      hits += positives[index]
      left -= size
    }
    return hits
  }
}
