/// The pages of the dashboard, in the order of their tabs.
public enum Pane: String, Codable, Hashable, Sendable, CaseIterable {
  /// What is open, its columns and what to beware of.
  case data
  /// The models' settings and their progress.
  case train
  /// The models side by side on rows that none of them saw.
  case compare
  /// Which columns matter to which model.
  case importances
  /// One customer, edited, with the offers in order.
  case simulate
  /// What was registered, and which model is in use.
  case runs
  /// What has become of the data since a model was made.
  case monitor

  /// The word on the tab.
  public var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
  /// The key that shows it, counted from 1.
  public var number: Int { (Pane.allCases.firstIndex(of: self) ?? 0) + 1 }

  /// The pane so many tabs further, round the end.
  func moved(by count: Int) -> Pane {
    let all = Pane.allCases
    return all[((number - 1 + count) % all.count + all.count) % all.count]
  }
}
