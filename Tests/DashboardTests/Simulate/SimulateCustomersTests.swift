@testable import Dashboard
import Foundation
import Modelling
import Offers
import Synthetic
import Tabular
import TerminalKit
import Testing
import Workbench

/// Going through customers, explaining and comparing them, as a person does in an interview.
@Suite struct SimulateCustomersTests {
  private func opened(
    _ set: SyntheticSet = .bank, rows: Int = 500, size: Size = Size(width: 120, height: 40)
  ) throws -> HeadlessDashboard {
    let dashboard = try SmallDashboard.trained(set, rows: rows, size: size)
    dashboard.press("5")
    return dashboard
  }

  private func press(_ dashboard: HeadlessDashboard, _ keys: KeyPress...) {
    for key in keys { dashboard.press(key) }
    dashboard.waitUntilIdle()
  }

  @Test func theMostSurprisingCustomersAreGoneThrough() throws {
    let dashboard = try opened()
    press(dashboard, "]")
    #expect(dashboard.state.status?.kind == .warning)
    press(dashboard, "s")
    let queue = try #require(dashboard.state.simulate.queue)
    #expect(queue.measure == .outcome)
    let simulator = try #require(dashboard.state.session.simulator)
    #expect(dashboard.state.simulate.profile == simulator.profile(ofRow: queue.rows[0]))
    #expect(dashboard.words.contains("1 of \(queue.rows.count), most surprising to"))
    press(dashboard, "]", "]")
    #expect(dashboard.state.simulate.profile == simulator.profile(ofRow: queue.rows[2]))
    press(dashboard, "[")
    #expect(dashboard.state.simulate.profile == simulator.profile(ofRow: queue.rows[1]))
    press(dashboard, "s")
    #expect(dashboard.state.simulate.queue?.measure == .disagreement)
    #expect(dashboard.words.contains("The models say"))
    press(dashboard, "s")
    #expect(dashboard.state.simulate.queue?.measure == .outcome)
    press(dashboard, "[")
    #expect(dashboard.state.status?.text.contains("first") == true)
    press(dashboard, "u", "u", "u")
    #expect(dashboard.state.simulate.profile == simulator.profile(ofRow: queue.rows[2]))
  }

  @Test func customersAreSearched() throws {
    let dashboard = try opened()
    func search(_ text: String) {
      dashboard.press("/")
      dashboard.type(text)
      press(dashboard, "enter")
    }
    search("age>50 job=retired")
    let queue = try #require(dashboard.state.simulate.queue)
    #expect(!queue.rows.isEmpty)
    #expect(dashboard.state.simulate.profile?["job"] == .text("retired"))
    #expect(dashboard.words.contains("1 of \(queue.rows.count), with age > 50; job = retired"))
    search("age>200")
    #expect(dashboard.state.status?.text == "Nobody has age > 200.")
    #expect(dashboard.state.simulate.queue == queue)
    search("wealth>200")
    #expect(dashboard.state.status?.kind == .failure)
    #expect(dashboard.state.simulate.prompt != nil)
  }

