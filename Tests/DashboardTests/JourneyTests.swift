import Dashboard
import Foundation
import Modelling
import Offers
import Synthetic
import Tabular
import TerminalKit
import Testing
import Workbench

/// Whole journeys: keys and clicks, effects on their threads, and what the screen says after.
@Suite struct JourneyTests {
  @Test func fromStartToRankedOffersInTwoKeys() throws {
    let dashboard = HeadlessDashboard(options: SmallDashboard.options(path: nil))
    try dashboard.run("expect bank\npress enter 5\nwait\nexpect Offers by")
    #expect(dashboard.state.pane == .simulate)
    #expect(dashboard.state.simulate.simulation?.models.count == 3)
  }

  @Test func resultsShowThemselvesUnlessThePersonWentElsewhere() throws {
    #expect(try SmallDashboard.trained().state.pane == .compare)
    let path = try SmallDashboard.folder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let dashboard = HeadlessDashboard(options: SmallDashboard.options(path: path))
    dashboard.press("2")
    dashboard.waitUntilIdle()
    #expect(dashboard.state.pane == .train)
    #expect(dashboard.state.session.comparison != nil)
  }

  @Test func everyKeyOfTheFormReRanks() throws {
    let dashboard = try SmallDashboard.trained()
    dashboard.press("5")
    let before = try #require(dashboard.state.simulate.simulation)
    dashboard.press("right")
    // On a busy machine the answer comes from a thread of its own.
    dashboard.waitUntilIdle()
    let after = try #require(dashboard.state.simulate.simulation)
    #expect(before.models[0].probability != after.models[0].probability)
    #expect(dashboard.state.simulate.answered == dashboard.state.simulate.request)
    try dashboard.run("press u\nwait")
    let undone = try #require(dashboard.state.simulate.simulation)
    #expect(undone.models.map(\.probability) == before.models.map(\.probability))
    try dashboard.run("press ctrl-r\nwait")
    #expect(
      dashboard.state.simulate.simulation?.models.map(\.probability)
        == after.models.map(\.probability))
  }

  @Test func typedValuesAreCheckedAndTaken() throws {
    let dashboard = try SmallDashboard.trained()
    try dashboard.run(
      """
      press 5 enter ctrl-u
      type abc
      press enter
      expect age is a number
      """)
    #expect(dashboard.state.status?.kind == .failure)
    try dashboard.run("press ctrl-u\ntype 61\npress enter\nwait")
    #expect(dashboard.state.simulate.profile?["age"] == .number(61))
    // A unique beginning of a choice is enough.
    try dashboard.run("press down enter ctrl-u\ntype stud\npress enter")
    #expect(dashboard.state.simulate.profile?["job"] == .text("student"))
    dashboard.press("backspace")
    #expect(dashboard.state.simulate.profile?["job"] == .missing)
  }

  @Test func theCommandIsCopied() throws {
    let dashboard = try SmallDashboard.trained()
    try dashboard.run("press 5 right o\nwait\npress y")
    let command = try #require(dashboard.clipboard)
    #expect(command.hasPrefix("offerscope rank "))
    #expect(command.contains("--profile age="))
    #expect(command.contains("--order probability"))
    #expect(command.contains("--models logistic,forest,boosted"))
  }

  @Test func aColumnIsExcludedAndTheModelsTrainAgain() throws {
    let path = try SmallDashboard.folder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let dashboard = HeadlessDashboard(options: SmallDashboard.options(path: path))
    dashboard.waitUntilIdle()
    dashboard.press("1")
    let run = dashboard.state.session.training.run
    dashboard.press("x")
    dashboard.waitUntilIdle()
    #expect(dashboard.state.session.training.run == run + 1)
    #expect(dashboard.state.session.data?.dataset.features.contains("age") == false)
    #expect(dashboard.state.session.comparison != nil)
    dashboard.press("x")
    dashboard.waitUntilIdle()
    #expect(dashboard.state.session.data?.dataset.features.contains("age") == true)
  }

  @Test func aTargetThatCanNotBeIsRefusedInOneSentence() throws {
    let path = try SmallDashboard.folder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let dashboard = HeadlessDashboard(options: SmallDashboard.options(path: path))
    dashboard.waitUntilIdle()
    dashboard.press("1")
    dashboard.press("t")
    dashboard.waitUntilIdle()
    #expect(dashboard.state.status?.kind == .failure)
    #expect(dashboard.state.session.data?.dataset.roles.target == "y")
    // What was refused must not come back with the next change.
    dashboard.press("down")
    dashboard.press("x")
    dashboard.waitUntilIdle()
    #expect(dashboard.state.session.data?.dataset.roles.target == "y")
    #expect(dashboard.state.session.data?.dataset.features.contains("job") == false)
  }

  @Test func rowsAreFilteredByConditionAndByText() throws {
    let dashboard = try SmallDashboard.trained()
    try dashboard.run("press 1 /\ntype age >= 60\npress enter\nwait")
    let table = try #require(dashboard.state.session.data?.dataset.table)
    let expected = (0..<table.rowCount).filter { (table["age"]?.number($0) ?? 0) >= 60 }
    #expect(dashboard.state.data.rows?.matches == expected)
    try dashboard.run("press / ctrl-u\ntype retired\npress enter\nwait")
    let retired = (0..<table.rowCount).filter { table["job"]?.string($0) == "retired" }
    #expect(dashboard.state.data.rows?.matches == retired)
    dashboard.press("esc")
    #expect(dashboard.state.data.rows?.matches == nil)
  }

  @Test func settingsAreEditedAndTrained() throws {
    let dashboard = try SmallDashboard.trained()
    // The second line is C, which logistic regression has.
    try dashboard.run("press 2 down +")
    #expect(dashboard.state.session.plan?.models[0]["inverseRegularisation"] == 10)
    try dashboard.run(
      "press enter ctrl-u\ntype 99999999\npress enter\nexpect is from 0.0001 to 10000")
    try dashboard.run("press esc space")
    #expect(dashboard.state.session.plan?.models.map(\.kind) == [.forest, .boosted])
    try dashboard.run("press r\nwait")
    #expect(dashboard.state.session.comparison?.results.map(\.kind) == [.forest, .boosted])
  }

  @Test func aTrainingIsCancelledAndKeepsItsRows() throws {
    let path = try SmallDashboard.folder(rows: 2_000)
    defer { try? FileManager.default.removeItem(atPath: path) }
    var options = SmallDashboard.options(path: path)
    options.plan.settings = ["forest.treeCount": 5_000, "boosted.rounds": 10_000]
    let dashboard = HeadlessDashboard(options: options)
    dashboard.press("2")
    dashboard.waitUntilIdle { $0.session.training.current == .forest }
    dashboard.press("C")
    dashboard.waitUntilIdle()
    let training = dashboard.state.session.training
    #expect(!training.isRunning)
    #expect(training.models[.logistic]?.result?.trained != nil)
    // The forest keeps the trees that it had, if it had any.
    #expect(training.models[.forest]?.phase == .ended)
    #expect(training.models[.boosted]?.result?.failure == "cancelled")
    #expect(dashboard.text.contains("cancelled"))
  }

  @Test func otherRolesEndATrainingOfTheOldOnes() throws {
    let path = try SmallDashboard.folder(rows: 2_000)
    defer { try? FileManager.default.removeItem(atPath: path) }
    var options = SmallDashboard.options(path: path)
    options.plan.models = ["boosted", "forest", "logistic"]
    options.plan.settings = ["boosted.rounds": 10_000, "boosted.earlyStoppingRounds": 0]
    let dashboard = HeadlessDashboard(options: options)
    dashboard.press("1")
    dashboard.waitUntilIdle { $0.session.training.current == .boosted }
    let run = dashboard.state.session.training.run
    dashboard.perform(.train(.step(1)))
    dashboard.press("x")
    dashboard.waitUntilIdle { $0.session.training.run > run }
    #expect(dashboard.state.session.data?.dataset.features.contains("age") == false)
    // The old training ends early; the new one is cut short here as well.
    dashboard.perform(.train(.cancelAll))
    dashboard.waitUntilIdle()
    #expect(!dashboard.state.session.training.isRunning)
    #expect(dashboard.state.session.training.run == run + 1)
  }

  @Test func aNewGroupIsKeptWholeAndAChosenSplitStays() throws {
    let path = try SmallDashboard.folder(.amex, rows: 600)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let dashboard = HeadlessDashboard(options: SmallDashboard.options(path: path))
    dashboard.waitUntilIdle()
    #expect(dashboard.state.session.plan?.split.name == "group")
    dashboard.press("2")
    dashboard.press("end")
    for _ in 0..<6 { dashboard.press("up") }
    dashboard.press("left")
    #expect(dashboard.state.session.plan?.split.name == "holdout")
    dashboard.press("1")
    dashboard.press("end")
    dashboard.press("up")
    dashboard.press("x")
    dashboard.waitUntilIdle()
    #expect(dashboard.state.session.plan?.split.name == "holdout")
  }

  @Test func aFileThatIsNotThereIsOneSentence() {
    let dashboard = HeadlessDashboard(
      options: SmallDashboard.options(path: "/nowhere/at/all.csv"))
    dashboard.waitUntilIdle()
    #expect(dashboard.state.status?.kind == .failure)
    #expect(dashboard.text.contains("there is no such file"))
    #expect(!dashboard.isQuit)
  }

  @Test func aFileWithoutTargetAsksForOne() throws {
    let path = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString).csv"
    let rows = (0..<200).map { "\($0 % 7),\($0 % 2),\($0 % 2 == 0 ? 1 : $0 % 3)" }
    try ("size,flavour,wish\n" + rows.joined(separator: "\n")).write(
      toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    var options = SmallDashboard.options(path: path)
    options.overrides.target = "size"
    let dashboard = HeadlessDashboard(options: options)
    dashboard.waitUntilIdle()
    #expect(dashboard.text.contains("Which column is to be predicted?"))
    // The last column of two values is the one selected.
    dashboard.press("enter")
    dashboard.waitUntilIdle()
    #expect(dashboard.state.session.data?.dataset.roles.target == "flavour")
  }

  @Test func clicksDoWhatKeysDo() throws {
    let dashboard = try SmallDashboard.trained()
    // The tabs.
    #expect(dashboard.click(HitTarget(1, .item(4))))
    #expect(dashboard.state.pane == .simulate)
    let age = dashboard.state.simulate.profile?["age"]?.number ?? 0
    #expect(dashboard.click(HitTarget(500, .increase(0))))
    #expect((dashboard.state.simulate.profile?["age"]?.number ?? 0) > age)
    #expect(dashboard.click(HitTarget(500, .row(2))))
    #expect(dashboard.state.simulate.field == 2)
    #expect(dashboard.click(HitTarget(501, .row(1))))
    #expect(dashboard.state.simulate.kind == .forest)
    #expect(dashboard.click(HitTarget(1, .item(1))))
    #expect(dashboard.click(HitTarget(200, .cell(row: 0, column: 1))))
    #expect(dashboard.state.train.leftOut.contains(.forest))
  }

  @Test func theSmallestScreenSaysWhatItNeedsAndStillQuits() throws {
    let dashboard = try SmallDashboard.trained()
    dashboard.resize(Size(width: 40, height: 10))
    #expect(dashboard.text.contains("60 columns"))
    dashboard.press("5")
    #expect(!dashboard.isQuit)
    dashboard.press("q")
    #expect(dashboard.isQuit)
  }
}
