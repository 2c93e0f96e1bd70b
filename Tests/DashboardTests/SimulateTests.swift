@testable import Dashboard
import Foundation
import Modelling
import Offers
import Synthetic
import Tabular
import TerminalKit
import Testing
import Workbench

/// The Simulate pane as a person uses it.
@Suite struct SimulateTests {
  private func opened(
    _ set: SyntheticSet = .bank, size: Size = Size(width: 120, height: 40)
  ) throws -> HeadlessDashboard {
    let dashboard = try SmallDashboard.trained(set, size: size)
    dashboard.press("5")
    return dashboard
  }

  private func press(_ dashboard: HeadlessDashboard, _ keys: KeyPress...) {
    for key in keys { dashboard.press(key) }
    dashboard.waitUntilIdle()
  }

  static let sizes = [
    Size(width: 120, height: 40), Size(width: 80, height: 24), Size(width: 60, height: 18),
  ]

  /// The screen as words, without its lines and breaks; of the right side where there are two.
  private func words(_ dashboard: HeadlessDashboard) -> String {
    dashboard.text.split(separator: "\n").map { line in
      line.ranges(of: "││").first.map { line[$0.upperBound...] } ?? line
    }.joined(separator: " ").split { $0.isWhitespace || $0 == "│" }.joined(separator: " ")
  }

