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
