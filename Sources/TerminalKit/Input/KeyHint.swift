/// A key and what it does, for a footer.
public struct KeyHint: Hashable, Sendable {
  /// The key as a person sees it.
  public var key: String
  /// Two words.
  public var title: String
  /// Whether it can be done now.
  public var isEnabled: Bool
  /// The number that a click on it reports.
  public var index: Int

  /// Makes a hint.
  public init(key: String, title: String, isEnabled: Bool = true, index: Int = 0) {
    self.key = key
    self.title = title
    self.isEnabled = isEnabled
    self.index = index
  }
}