  @Test func stepsAreFineUsualAndCoarse() throws {
    let dashboard = try opened()
    let fields = try #require(dashboard.state.session.simulator).fields
    let balance = try #require(fields.firstIndex { $0.column == "balance" })
    dashboard.perform(.simulate(.select(balance)))
    let field = fields[balance]
    let start = try #require(dashboard.state.simulate.profile?["balance"])
    for (key, stride) in [
      (KeyPress.init(.character(".")), ProfileField.Stride.fine), ("+", .usual), (">", .coarse),
    ] {
      press(dashboard, key)
      let expected = field.stepped(start, direction: 1, by: stride)
      #expect(dashboard.state.simulate.profile?["balance"] == expected)
      press(dashboard, "u")
      #expect(dashboard.state.simulate.profile?["balance"] == start)
    }
    press(dashboard, ",")
    #expect(
      dashboard.state.simulate.profile?["balance"]
        == field.stepped(start, direction: -1, by: .fine))
    #expect(dashboard.words.contains("of customers"))
  }

  @Test func whatIsTypedIsJudgedAtOnce() throws {
    let dashboard = try opened()
    press(dashboard, "enter", "ctrl-u")
    dashboard.type("4x")
    #expect(dashboard.words.contains("age is a number, not “4x”."))
    press(dashboard, "backspace")
    dashboard.type("5")
    #expect(dashboard.words.contains("Enter takes 45, more than"))
    dashboard.type("00")
    #expect(dashboard.words.contains("is beyond the data"))
    press(dashboard, "esc", "down", "enter", "ctrl-u")
    dashboard.type("s")
    #expect(dashboard.words.contains("Go on typing: self-employed, services, student."))
    dashboard.type("tu")
    #expect(dashboard.words.contains("Enter takes student."))
    press(dashboard, "enter")
    #expect(dashboard.state.simulate.profile?["job"] == .text("student"))
  }

  @Test(arguments: SimulateTests.sizes)
  func reasonsAreInPointsAndSentences(size: Size) throws {
    let dashboard = try opened(size: size)
    press(dashboard, "n", "shift-tab")
    #expect(dashboard.state.simulate.area == .reasons)
    #expect(dashboard.words.contains("The model starts from"), "\(dashboard.text)")
    press(dashboard, "w")
    #expect(dashboard.words.contains("The base (typical customer)"), "\(dashboard.text)")
    press(dashboard, "w")
    let offer = try #require(SimulatePane.explainedOffer(dashboard.state))
    #expect(dashboard.words.contains("from the base's"), "\(dashboard.text)")
    let explanation = try #require(SimulatePane.explanation(dashboard.state))
    #expect(explanation.subject == .offer(offer.id))
    // Another offer has reasons of its own.
    press(dashboard, "shift-tab", "down")
    let next = try #require(SimulatePane.explainedOffer(dashboard.state))
    #expect(next.id != offer.id)
    #expect(SimulatePane.explanation(dashboard.state)?.subject == .offer(next.id))
    press(dashboard, "w")
    #expect(dashboard.state.simulate.why == .customer)
  }

  @Test func anotherModelExplainsItself() throws {
    let dashboard = try opened()
    press(dashboard, "n")
    let before = try #require(SimulatePane.view(dashboard.state))
    #expect(!before.reasons.isEmpty)
    press(dashboard, "m")
    let after = try #require(SimulatePane.view(dashboard.state))
    #expect(after.kind != before.kind && !after.reasons.isEmpty)
  }

  @Test(arguments: SimulateTests.sizes)
  func ranksOfAllModelsStandSideBySide(size: Size) throws {
    let dashboard = try opened(size: size)
    press(dashboard, "tab", "r")
    #expect(dashboard.text.contains("Offers by every model"), "\(dashboard.text)")
    #expect(dashboard.words.contains("Kendall's W"), "\(dashboard.text)")
    press(dashboard, "end")
    let view = try #require(SimulatePane.view(dashboard.state))
    #expect(dashboard.state.simulate.offer == view.offers.count - 1)
    press(dashboard, "r")
    #expect(!dashboard.text.contains("Offers by every model"))
  }

  @Test func movesAreSinceTheBaseAndSinceTheKey() throws {
    let dashboard = try opened()
    press(dashboard, "n")
    let first = try #require(SimulatePane.view(dashboard.state))
    press(dashboard, "n")
    let second = try #require(SimulatePane.view(dashboard.state))
    let before = try #require(dashboard.state.simulate.previousPlaces[second.kind])
    for offer in first.offers where offer.isEligible {
      #expect(before[offer.id] == offer.position)
    }
    #expect(dashboard.text.contains("base") && dashboard.text.contains("key"))
    // What does not change the customer does not forget the places.
    press(dashboard, "m", "w")
    #expect(dashboard.state.simulate.previousPlaces[second.kind] == before)
  }

  @Test func sevenOffersStandAboveTheLine() throws {
    let dashboard = try opened(.amex)
    let view = try #require(SimulatePane.view(dashboard.state))
    #expect(view.offers.count(where: \.isEligible) > 7)
    press(dashboard, "tab")
    let rows = OfferRow.rows(view)
    let cut = try #require(rows.firstIndex { if case .cut = $0 { true } else { false } })
    #expect(rows[..<cut].count { if case .offer = $0 { true } else { false } } == 7)
    for _ in 0..<cut { dashboard.press("down") }
    #expect(dashboard.words.contains("beyond the first 7"))
    #expect(dashboard.words.contains("come after them"))
  }

  @Test func customersAreSavedTakenAndDeleted() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/offerscope-\(UUID().uuidString)"
    let data = try SmallDashboard.folder()
    defer {
      for path in [folder, data] { try? FileManager.default.removeItem(atPath: path) }
    }
    var options = SmallDashboard.options(path: data)
    options.copyFolder = folder
    let dashboard = HeadlessDashboard(options: options)
    dashboard.waitUntilIdle()
    press(dashboard, "5", "O")
    #expect(dashboard.words.contains("Nothing is saved"))
    press(dashboard, "esc", "n", "right", "S")
    dashboard.type("my first")
    press(dashboard, "enter")
    let saved = dashboard.state.simulate.profile
    press(dashboard, "S")
    dashboard.type("../../up")
    press(dashboard, "enter")
    #expect(dashboard.state.status?.kind == .failure)
    press(dashboard, "esc", "t", "S", "enter", "O")
    #expect(dashboard.state.simulate.saved.map(\.name) == ["my first", "typical-customer"])
    press(dashboard, "enter")
    #expect(dashboard.state.overlay == nil)
    #expect(dashboard.state.simulate.profile == saved)
    // A command starts from the file.
    press(dashboard, "right", "y")
    #expect(dashboard.clipboard?.contains("--profile-file") == true)
    #expect(dashboard.clipboard?.contains("--profile ") == true)
    press(dashboard, "O", "x")
    #expect(dashboard.words.contains("x again deletes it"))
    press(dashboard, "down", "x", "x")
    #expect(dashboard.state.simulate.saved.map(\.name) == ["my first"])
    press(dashboard, "esc", "u", "u")
    #expect(dashboard.state.simulate.origin.title == "typical customer")
  }

  @Test func differencesAreMarkedWhereTwoCustomersAreCompared() throws {
    let dashboard = try opened()
    press(dashboard, "n", "b", "right", "v")
    #expect(dashboard.words.contains("the same"))
    let differences = try #require(dashboard.state.simulate.profile).difference(
      from: try #require(dashboard.state.simulate.base))
    #expect(differences.count == 1)
    let before = try #require(differences.first?.before)
    #expect(dashboard.words.contains("base \(before)"))
  }

  @Test(arguments: SimulateTests.sizes)
  func offersOfBothCustomersStandInOneTableWithTheirDifferences(size: Size) throws {
    let dashboard = try opened(size: size)
    press(dashboard, "n", "b", "n", "v", "tab")
    let view = try #require(SimulatePane.view(dashboard.state))
    let first = try #require(view.offers.first { $0.isEligible })
    let before = try #require(view.baseOffers.first { $0.id == first.id })
    let now = try #require(first.expectedValue)
    let then = before.expectedValue
    let line = try #require(
      dashboard.frame.textLines.first { $0.contains(first.offer.name.prefix(5)) })
    #expect(line.contains(NumberText.fixed(now, digits: 2)), "\(line)")
    if let then {
      let change = NumberText.fixed(now - then, digits: 2)
      #expect(line.contains(now > then ? "+\(change)" : change), "\(line)")
    }
    #expect(dashboard.text.contains("change"))
    press(dashboard, "o")
    let points = SimulateWords.points(
      (first.probability ?? 0) - (before.probability ?? 0))
    if before.probability != nil { #expect(dashboard.text.contains(points)) }
  }

  @Test func theFirstOfferIsNotLifted() throws {
    let dashboard = try opened()
    press(dashboard, "tab", "L")
    #expect(dashboard.state.simulate.prompt == nil)
    #expect(dashboard.state.status?.text.contains("stands first already") == true)
    press(dashboard, "down", "L")
    #expect(dashboard.state.simulate.prompt != nil)
  }

  @Test(arguments: SimulateTests.sizes)
  func withoutAChangeTheReasonsSaySo(size: Size) throws {
    let dashboard = try opened(size: size)
    press(dashboard, "shift-tab", "w")
    #expect(dashboard.words.contains("Nothing that counts differs"), "\(dashboard.text)")
    if size.height > 20 {
      press(dashboard, "tab")
      #expect(dashboard.words.contains("Nothing that counts"), "\(dashboard.text)")
    }
  }

  @Test func amountsAreShownAndOrderedBy() throws {
    let dashboard = try opened(.olist, rows: 900)
    #expect(dashboard.text.contains("BRL"))
    press(dashboard, "o", "o")
    #expect(dashboard.state.simulate.order == .expectedAmount)
    let view = try #require(SimulatePane.view(dashboard.state))
    let amounts = view.offers.compactMap(\.expectedAmount)
    #expect(amounts == amounts.sorted(by: >))
    #expect(dashboard.text.contains("p × amount"))
    press(dashboard, "o")
    #expect(dashboard.state.simulate.order == .expectedValue)
    // Data without amounts have two orders.
    let bank = try opened()
    press(bank, "o", "o")
    #expect(bank.state.simulate.order == .expectedValue)
  }
}
