import Dashboard
import Foundation
import Modelling
import TerminalKit
import Testing
import Workbench

/// Settings, their history, live training, pause and cancel.
@Suite struct TrainPaneTests {
  private func trained(isLive: Bool = false) throws -> HeadlessDashboard {
    let dashboard = try SmallDashboard.trained(isLive: isLive)
    dashboard.press("2")
    return dashboard
  }

  private func slow(_ settings: [String: Double], models: [String]) throws -> HeadlessDashboard {
    let path = try SmallDashboard.folder(rows: 2_000)
    var options = SmallDashboard.options(path: path, models: models)
    options.plan.settings = settings
    let dashboard = HeadlessDashboard(options: options)
    dashboard.press("2")
    dashboard.waitUntilIdle { $0.session.training.current != nil }
    try FileManager.default.removeItem(atPath: path)
    return dashboard
  }

  @Test func settingsAreTakenBackAndMadeAgain() throws {
    let dashboard = try trained()
    let start = SessionSetup(dashboard.state)
    dashboard.press("down")
    dashboard.press("+")
    dashboard.press("space")
    let end = SessionSetup(dashboard.state)
    #expect(start != end)
    dashboard.press("u")
    #expect(dashboard.state.status?.text == "Taken back: logistic left out.")
    dashboard.press("u")
    #expect(dashboard.state.status?.text == "Taken back: logistic C 1 to 10.")
    #expect(SessionSetup(dashboard.state) == start)
    dashboard.press("ctrl-r")
    dashboard.press("ctrl-r")
    #expect(SessionSetup(dashboard.state) == end)
  }

  @Test(arguments: [UInt64(3)])
  func randomChangesAreTakenBackToTheStart(seed: UInt64) throws {
    let dashboard = try trained()
    let start = SessionSetup(dashboard.state)
    var bits = seed
    func random(_ count: Int) -> Int {
      bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(bits >> 33) % count
    }
    let settings: [KeyPress] = ["+", "-", "left", "right", "up", "down", "space", "backspace"]
    let roles: [[KeyPress]] = [
      ["x"], ["p"], ["t"], ["r", "g"], ["r", "i"], ["r", "T"], ["r", "m"], ["down"], ["up"], ["u"],
    ]
    for step in 0..<45 {
      if step % 3 == 0 {
        dashboard.press("1")
        for key in roles[random(roles.count)] { dashboard.press(key) }
      } else {
        dashboard.press("2")
        for _ in 0..<4 { dashboard.press(settings[random(settings.count)]) }
      }
      dashboard.waitUntilIdle { $0.session.openingPath == nil }
    }
    let end = SessionSetup(dashboard.state)
    #expect(end != start)
    var steps = 0
    while dashboard.state.session.history.next(.undo) != nil, steps < 500 {
      dashboard.press("u")
      dashboard.waitUntilIdle { $0.session.openingPath == nil }
      steps += 1
    }
    #expect(SessionSetup(dashboard.state) == start)
    for _ in 0..<steps {
      dashboard.press("ctrl-r")
      dashboard.waitUntilIdle { $0.session.openingPath == nil }
    }
    #expect(SessionSetup(dashboard.state) == end)
    dashboard.waitUntilIdle()
  }

  @Test func smallDataAreTrainedAsSettingsChange() throws {
    let dashboard = try trained(isLive: true)
    let before = try #require(dashboard.state.session.comparison)
    let run = dashboard.state.session.training.run
    dashboard.press("down")
    dashboard.press("+")
    #expect(dashboard.state.session.training.run == run + 1)
    // What was there stays until there is something new.
    #expect(dashboard.state.session.result(.logistic)?.trained != nil)
    dashboard.waitUntilIdle()
    let after = try #require(dashboard.state.session.comparison)
    #expect(after.plan.models[0]["inverseRegularisation"] == 10)
    #expect(after.trained(.logistic)?.testScores != before.trained(.logistic)?.testScores)
    // The others were taken over: a second fit would not take the very same time.
    for kind in [ModelKind.forest, .boosted] {
      #expect(after.trained(kind)?.trainSeconds == before.trained(kind)?.trainSeconds)
      #expect(dashboard.state.session.training.models[kind]?.phase == .ended)
    }
    #expect(dashboard.state.session.training.models[.boosted]?.curve.isEmpty == false)
    #expect(!dashboard.text.contains("retrains"))
    #expect(dashboard.state.status == nil)
  }

  @Test func theNewestOfManyChangesWins() throws {
    let dashboard = try trained(isLive: true)
    dashboard.press("down")
    dashboard.press("tab")
    for _ in 0..<5 { dashboard.press("down") }
    for _ in 0..<12 { dashboard.press("+") }
    dashboard.waitUntilIdle()
    #expect(dashboard.state.session.comparison?.plan == dashboard.state.session.plan)
    #expect(!dashboard.state.session.training.isRunning)
    for _ in 0..<12 { dashboard.press("u") }
    dashboard.waitUntilIdle()
    #expect(dashboard.state.session.comparison?.plan == dashboard.state.session.plan)
  }

