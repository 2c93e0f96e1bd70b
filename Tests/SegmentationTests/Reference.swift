import Foundation
import Segmentation

/// What scikit-learn found (`Reference/make_reference.py`).
struct Reference: Decodable {
  struct Density: Decodable {
    let size: Int
    let samples: Int
    let labels: [Int]
    let agreement: Double
  }

  let points: [[Float]]
  let variances: [Double]
  let directions: [Double]
  let kmeansCount: Int
  let kmeansLabels: [Int]
  let kmeansInertia: Double
  let silhouette: Double
  let hdbscan: [Density]
  let trustworthiness: Double

  /// The sets by name.
  static func all() throws -> [String: Reference] {
    guard
      let url = Bundle.module.url(forResource: "reference", withExtension: "json")
    else { throw CocoaError(.fileNoSuchFile) }
    return try JSONDecoder().decode([String: Reference].self, from: Data(contentsOf: url))
  }

  var space: Points { Points(dimension: points[0].count, values: points.flatMap(\.self)) }

  /// Labels of scikit-learn, which writes noise as −1.
  static func groups(_ labels: [Int]) -> [Int?] { labels.map { $0 < 0 ? nil : $0 } }
}
