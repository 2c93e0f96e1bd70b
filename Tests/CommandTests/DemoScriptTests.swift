import ArgumentParser
import Foundation
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

  @Test func theDemoEndsWithDriftAndACard() throws {
    let steps = DemoScript(folder: "f", samples: "s", hasEngine: false).steps
    let drifts = steps.filter { $0.arguments.first == "drift" }
    #expect(drifts.map(\.exitCode) == [0, 11])
    #expect(steps.filter { $0.arguments.first != "drift" }.allSatisfy { $0.exitCode == 0 })
    #expect(steps.last?.arguments == ["report", "f/models/boosted.offerscope"])
  }

  @Test func aFreshSampleIsQuietAndAPlantedShiftIsFound() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/demo-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let made = try Program(["generate", "bank", "--rows", "3000", "--out", "\(folder)/bank"])
    #expect(made.exitCode == 0, "\(made.errors)")
    let trained = try Program([
      "train", "\(folder)/bank", "--models", "boosted", "--set", "boosted.rounds=20", "--out",
      "\(folder)/models", "--quiet",
    ])
    #expect(trained.exitCode == 0, "\(trained.errors)")
    let steps = DemoScript(folder: folder, samples: "\(folder)/bank", hasEngine: false).steps
    guard let first = steps.firstIndex(where: { $0.arguments.first == "drift" }) else {
      Issue.record("the demo has no drift")
      return
    }
    for step in steps[(first - 1)...] {
      let run = try Program(step.arguments)
      #expect(run.exitCode == step.exitCode, "\(step.command): \(run.errors)")
    }
  }
}
