import ArgumentParser
import Testing
import Workbench

@testable import offerscope

@Suite struct DemoScriptTests {
  @Test func everyCommandOfTheDemoIsOne() throws {
    for hasEngine in [true, false] {
      let script = DemoScript(folder: "a folder", samples: "sample_data/bank", hasEngine: hasEngine)
      for step in script.steps {
        let command = try OfferScope.parseAsRoot(step.arguments)
        #expect(!(command is OpenCommand), "\(step.command)")
        #expect(ShellWord.words(of: step.command) == ["offerscope"] + step.arguments)
      }
    }
  }
}
