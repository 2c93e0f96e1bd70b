import Foundation
import Tabular
import Testing

@testable import Modelling

@Suite struct DamagedSchemaTests {
  private let schema = FeatureSchema(features: [
    Feature(name: "age", kind: .number),
    Feature(name: "loan", kind: .flag(.init(zero: "no", one: "yes"))),
    Feature(name: "job", kind: .category(levels: ["admin", "student"])),
    // What a category is that no training row had a value in.
    Feature(name: "rank", kind: .category(levels: [])),
  ])

  @Test func savedAndLoadedSchemasAreEqual() throws {
    let loaded = try JSONDecoder().decode(
      FeatureSchema.self, from: JSONEncoder().encode(schema))
    #expect(loaded == schema)
  }

  @Test(arguments: [
    (#""age""#, #""job""#, "two of its features are called “job”"),
    (#""student""#, #""admin""#, "its feature “job” lists the level “admin” twice"),
    (#""age""#, #""""#, "a feature has no name"),
  ])
  func aSchemaThatNoTableCouldGiveIsRefused(
    _ intact: String, _ forged: String, _ reason: String
  ) throws {
    let text = String(decoding: try JSONEncoder().encode(schema), as: UTF8.self)
    try expectRefusal(of: text.replacing(intact, with: forged), reason: reason)
  }

  @Test func aSchemaWithoutFeaturesIsRefused() throws {
    try expectRefusal(of: #"{"features":[]}"#, reason: "it has no features")
  }

  private func expectRefusal(of text: String, reason: String) throws {
    let error = #expect(throws: ModellingError.self) {
      try JSONDecoder().decode(FeatureSchema.self, from: Data(text.utf8))
    }
    #expect(
      error
        == ModellingError(
          .invalidModel, "The model is damaged: \(reason). Load another copy, or train it again."))
  }
}