  @Test(arguments: sizes, [false, true])
  func reasonsAgainstAnOfferAreReadableAtEverySize(size: Size, isZoomed: Bool) throws {
    let dashboard = try opened(size: size)
    press(dashboard, "tab", "end")
    if isZoomed { press(dashboard, "z") }
    let last = try #require(dashboard.state.simulate.simulation?.models[0].offers.last)
    #expect(!last.isEligible)
    let text = words(dashboard)
    #expect(text.contains("\(last.offer.name) is not eligible"), "\(dashboard.text)")
    for reason in last.obstacles { #expect(text.contains(reason), "\(dashboard.text)") }
  }

  @Test func keysActOnWhatHasTheFocus() throws {
    let dashboard = try opened()
    let before = dashboard.state.simulate.profile
    press(dashboard, "tab", "down", "down", "+", "backspace", "enter")
    #expect(dashboard.state.simulate.area == .offers)
    #expect(dashboard.state.simulate.offer == 2)
    #expect(dashboard.state.simulate.field == 0)
    #expect(dashboard.state.simulate.profile == before)
    #expect(dashboard.state.simulate.entry == nil)
    #expect(dashboard.state.status?.kind == .warning)
    press(dashboard, "tab", "down")
    #expect(dashboard.state.simulate.area == .reasons)
    #expect(dashboard.state.simulate.reason == 1)
    press(dashboard, "z")
    #expect(dashboard.text.contains("Why ") && !dashboard.text.contains("Offers by"))
    press(dashboard, "tab", "+")
    #expect(dashboard.state.simulate.area == .form)
    #expect(dashboard.state.simulate.profile != before)
    #expect(!dashboard.text.contains("Why "))
  }

  @Test func smallScreensShowRanksAndReasons() throws {
    let dashboard = try opened(size: Size(width: 60, height: 18))
    #expect(dashboard.text.contains("Why:"))
    #expect(dashboard.text.contains("1  "))
    press(dashboard, "right", "right", "right")
    #expect(dashboard.text.contains("change from base in points"))
    press(dashboard, "tab")
    #expect(dashboard.text.contains("Offers by"))
    press(dashboard, "tab")
    #expect(dashboard.text.contains("Why "))
  }

  @Test func oneHistoryTakesEverythingBack() throws {
    let dashboard = try opened(.amex)
    let start = dashboard.state.simulate.situation
    let keys: [KeyPress] = ["right", "b", "n", "m", "o", "right", "t", "e", "b"]
    var situations = [start]
    for key in keys {
      press(dashboard, key)
      situations.append(dashboard.state.simulate.situation)
    }
    #expect(dashboard.state.simulate.undo.count == keys.count)
    for situation in situations.dropLast().reversed() {
      press(dashboard, "u")
      #expect(dashboard.state.simulate.situation == situation)
    }
    #expect(dashboard.state.simulate.undo.isEmpty)
    for situation in situations.dropFirst() {
      press(dashboard, "ctrl-r")
      #expect(dashboard.state.simulate.situation == situation)
    }
  }

  @Test func movesAndChangesAreFromTheSameBase() throws {
    let dashboard = try opened()
    // Two steps: the moves are from the base, not from the step before.
    press(dashboard, "n", "n", "right")
    let state = dashboard.state.simulate
    let (profile, base) = (try #require(state.profile), try #require(state.base))
    let simulator = try #require(dashboard.state.session.simulator)
    let fresh = try simulator.simulate(base, base: base, order: state.order)
    for view in try #require(state.simulation).models {
      let baseView = try #require(fresh.view(view.kind))
      #expect(view.baseProbability == baseView.probability)
      for offer in view.offers where offer.isEligible {
        let before = baseView.offers.first { $0.id == offer.id }?.position
        let now = try #require(offer.position)
        let expected: RankMove =
          before.map { $0 > now ? .up($0 - now) : $0 < now ? .down(now - $0) : .same } ?? .new
        #expect(view.move(of: offer) == expected)
      }
    }
    #expect(profile != base)
    #expect(dashboard.text.contains("change from base: typical customer"))
    #expect(dashboard.text.contains("moves from base"))
    press(dashboard, "b")
    let moved = try #require(dashboard.state.simulate.simulation?.models.first)
    #expect(moved.offers.allSatisfy { [.same, nil].contains(moved.move(of: $0)) })
    #expect(moved.probability == moved.baseProbability)
  }

  @Test func wordsOfTheBaseStayAt80Columns() throws {
    let dashboard = try opened(size: Size(width: 80, height: 24))
    press(dashboard, "right")
    #expect(dashboard.text.contains("points from base"))
    #expect(dashboard.text.contains("moves from base"))
    #expect(dashboard.text.contains("Typical customer"))
    #expect(dashboard.text.contains("1 change"))
  }

  @Test func numbersBeyondTheDataAreTakenWithAWarning() throws {
    let dashboard = try opened()
    press(dashboard, "enter", "ctrl-u")
    dashboard.type("400")
    press(dashboard, "enter")
    #expect(dashboard.state.simulate.profile?["age"] == .number(400))
    #expect(dashboard.state.status?.kind == .warning)
    #expect(dashboard.text.contains("400 !"))
    #expect(dashboard.text.contains("is beyond the data"))
    for text in ["1e999", "nan", "1e39"] {
      press(dashboard, "enter", "ctrl-u")
      dashboard.type(text)
      press(dashboard, "enter")
      #expect(dashboard.state.status?.kind == .failure, "\(text)")
      press(dashboard, "esc")
      #expect(dashboard.state.simulate.profile?["age"] == .number(400))
    }
    press(dashboard, "right")
    #expect(dashboard.state.simulate.profile?["age"] == .number(400))
    press(dashboard, "left")
    #expect(!dashboard.text.contains("!"))
  }

  @Test func customersAreChosenByRowKeyAndWord() throws {
    let dashboard = try opened(.amex)
    let table = try #require(dashboard.state.session.data?.dataset.table)
    let simulator = try #require(dashboard.state.session.simulator)
    func choose(_ text: String) {
      dashboard.press("c")
      dashboard.type(text)
      press(dashboard, "enter")
    }
    choose("row 8")
    #expect(dashboard.state.simulate.profile == simulator.profile(ofRow: 7))
    #expect(dashboard.text.contains("Row 8, id2 "))
    let key = try #require(table["id2"]?.string(20))
    choose(key)
    let row = try #require(simulator.row(ofCustomer: key))
    #expect(dashboard.state.simulate.profile == simulator.profile(ofRow: row))
    choose("empty")
    #expect(dashboard.state.simulate.profile == simulator.emptyProfile())
    #expect(dashboard.text.contains("Empty customer"))
    choose("typical")
    #expect(dashboard.state.simulate.profile == simulator.typicalProfile())
    choose("nobody")
    #expect(dashboard.state.status?.kind == .failure)
    #expect(dashboard.state.simulate.prompt != nil)
    press(dashboard, "esc")
    #expect(dashboard.state.simulate.prompt == nil)
    #expect(dashboard.state.simulate.undo.count == 4)
  }

  @Test func whatLosesAgainstDoingNothingStandsBelowIt() throws {
    let dashboard = try opened(.churn)
    press(dashboard, "n")
    let rows = dashboard.text.split(separator: "\n")
    let view = try #require(
      dashboard.state.simulate.kind.flatMap { dashboard.state.simulate.simulation?.view($0) })
    #expect(rows.contains { $0.contains("do nothing") } || view.worthwhileCount > 7)
    for offer in view.offers where offer.isEligible {
      let isAbove = (offer.position ?? 0) <= view.worthwhileCount
      #expect(offer.beatsDoingNothing == isAbove)
    }
    // Somebody who is about to leave is worth an offer.
    let simulator = try #require(dashboard.state.session.simulator)
    let beaten = try (0..<40).contains { row in
      let customer = simulator.profile(ofRow: row)
      return try simulator.simulate(customer, base: customer).models.contains {
        $0.worthwhileCount > 0
      }
    }
    #expect(beaten)
    press(dashboard, "o")
    #expect(!dashboard.text.contains("do nothing"))
  }

