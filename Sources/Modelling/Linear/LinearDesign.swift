import Threads

/// The columns of a linear model: standardised numbers, flags, one-hot categories and indicators
/// of missing values, all learnt from training rows.
///
/// Numbers are centred on the mean of their finite values and divided by their population standard
/// deviation; flags stay 0 and 1; a category has a column for each level but its most frequent one.
/// A feature with missing values in training gets a column that is 1 where it is missing, and its
/// own value is then filled by the mean. Rows count equally here whatever their weights. Columns
/// that would be constant are left out, as they can't be told from the intercept.
struct LinearDesign: Sendable, Codable, Equatable {
  /// One recipe a feature.
  let recipes: [LinearRecipe]
  /// What the columns are, in order.
  let columns: [Column]

  /// One column of the design.
  struct Column: Sendable, Codable, Equatable {
    /// Such as `age`, `job = student` or `age is missing`.
    let name: String
    /// The feature it comes from.
    let feature: Int
    /// The mean that is subtracted; 0 for columns of zeros and ones.
    let centre: Double
    /// What a unit of the column is in the feature's own units; 1 for columns of zeros and ones.
    let scale: Double
    /// The column's average over the training rows, after centring and scaling.
    let mean: Double
  }

  /// Learns the columns from training rows.
  init(fittedTo frame: FeatureFrame, threads: Int) {
    let features = frame.schema.features
    var parts = [FeaturePart](repeating: FeaturePart(), count: features.count)
    parts.withUnsafeMutableBufferPointer { buffer in
      let shared = SharedBuffer(buffer)
      inParallel(features.count, threads: threads) { index, _ in
        shared.base[index] = FeaturePart(
          feature: features[index], index: index, values: frame.columns[index])
      }
    }
    var recipes: [LinearRecipe] = []
    var columns: [Column] = []
    for part in parts {
      recipes.append(part.recipe(firstColumn: columns.count))
      columns += part.columns
    }
    self.recipes = recipes
    self.columns = columns
  }

  /// Whether each value of a frame's columns can be read by these recipes, each column belongs to
  /// exactly one recipe, that of its own feature, and every number is usable.
  func fits(_ schema: FeatureSchema) -> Bool {
    guard recipes.count == schema.features.count else { return false }
    var isTaken = [Bool](repeating: false, count: columns.count)
    for (index, recipe) in recipes.enumerated() {
      guard recipe.suits(schema.features[index]) else { return false }
      for place in recipe.columns {
        guard columns.indices.contains(place), !isTaken[place], columns[place].feature == index
        else { return false }
        isTaken[place] = true
      }
    }
    return isTaken.allSatisfy(\.self) && columns.allSatisfy(\.isUsable)
  }
}

extension LinearDesign.Column {
  /// Whether margins and coefficients in own units can be worked out with its numbers.
  fileprivate var isUsable: Bool {
    scale > 0 && scale.isFinite && centre.isFinite && mean.isFinite
  }
}

/// What one feature adds to a design.
private struct FeaturePart: Sendable {
  var columns: [LinearDesign.Column] = []
  /// Recipe whose columns are numbered from 0.
  private var local = LinearRecipe.levels(columns: [], missingColumn: nil)

  init() {}

  init(feature: Feature, index: Int, values: [Float]) {
    if let levels = feature.levels {
      readLevels(levels, of: feature.name, index: index, values: values)
    } else {
      var isFlag = false
      if case .flag = feature.kind { isFlag = true }
      readNumber(feature.name, index: index, values: values, standardised: !isFlag)
    }
  }

  func recipe(firstColumn: Int) -> LinearRecipe {
    func moved(_ column: Int?) -> Int? { column.map { $0 + firstColumn } }
    switch local {
    case .value(let column, let centre, let scale, let filling, let missingColumn):
      return .value(
        column: moved(column), centre: centre, scale: scale, filling: filling,
        missingColumn: moved(missingColumn))
    case .levels(let columns, let missingColumn):
      return .levels(columns: columns.map(moved), missingColumn: moved(missingColumn))
    }
  }

  private mutating func readNumber(
    _ name: String, index: Int, values: [Float], standardised: Bool
  ) {
    let moments = Moments(values)
    var centre = 0.0
    var scale = 1.0
    var filling = moments.mean
    if standardised, moments.deviation > 0 {
      centre = moments.mean
      scale = moments.deviation
      filling = 0
    }
    var column: Int?
    if moments.deviation > 0 {
      column = columns.count
      columns.append(
        .init(
          name: name, feature: index, centre: centre, scale: scale,
          mean: (moments.mean - centre) / scale))
    }
    let missing = addMissing(
      count: values.count - moments.count, of: values.count, name: name, index: index)
    local = .value(
      column: column, centre: centre, scale: scale, filling: column == nil ? 0 : filling,
      missingColumn: missing)
  }

  private mutating func readLevels(
    _ levels: [String], of name: String, index: Int, values: [Float]
  ) {
    var counts = [Int](repeating: 0, count: levels.count)
    var missingCount = 0
    for value in values {
      if value >= 0, value < Float(levels.count) {
        counts[Int(value)] += 1
      } else {
        missingCount += 1
      }
    }
    // The first of equally frequent levels, so that the choice is the same everywhere.
    let reference = counts.indices.max { (counts[$0], -$0) < (counts[$1], -$1) }
    var places = [Int?](repeating: nil, count: levels.count)
    for level in levels.indices where level != reference && counts[level] > 0 {
      places[level] = columns.count
      columns.append(
        .init(
          name: "\(name) = \(levels[level])", feature: index, centre: 0, scale: 1,
          mean: Double(counts[level]) / Double(values.count)))
    }
    let missing = addMissing(count: missingCount, of: values.count, name: name, index: index)
    local = .levels(columns: places, missingColumn: missing)
  }

  private mutating func addMissing(count: Int, of total: Int, name: String, index: Int) -> Int? {
    guard count > 0, count < total else { return nil }
    columns.append(
      .init(
        name: "\(name) is missing", feature: index, centre: 0, scale: 1,
        mean: Double(count) / Double(total)))
    return columns.count - 1
  }
}

/// Mean and population deviation of the finite values.
private struct Moments {
  var count = 0
  var mean = 0.0
  /// Exactly 0 when all finite values are equal, or there are none.
  var deviation = 0.0

  init(_ values: [Float]) {
    var sum = 0.0
    var low = Float.infinity
    var high = -Float.infinity
    for value in values where value.isFinite {
      count += 1
      sum += Double(value)
      low = min(low, value)
      high = max(high, value)
    }
    guard count > 0 else { return }
    guard low < high else {
      mean = Double(low)
      return
    }
    mean = sum / Double(count)
    var squares = 0.0
    for value in values where value.isFinite {
      let distance = Double(value) - mean
      squares += distance * distance
    }
    deviation = (squares / Double(count)).squareRoot()
  }
}
