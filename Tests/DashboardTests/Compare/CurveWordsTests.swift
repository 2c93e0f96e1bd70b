import Evaluation
import Foundation
import Modelling
import TerminalKit
import Testing
import Workbench

@testable import Dashboard

/// Charts in words say what tells models apart.
@Suite struct CurveWordsTests {
  @Test func `curves name each model's figure and its point at the threshold`() throws {
    let dashboard = try SmallDashboard.trained()
    dashboard.press("3")
    let words = try #require(
      dashboard.frame.figures.first { $0.description.hasPrefix("ROC:") }?.description)
    let comparison = try #require(dashboard.state.session.comparison)
    for (kind, model) in comparison.trained {
      let figure = MetricKind.rocAUC.text(MetricKind.rocAUC.value(in: model.metrics))
      let recall = try #require(model.metrics[.recall])
      #expect(words.contains("\(kind.rawValue) ROC-AUC \(figure)"))
      #expect(
        words.contains("true positive rate \(NumberText.percent(recall, digits: 1))"), "\(words)")
    }
    #expect(!words.contains("goes from"))
    dashboard.press("ctrl-t")
    #expect(!dashboard.words.contains("Tab complete"))
  }

  @Test func `importances say the numbers of the largest three`() throws {
    let dashboard = try SmallDashboard.trained()
    dashboard.press("4")
    dashboard.waitUntilIdle()
    let words = try #require(
      dashboard.frame.figures.first { $0.description.contains("largest by") }?.description)
    #expect(words.components(separatedBy: "logistic ").count >= 4, "\(words)")
    #expect(words.contains("%") || words.contains("0."))
  }
}
