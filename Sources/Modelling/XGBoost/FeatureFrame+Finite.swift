extension FeatureFrame {
  /// The frame with missing values where numbers are infinite, which the library refuses in
  /// training and so never sees.
  var withoutInfinities: FeatureFrame {
    var frame = self
    for (index, column) in columns.enumerated() where schema.features[index].levels == nil {
      let largest = column.reduce(Float(0)) { $1.magnitude > $0 ? $1.magnitude : $0 }
      guard largest == .infinity else { continue }
      frame = frame.replacing(feature: index, with: column.map { $0.isInfinite ? .nan : $0 })
    }
    return frame
  }
}
