import Modelling
import TerminalKit
import Workbench

extension TrainPane {
  static func draw(_ state: State, in area: Rect, of frame: inout Frame) {
    if state.isZoomed, hasCurves(state) {
      return LearningCurveView.draw(state, in: area, of: &frame)
    }
    guard state.session.plan != nil else {
      return EmptyPage.draw(
        "Open data first (1): then models are trained here, and their settings can be changed.",
        in: area, of: &frame)
    }
    var rest = area
    if area.width >= 112 {
      // Seven models need wider columns than four.
      let least = state.train.settings.count > 4 ? 80 : 61
      let left = rest.takeLeft(max(least, area.width * 51 / 100))
      SettingsGridView.draw(state, in: left, of: &frame)
      let lines = state.train.settings.count
      let each = rest.height >= 30 ? 3 : 2
      let more = TrainingProgressView.overflow(state, width: rest.width, height: each)
      let progress = rest.takeTop(
        min(rest.height, lines * each + 2 + min(more, rest.height / 3)))
      TrainingProgressView.draw(state, in: progress, of: &frame)
      if rest.height >= 6 { LearningCurveView.draw(state, in: rest, of: &frame) }
      return
    }
    let models = state.train.settings.count
    let more = TrainingProgressView.overflow(state, width: area.width, height: 1)
    let progress = rest.takeTop(
      min(models + 2 + more, max(3, area.height * (models + more > 4 ? 4 : 3) / 7)))
    TrainingProgressView.draw(state, in: progress, of: &frame)
    if area.width >= 78, rest.height >= 8, models <= 4, hasCurves(state) {
      let left = rest.takeLeft(52)
      SettingsGridView.draw(state, in: left, of: &frame)
      LearningCurveView.draw(state, in: rest, of: &frame)
    } else {
      SettingsGridView.draw(state, in: rest, of: &frame)
    }
  }
}
