import Modelling

/// How segments are looked for.
public struct SegmentSearch: Sendable, Equatable {
  /// What makes customers alike.
  public enum Space: String, Sendable, CaseIterable {
    /// What the features do to the model's score (SHAP values): alike are customers for whom the model has
    /// the same reasons.
    case shap
    /// The features themselves, standardised.
    case features
  }

  /// In what space groups are looked for.
  public enum Projection: String, Sendable, CaseIterable {
    /// The principal components that hold nine tenths of the variance, two to ten.
    case pca
    /// A map of two dimensions on which near points stay near.
    case umap
  }

  /// What finds the groups.
  public enum Method: String, Sendable, CaseIterable {
    /// Groups around centres; everyone is in one.
    case kmeans
    /// Groups by density; who stands between them is in none.
    case hdbscan
  }

  /// What makes customers alike.
  public var space: Space
  /// In what space groups are looked for.
  public var projection: Projection
  /// What finds them.
  public var method: Method
  /// How many groups k-means makes, at least 2; chosen by stability when `nil`.
  public var count: Int?
  /// The least rows of a group of HDBSCAN, at least 2; a fiftieth of the rows, 20 at least, when `nil`.
  public var minimumSize: Int?
  /// The most rows that groups are found on, at least 20; all others get the group of their neighbours.
  public var maximumRows: Int
  /// How often groups are looked for again in a random half, to see whether they come back.
  public var repeats: Int

  /// The most rows that may be asked for: every pair of them is looked at.
  public static let mostRows = 50_000

  /// Makes settings.
  public init(
    space: Space = .shap, projection: Projection = .pca, method: Method = .kmeans,
    count: Int? = nil, minimumSize: Int? = nil, maximumRows: Int = 10_000, repeats: Int = 10
  ) {
    precondition(count.map { $0 > 1 } ?? true, "Segments are at least two.")
    precondition(minimumSize.map { $0 > 1 } ?? true, "A segment has at least two rows.")
    precondition(
      (20...Self.mostRows).contains(maximumRows), "Segments are found on 20 rows or more.")
    precondition(repeats >= 0, "A count is not negative.")
    self.space = space
    self.projection = projection
    self.method = method
    self.count = count
    self.minimumSize = minimumSize
    self.maximumRows = maximumRows
    self.repeats = repeats
  }

  /// How they were looked for, in words.
  public var words: String {
    let space =
      switch space {
      case .shap: "what the features do to the model's score (SHAP values)"
      case .features: "the features, standardised"
      }
    let projection =
      switch projection {
      case .pca: "principal components"
      case .umap: "a UMAP of two dimensions"
      }
    return "\(space), \(projection), \(method == .kmeans ? "k-means" : "HDBSCAN")"
  }
}
