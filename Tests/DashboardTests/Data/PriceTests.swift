import Dashboard
import Evaluation
import Foundation
import Tabular
import TerminalKit
import Testing
import Workbench

/// The price of suspicious columns in the Data pane.
@Suite struct PriceTests {
  @Test func aKeyPricesWhatIsExcludedAndOtherRolesForgetIt() throws {
    let dashboard = try SmallDashboard.trained()
    dashboard.press("1")
    dashboard.press("$")
    #expect(dashboard.state.data.isPricing)
    dashboard.waitUntilIdle()
    let price = try #require(dashboard.state.data.prices["duration"])
    #expect(price.isExcluded && price.price.estimate > 0)
    #expect(dashboard.state.status?.text.contains("duration is worth") == true)
    let place = try #require(
      dashboard.state.session.data?.dataset.table.names.firstIndex(of: "duration"))
    dashboard.perform(.data(.select(place)))
    #expect(dashboard.text.contains("AUC ("))
    // Included, it is another table with other prices.
    dashboard.press("x")
    dashboard.waitUntilIdle()
    #expect(dashboard.state.data.prices.isEmpty && !dashboard.state.data.isPricing)
  }
}
