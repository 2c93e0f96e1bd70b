@testable import Dashboard
import Evaluation
import Foundation
import Modelling
import Offers
import TerminalKit
import Testing
import Workbench

/// The tour from its first step to its last, by the keys that it names.
@Suite struct TourTests {
  /// What is pressed at each step.
  private static let steps: [(step: TourStep, keys: String)] = [
    (.train, "press 2"), (.compare, "wait\npress 3"), (.beats, "wait\npress b"),
    (.chances, "press esc"), (.segments, "press S"), (.honesty, "press esc H"),
    (.splitBack, "wait\npress H"), (.threshold, "wait\npress 3 . ."),
    (.importances, "press 4"), (.simulate, "wait\npress 5"), (.edit, "wait\npress right right"),
    (.lift, "wait\npress tab j L enter"), (.copy, "wait\npress y"),
    (.runs, "press 6"), (.monitor, "press 7\nwait"),
  ]

  @Test(arguments: [Size(width: 120, height: 40), Size(width: 80, height: 24)])
  func everyStepIsDoneByTheKeysThatItNames(size: Size) throws {
    let path = try SmallDashboard.folder(rows: 1_000)
    defer { try? FileManager.default.removeItem(atPath: path) }
    var options = SmallDashboard.options(path: path)
    options.startsTour = true
    let dashboard = HeadlessDashboard(options: options, size: size)
    #expect(dashboard.text.contains("Tour 1 of"))
    dashboard.waitUntilIdle()
    for (step, keys) in TourTests.steps {
      #expect(dashboard.state.tour?.step == step)
      check(dashboard)
      try dashboard.run(keys + "\nwait")
    }
    #expect(dashboard.state.tour?.step == .end)
    // The honesty key was only a look.
    #expect(dashboard.state.session.comparison?.plan.split.name == "holdout")
    check(dashboard)
    dashboard.press("esc")
    #expect(dashboard.state.tour == nil)
    #expect(!dashboard.text.contains("Tour"))
    #expect(dashboard.frame.size == size)
  }

  /// The guide says all that it has to say, and lies over nothing.
  private func check(_ dashboard: HeadlessDashboard) {
    let lines = dashboard.frame.textLines
    let guide = lines.suffix(5)
    #expect(guide.first?.contains("Tour ") == true, "\(guide)")
    #expect(!guide.dropFirst().dropLast().contains { $0.contains("…") }, "\(guide)")
    #expect(dashboard.frame.size == dashboard.state.screenSize)
    // The footer of the panes stands above it.
    #expect(lines[lines.count - 6].contains("quit") || dashboard.state.overlay != nil)
  }

  @Test func whatItSaysIsWhatTheScreenSays() throws {
    let dashboard = try SmallDashboard.trained(rows: 1_000)
    try dashboard.run("press f3 2\nwait\npress 3\nwait")
    let best = try #require(
      dashboard.state.session.comparison?.ranking(by: .rocAUC).first?.rawValue)
    try dashboard.run("expect \(best) ranks customers best")
    try dashboard.run("press b\nwait\nexpect \(best) beats")
    // The chance is that of a lead that counts, so it says which.
    #expect(TourWords.text(of: .chances, dashboard.state).contains("by more than 0.005 in"))
  }

  @Test func theKeysItNamesChangeWhatCountsMost() throws {
    let dashboard = try SmallDashboard.trained(rows: 1_000)
    try dashboard.run("press f3 5\nwait")
    for _ in TourStep.allCases where dashboard.state.tour?.step != .edit {
      dashboard.press("ctrl-n")
    }
    #expect(dashboard.state.tour?.step == .edit)
    let view = try #require(SimulatePane.view(dashboard.state))
    let most = try #require(view.reasons.max { abs($0.points) < abs($1.points) })
    let fields = try #require(dashboard.state.session.simulator).fields
    let place = try #require(fields.firstIndex { $0.column == most.column })
    #expect(place > 0)
    let words = TourWords.text(of: .edit, dashboard.state)
    #expect(words.contains("\(most.column) \(most.value)") && words.contains("down with j"))
    for _ in 0..<place { dashboard.press("j") }
    #expect(TourWords.text(of: .edit, dashboard.state).contains("the most: press →"))
    dashboard.press("l")
    dashboard.waitUntilIdle()
    #expect(dashboard.state.tour?.step == .lift)
    #expect(
      dashboard.state.simulate.profile?[most.column] != dashboard.state.simulate.base?[most.column])
  }

  @Test func stepsAreSkippedAndTakenAgain() throws {
    let dashboard = HeadlessDashboard(options: SmallDashboard.options(path: nil))
    try dashboard.run("press ctrl-n\nexpect There is no tour under way")
    try dashboard.run("press f3\nexpect Tour 1 of")
    // Without results there is no split to go back to, and that step is none.
    for _ in TourStep.allCases.dropFirst(2) { dashboard.press("ctrl-n") }
    #expect(dashboard.state.tour?.step == .end)
    dashboard.press("ctrl-p")
    #expect(dashboard.state.tour?.step == .monitor)
    try dashboard.run("press ctrl-n ctrl-n")
    #expect(dashboard.state.tour == nil)
  }

  @Test func withoutASetItSaysWhatToDo() throws {
    var state = State(size: Size(width: 120, height: 40))
    state.tour = TourState()
    #expect(TourWords.text(of: .open, state).contains("offerscope DATA"))
    #expect(!TourWords.text(of: .open, state).contains("Press Enter"))
  }

  @Test func whatWasNotChangedDidNotBecomeAnything() throws {
    let dashboard = try SmallDashboard.trained(rows: 500)
    try dashboard.run("press 5\nwait")
    #expect(!TourWords.text(of: .lift, dashboard.state).contains("became"))
    #expect(TourWords.text(of: .lift, dashboard.state).contains("Nothing is changed yet"))
    try dashboard.run("press right right\nwait")
    #expect(TourWords.text(of: .lift, dashboard.state).contains("became"))
  }

  @Test func clicksMeetWhatIsSeen() throws {
    let dashboard = try SmallDashboard.trained(size: Size(width: 80, height: 24))
    try dashboard.run("press f3")
    #expect(dashboard.click(HitTarget(1, .item(4))))
    #expect(dashboard.state.pane == .simulate)
    let age = dashboard.state.simulate.profile?["age"]?.number ?? 0
    #expect(dashboard.click(HitTarget(500, .increase(0))))
    #expect((dashboard.state.simulate.profile?["age"]?.number ?? 0) > age)
  }

  @Test func withoutRoomForABoxTheStatusLineGuides() throws {
    let dashboard = try SmallDashboard.trained(size: Size(width: 60, height: 18))
    try dashboard.run("press f3\nexpect Tour 2/")
    #expect(dashboard.state.size == Size(width: 60, height: 18))
  }
}
