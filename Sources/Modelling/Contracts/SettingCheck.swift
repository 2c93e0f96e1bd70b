/// Says which setting of an estimator is out of its range.
struct SettingCheck {
  private let estimator: String

  init(_ estimator: String) { self.estimator = estimator }

  @discardableResult
  func require(
    _ condition: Bool, _ name: String, _ value: some CustomStringConvertible, _ range: String
  ) throws -> SettingCheck {
    guard condition else {
      throw ModellingError(
        .invalidSetting, "\(name) of \(estimator) is \(value); it must be \(range).")
    }
    return self
  }
}
