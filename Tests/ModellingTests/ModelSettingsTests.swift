import Foundation
import Modelling
import Testing

@Suite struct ModelSettingsTests {
  @Test(arguments: ModelKind.allCases) func standardsLieInTheirRanges(kind: ModelKind) throws {
    for definition in ModelSettings.definitions(of: kind) {
      #expect(definition.range.contains(definition.standard), "\(definition.key)")
      var settings = ModelSettings(kind)
      try settings.set(definition.key, to: definition.range.upperBound)
      settings.step(definition.key, direction: 1)
      #expect(settings[definition.key] == definition.range.upperBound)
      #expect(throws: ModellingError.self) {
        try settings.set(definition.key, to: definition.range.upperBound * 2 + 1)
      }
    }
  }

  @Test func stepsStayOnTheGrid() {
    var settings = ModelSettings(.boosted)
    for _ in 0..<20 { settings.step("learningRate", direction: 1) }
    #expect(settings["learningRate"] == 0.3)
    for _ in 0..<20 { settings.step("learningRate", direction: -1) }
    #expect(settings == ModelSettings(.boosted))
    #expect(!settings.isChanged("learningRate"))
  }

  @Test func wordsOfSpecialValues() throws {
    let depth = try #require(
      ModelSettings.definitions(of: .forest).first { $0.key == "maximumDepth" })
    #expect(depth.text(0) == "full")
    #expect(depth.text(8) == "8")
  }
}

@Suite struct ChoiceSettingTests {
  @Test func choicesHaveNames() throws {
    let growth = try #require(
      ModelSettings.definitions(of: .boosted).first { $0.key == "growth" })
    #expect(growth.text(0) == "depth")
    #expect(growth.text(2) == "symmetric")
    #expect(growth.value(reading: "leaf") == 1)
    #expect(growth.value(reading: "2") == 2)
    #expect(growth.value(reading: "sideways") == nil)
    var settings = ModelSettings(.boosted)
    settings.step("growth", direction: 1)
    #expect(settings["growth"] == 1)
    let error = #expect(throws: ModellingError.self) { try settings.set("growth", to: 3) }
    #expect(
      error?.message
        == "boosted.growth is 3 and must be 0 (depth), 1 (leaf), 2 (symmetric).")
    #expect(throws: ModellingError.self) { try settings.set("growth", to: 0.5) }
  }

  @Test func directionsAreKeptAndOlderFilesRead() throws {
    var settings = ModelSettings(.boosted)
    let plain = try JSONEncoder().encode(settings)
    #expect(!String(decoding: plain, as: UTF8.self).contains("directions"))
    settings.monotone = ["age": .falling]
    let read = try JSONDecoder().decode(
      ModelSettings.self, from: JSONEncoder().encode(settings))
    #expect(read == settings)
    #expect(read.monotone == ["age": .falling])
    #expect(try JSONDecoder().decode(ModelSettings.self, from: plain).monotone.isEmpty)
  }
}
