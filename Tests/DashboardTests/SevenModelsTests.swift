import Dashboard
import Foundation
import Modelling
import Synthetic
import TerminalKit
import Testing
import Workbench

/// All seven models side by side: every pane has room for them, on small screens too.
@Suite struct SevenModelsTests {
  static let names = [
    "logistic", "forest", "boosted", "xgboost", "lambda", "yetirank", "xgbranker",
  ]

  /// A dashboard with all of them on a small screen.
  static func trained(glyphs: Glyphs = .unicode) throws -> HeadlessDashboard {
    let path = try SmallDashboard.folder(.amex, rows: 900)
    defer { try? FileManager.default.removeItem(atPath: path) }
    var plan = PlanConfiguration()
    plan.models = ModelKind.allCases.map(\.rawValue)
    plan.settings = ["forest.treeCount": 10]
    for kind in ModelKind.allCases where kind != .logistic && kind != .forest {
      plan.settings["\(kind.rawValue).rounds"] = 8
    }
    plan.threads = 2
    let dashboard = HeadlessDashboard(
      options: DashboardOptions(dataPath: path, plan: plan, reducesMotion: true),
      size: Size(width: 80, height: 24), theme: .dark, glyphs: glyphs)
    dashboard.waitUntilIdle()
    return dashboard
  }

  @Test(arguments: [Glyphs.unicode, .ascii])
  func everyPaneNamesThemAll(glyphs: Glyphs) throws {
    let dashboard = try Self.trained(glyphs: glyphs)
    #expect(dashboard.state.session.kinds == ModelKind.allCases)
    for size in [(80, 24), (120, 40), (200, 60)] {
      dashboard.resize(Size(width: size.0, height: size.1))
      for pane: KeyPress in ["2", "3", "5"] {
        dashboard.press(pane)
        dashboard.waitUntilIdle()
        let text = dashboard.text
        for name in Self.names { #expect(text.contains(name), "\(name) in \(pane) at \(size)") }
      }
    }
    // A legend of seven lines stands beside their curves.
    dashboard.resize(Size(width: 120, height: 40))
    dashboard.press("3")
    let legend = Self.names.map { $0 == "lambda" ? "lambdamart" : $0 }
    #expect(legend.allSatisfy(dashboard.text.contains))
  }

  @Test func markersAndColoursAreAllDifferent() {
    for glyphs in [Glyphs.unicode, .ascii] {
      let markers = (0...ModelKind.allCases.count).map(glyphs.seriesMarker)
      #expect(Set(markers).count == markers.count)
    }
    let colours = (0...ModelKind.allCases.count).map(Role.series)
    #expect(Set(colours).count == colours.count)
  }

  @Test func rankersComeAndGoWithTheGroup() throws {
    let dashboard = try Self.trained()
    #expect(dashboard.state.train.settings.count == 7)
    dashboard.press("2")
    for _ in 0..<6 { dashboard.press("right") }
    #expect(dashboard.state.train.column == 6)
    // Data without a group have four models.
    let bank = try SmallDashboard.folder(.bank, rows: 300)
    defer { try? FileManager.default.removeItem(atPath: bank) }
    let other = HeadlessDashboard(
      options: SmallDashboard.options(path: bank), size: Size(width: 80, height: 24),
      theme: .dark, glyphs: .unicode)
    other.waitUntilIdle()
    #expect(other.state.train.settings.map(\.kind) == [.logistic, .forest, .boosted, .xgboost])
    #expect(!other.text.contains("objective"))
  }
}