  @Test func resultsOfLargerDataAreMarkedAsOld() throws {
    let dashboard = try trained()
    dashboard.press("down")
    dashboard.press("+")
    #expect(!dashboard.state.session.training.isRunning)
    #expect(dashboard.text.contains("settings changed · r retrains"))
    #expect(dashboard.text.contains("results of the old settings"))
    #expect(dashboard.text.contains("old: ROC-AUC"))
    dashboard.press("3")
    #expect(dashboard.text.contains("settings changed · 2 then r retrains"))
    dashboard.press("2")
    dashboard.press("u")
    #expect(!dashboard.text.contains("settings changed"))
  }

  @Test func threadsMakeNoResultOld() throws {
    let dashboard = try trained()
    dashboard.press("end")
    dashboard.press("+")
    #expect(dashboard.state.session.plan?.threads == 3)
    #expect(!dashboard.text.contains("retrains"))
  }

  @Test func aCancelledModelShowsHowFarItCame() throws {
    let dashboard = try slow(
      ["boosted.rounds": 10_000, "boosted.earlyStoppingRounds": 0], models: ["boosted", "logistic"])
    dashboard.waitUntilIdle { ($0.session.training.models[.boosted]?.progress?.step ?? 0) > 3 }
    dashboard.press("c")
    dashboard.waitUntilIdle()
    let model = try #require(dashboard.state.session.training.models[.boosted])
    #expect(model.result?.isCutShort == true)
    #expect(model.share < 1)
    #expect(dashboard.text.contains("cancelled at"))
    #expect(dashboard.text.contains("1 model trained, 1 cancelled"))
    #expect(dashboard.state.session.training.models[.logistic]?.share == 1)
    // How long it takes is not known, so nothing follows the settings.
    #expect(dashboard.state.session.lastSeconds[.boosted] == nil)
  }

  @Test func whatNeverBeganHasAnEmptyBar() throws {
    let dashboard = try slow(
      ["boosted.rounds": 10_000, "boosted.earlyStoppingRounds": 0], models: ["boosted", "xgboost"])
    dashboard.press("C")
    dashboard.waitUntilIdle()
    #expect(dashboard.state.session.training.models[.xgboost]?.share == 0)
    #expect(dashboard.state.session.training.models[.xgboost]?.result?.outcome.isCancelled == true)
  }

  @Test func aTrainingIsPausedAndGoesOn() throws {
    let dashboard = try slow(
      ["boosted.rounds": 10_000, "boosted.earlyStoppingRounds": 0], models: ["boosted", "logistic"])
    dashboard.press("p")
    #expect(dashboard.state.session.training.isPaused)
    #expect(dashboard.text.contains("paused"))
    #expect(!dashboard.state.isAnimated)
    dashboard.press("p")
    let step = dashboard.state.session.training.models[.boosted]?.progress?.step ?? 0
    dashboard.waitUntilIdle {
      ($0.session.training.models[.boosted]?.progress?.step ?? 0) > step + 5
    }
    #expect((dashboard.state.session.training.models[.boosted]?.progress?.step ?? 0) > step + 5)
    // A paused training can be cancelled.
    dashboard.press("p")
    dashboard.press("C")
    dashboard.waitUntilIdle()
    #expect(!dashboard.state.session.training.isRunning)
    #expect(!dashboard.state.session.training.isPaused)
  }

  @Test func evaluatingIsSaid() {
    var model = ModelTraining()
    model.phase = .running
    model.progress = TrainingProgress(step: 50, stepCount: 200)
    model.seconds = 2
    #expect(model.secondsLeft == 6)
    #expect(!model.isEvaluating)
    model.progress = TrainingProgress(step: 200, stepCount: 200)
    #expect(model.isEvaluating && model.secondsLeft == nil)
    // A fit that stopped early is being measured as well.
    model.progress = TrainingProgress(step: 60, stepCount: 200)
    model.isMeasured = true
    #expect(model.isEvaluating && model.secondsLeft == nil)
  }

  @Test func rangesAreSaidInTheWordsOfTheScreen() throws {
    let dashboard = try trained()
    for _ in 0..<3 { dashboard.press("down") }
    dashboard.press("tab")
    for text in ["99", "2.5"] {
      dashboard.press("enter")
      dashboard.press("ctrl-u")
      dashboard.type(text)
      dashboard.press("enter")
      let words = dashboard.state.status?.text ?? ""
      #expect(words.contains("Random forest: depth"), "\(words)")
      #expect(!words.contains("maximumDepth"))
      dashboard.press("esc")
    }
    #expect(dashboard.state.session.history.next(.undo) == nil)
  }

  @Test func aRootIsSpelledOutInASCII() throws {
    let dashboard = try SmallDashboard.trained(glyphs: .ascii)
    dashboard.press("2")
    #expect(dashboard.text.contains("sqrt p"))
    #expect(!dashboard.text.contains("?p"))
  }

  @Test func everyCurveSaysWhichLossItIs() throws {
    let dashboard = try trained()
    #expect(dashboard.text.contains("logistic train"))
    #expect(dashboard.text.contains("boosted validation"))
  }
}
