import Modelling
import Workbench

/// The lines of the Train pane: what can be set of the models and of the training.
enum TrainLine: Hashable {
  /// Whether a model is trained.
  case included
  /// A setting, by the title that models share.
  case setting(String)
  /// What all models share.
  case plan(PlanPart)

  /// The lines of the models in sight, in order.
  static func all(_ state: State) -> [TrainLine] {
    all(of: state.train.settings.map(\.kind), state.session.plan)
  }

  /// The selected line; the last where there are fewer by now.
  static func selected(_ state: State) -> TrainLine {
    let all = all(state)
    return all[max(0, min(state.train.line, all.count - 1))]
  }

  /// The lines of some models and of what they share in a plan, in order.
  static func all(of kinds: [ModelKind], _ plan: TrainingPlan?) -> [TrainLine] {
    [.included] + titles(of: kinds).map(TrainLine.setting)
      + PlanPart.all(of: plan).map(TrainLine.plan)
  }

  /// The titles of all settings of some models, each once.
  private static func titles(of kinds: [ModelKind]) -> [String] {
    var titles: [String] = []
    for definition in kinds.flatMap(ModelSettings.definitions)
    where !titles.contains(definition.title) {
      titles.append(definition.title)
    }
    return titles
  }

  /// Whether the line has a value for each model.
  var isPerModel: Bool {
    if case .plan = self { false } else { true }
  }

  /// The words at the left.
  var title: String {
    switch self {
    case .included: "trained"
    case .setting(let title): title
    case .plan(let part): part.rawValue
    }
  }

  /// The definition of this line's setting for a model; `nil` if the model has none.
  func definition(for kind: ModelKind) -> SettingDefinition? {
    guard case .setting(let title) = self else { return nil }
    return ModelSettings.definitions(of: kind).first { $0.title == title }
  }
}