  @Test func anOfferIsLiftedByTheSmallestChange() throws {
    let dashboard = try opened()
    let view = try #require(
      dashboard.state.simulate.kind.flatMap { dashboard.state.simulate.simulation?.view($0) })
    let eligible = view.offers.filter(\.isEligible)
    let profile = try #require(dashboard.state.simulate.profile)
    let simulator = try #require(dashboard.state.session.simulator)
    // The first offer below the best that a change can lift above it.
    let liftable = try eligible.dropFirst().first { offer in
      let search = try LiftSearch(
        simulator, kind: view.kind, lifted: offer.id, over: eligible[0].id)
      if case .found? = try search.smallest(from: profile) { return true }
      return false
    }
    let lifted = try #require(liftable)
    press(dashboard, "tab")
    let row = try #require(
      OfferRow.rows(view).firstIndex { row in
        if case .offer(let offer) = row { offer.id == lifted.id } else { false }
      })
    for _ in 0..<row { dashboard.press("down") }
    dashboard.press("L")
    #expect(dashboard.text.contains("Lift above the offer at place"))
    press(dashboard, "enter")
    guard case .found(let lift)? = dashboard.state.simulate.lift?.outcome else {
      Issue.record("nothing was found")
      return
    }
    #expect(words(dashboard).contains("“\(lifted.offer.name)” above"), "\(dashboard.text)")
    press(dashboard, "a")
    #expect(dashboard.state.simulate.profile == lift.profile)
    let after = try #require(dashboard.state.simulate.simulation?.view(view.kind))
    let places = Dictionary(uniqueKeysWithValues: after.offers.map { ($0.id, $0.position) })
    let (now, other) = (places[lifted.id] ?? nil, places[view.offers[0].id] ?? nil)
    #expect(try #require(now) < (try #require(other)))
    press(dashboard, "u")
    #expect(dashboard.state.simulate.profile != lift.profile)
  }

  @Test func copyingAndSavingSayWhere() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/offerscope-\(UUID().uuidString)"
    let data = try SmallDashboard.folder()
    defer {
      for path in [folder, data] { try? FileManager.default.removeItem(atPath: path) }
    }
    var options = SmallDashboard.options(path: data)
    options.copyFolder = folder
    let dashboard = HeadlessDashboard(options: options)
    dashboard.waitUntilIdle()
    press(dashboard, "5", "right", "y")
    let file = "\(folder)/command.txt"
    let said = try #require(dashboard.state.status?.text)
    #expect(said.hasPrefix("Copied to the clipboard (OSC 52) and to \(file): offerscope rank"))
    let command = try #require(dashboard.clipboard)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == command + "\n")
    press(dashboard, "S", "enter")
    #expect(dashboard.state.status?.kind == .success)
    let saved = "\(folder)/profiles/typical-customer-changed.json"
    #expect(try ProfileFile.read(path: saved) == dashboard.state.simulate.profile)
  }

  @Test(arguments: sizes)
  func baseAndCustomerStandSideBySide(size: Size) throws {
    let dashboard = try opened(size: size)
    press(dashboard, "n", "v", "tab")
    let text = dashboard.text
    #expect(text.contains("base"), "\(text)")
    #expect(text.contains("change"), "\(text)")
    press(dashboard, "v")
    #expect(!dashboard.text.contains("base value"))
  }
}
