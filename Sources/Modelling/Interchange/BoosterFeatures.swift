import Foundation
import Tabular

/// Finds the features of a booster that was made elsewhere among the columns of a table.
///
/// The kinds come from the booster, and from the table where the booster doesn't say: Python's
/// xgboost knows categories and numbers only, and gives codes whose meaning older versions keep to
/// themselves.
struct BoosterFeatures {
  /// The most categories of a feature whose codes are read as they are.
  private static let maximumCodeCount = 65_536

  /// The features, in the booster's order.
  let schema: FeatureSchema
  /// What had to be assumed, one sentence each.
  let remarks: [String]

  /// Matches a booster to a table.
  ///
  /// - Parameter ignoring: columns of the table that are no features, where they are taken by their
  ///   order.
  /// - Throws: ``ModellingError`` with `invalidModel`.
  init(_ booster: BoosterNormaliser.Normalised, table: Table, ignoring: Set<String>) throws {
    let learner = booster.document.learner
    let names = learner.feature_names ?? []
    var remarks: [String] = []
    let chosen: [String]
    if names.isEmpty {
      chosen = table.names.filter { !ignoring.contains($0) }
      guard chosen.count == booster.featureCount else {
        throw ModellingError(
          .invalidModel,
          "The XGBoost model has no feature names and reads \(booster.featureCount) columns in"
            + " order, and \(chosen.count) were given; leave out those that it doesn't read with"
            + " --exclude.")
      }
      remarks.append(
        "The model has no feature names: its \(chosen.count) features are taken to be the columns"
          + " \(Self.listed(chosen)), in this order")
    } else {
      chosen = names
    }
    var features: [Feature] = []
    for (index, name) in chosen.enumerated() {
      let source = FeatureSource(
        name: name, column: table[name], type: learner.feature_types?.dropFirst(index).first,
        levels: learner.gradient_booster.model?.cats?.levels(ofFeature: index) ?? [],
        highestCode: booster.document.highestCategory(ofFeature: index))
      features.append(try source.feature(remarks: &remarks))
    }
    schema = FeatureSchema(features: features)
    self.remarks = remarks
  }

  private static func listed(_ names: [String]) -> String {
    names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", …" : "")
  }

  /// What is known of one feature.
  private struct FeatureSource {
    let name: String
    let column: Column?
    let type: String?
    let levels: [String]
    /// The highest category that a split names; `nil` where none does.
    let highestCode: Int?

    func feature(remarks: inout [String]) throws -> Feature {
      if !levels.isEmpty { return Feature(name: name, kind: .category(levels: levels)) }
      guard type == "c" || highestCode != nil else { return number(remarks: &remarks) }
      switch column?.values {
      case .category(_, let own): return asTable(own, remarks: &remarks)
      case .flag(_, let labels) where labels != .digits:
        return asTable([labels.zero, labels.one].sorted(), remarks: &remarks)
      default: return try codes()
      }
    }

    /// A number; a flag that the table writes in words counts as 0 or 1.
    private func number(remarks: inout [String]) -> Feature {
      guard case .flag(_, let labels) = column?.values, labels != .digits else {
        return Feature(name: name, kind: .number)
      }
      remarks.append("\(name): \(labels.one) counts as 1 and \(labels.zero) as 0")
      return Feature(name: name, kind: .flag(labels))
    }

    /// The table's own levels, as pandas numbers them when it reads the same table.
    private func asTable(_ own: [String], remarks: inout [String]) -> Feature {
      remarks.append(
        "\(name): the model gives codes without the categories they stand for; this table's"
          + " \(own.count) levels in sorted order are taken, as pandas does")
      return Feature(name: name, kind: .category(levels: own))
    }

    /// Codes as they are. Each one up to the table's highest is known, as none is missing.
    private func codes() throws -> Feature {
      var highest = highestCode ?? 0
      for row in 0..<(column?.count ?? 0) {
        guard let value = column?.number(row), value.isFinite else { continue }
        highest = max(highest, value < 1e9 ? Int(max(0, value)) : .max)
      }
      guard highest < BoosterFeatures.maximumCodeCount else {
        throw ModellingError(
          .invalidModel,
          "\(name): the XGBoost model reads it as a category's code, and codes up to"
            + " \(BoosterFeatures.maximumCodeCount - 1) are known; give it as the codes of training."
        )
      }
      return Feature(name: name, kind: .category(levels: (0...highest).map(String.init)))
    }
  }
}

extension BoosterDocument {
  /// The highest category that a split on a feature names; `nil` where none splits it by category.
  fileprivate func highestCategory(ofFeature feature: Int) -> Int? {
    var highest: Int?
    for tree in learner.gradient_booster.model?.trees ?? [] {
      for (index, node) in tree.categories_nodes.enumerated()
      where tree.split_indices[node] == feature && tree.split_type[node] != 0 {
        let start = tree.categories_segments[index]
        for code in tree.categories[start..<start + tree.categories_sizes[index]] {
          highest = max(highest ?? 0, code)
        }
      }
    }
    return highest
  }
}
