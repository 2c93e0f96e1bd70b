import Evaluation
import Modelling
import Offers
import Tabular
import TerminalKit
import Workbench

/// What the tour says. Every figure is that of the screen, whatever the data are.
enum TourWords {
  /// The title of a step.
  static func title(of step: TourStep) -> String {
    switch step {
    case .open: "Open data"
    case .train: "Four models at once"
    case .compare: "Side by side"
    case .beats: "Better, or lucky?"
    case .chances: "How sure it is"
    case .segments: "Groups of customers"
    case .honesty: "The honesty key"
    case .splitBack: "And back"
    case .threshold: "The threshold"
    case .importances: "What they look at"
    case .simulate: "One customer"
    case .edit: "What if?"
    case .lift: "Lift an offer"
    case .copy: "Take it along"
    case .runs: "What was trained"
    case .monitor: "Does it still hold?"
    case .end: "What next"
    }
  }

  /// Why, and which key to press, in two or three lines.
  static func text(of step: TourStep, _ state: State) -> String {
    switch step {
    case .open: open(state)
    case .train: train(state)
    case .compare: compare(state)
    case .beats: beats(state)
    case .chances: chances(state)
    case .segments:
      "A score is one number; customers differ in why they have it. "
        + "\(state.pane == .compare ? "Press" : "Press 3, then") S: customers by intent, and f finds "
        + "those for whom the model has the same reasons."
    case .honesty: honesty(state)
    case .splitBack: splitBack(state)
    case .threshold: threshold(state)
    case .importances: importances(state)
    case .simulate: simulate(state)
    case .edit: edit(state)
    case .lift: lift(state)
    case .copy: copy(state)
    case .runs:
      "Press 6: runs that were kept, with data, plan, seed and figures; two can be compared, and each "
        + "trained again."
    case .monitor:
      "Customers change. Press 7: a model held against new rows, column by column, and whether what it "
        + "promised came."
    case .end:
      "That was it: from a file to ranked offers, each figure on rows that no model saw. o in Data opens "
        + "your own CSV file, ? lists all keys, : finds any action by its name."
    }
  }

  private static func open(_ state: State) -> String {
    if state.session.openingPath != nil { return "The file is being read." }
    if state.session.data == nil, state.data.sets.isEmpty {
      return
        "No bundled set is here to go through: start with offerscope DATA and a file of your own, or "
        + "start it beside the folder sample_data; o opens a file now."
    }
    return "Two minutes through the whole program, on made-up customers of a bank. Press Enter: it "
      + "opens the selected set and trains on it at once."
  }

  private static func train(_ state: State) -> String {
    guard let data = state.session.data else { return open(state) }
    let rate = NumberText.percent(data.dataset.positiveRate, digits: 1)
    let rows = NumberText.grouped(data.dataset.table.rowCount)
    let models = counted(state.session.kinds.count, "model")
    return "\(data.name): \(rows) customers, of whom \(rate) said \(data.dataset.positiveLabel). "
      + "\(models) learn who will. Press 2 to see their settings and how far they are."
  }

  private static func compare(_ state: State) -> String {
    guard let split = state.session.training.split else { return "The rows are being split." }
    let fitted = NumberText.grouped(split.fitRows + split.validationRows)
    let tested = NumberText.grouped(split.testRows)
    let start =
      "Models as columns, settings as rows. They learn from \(fitted) rows; \(tested) others are kept "
      + "from them."
    if state.session.comparison == nil {
      return start + " Wait until they are trained, then press 3."
    }
    return start + " Press 3: how they did on those."
  }

  /// The models by ROC-AUC, best first.
  private static func ranking(_ state: State) -> [(kind: ModelKind, model: TrainedModel)] {
    let models = Leaderboard.trained(state)
    return MetricKind.rocAUC.ranking(
      models.map { (key: $0, value: MetricKind.rocAUC.value(in: $0.model.metrics)) })
  }

  private static func beats(_ state: State) -> String {
    let models = ranking(state)
    guard models.count > 1, let best = models[0].model.metrics[.rocAUC],
      let second = models[1].model.metrics[.rocAUC]
    else { return "Press b: how likely each model beats each other." }
    // A lead that rounds to nothing would look like none.
    let digits = NumberText.fixed(best, digits: 3) == NumberText.fixed(second, digits: 3) ? 4 : 3
    return
      "\(models[0].kind.rawValue) ranks customers best: ROC-AUC \(NumberText.fixed(best, digits: digits)) "
      + "against \(NumberText.fixed(second, digits: digits)) of \(models[1].kind.rawValue). Is that more "
      + "than luck? Press b."
  }

  private static func chances(_ state: State) -> String {
    let models = ranking(state)
    guard models.count > 1, let figures = MatrixFigures(ComparisonMatrix(), in: state),
      let first = figures.kinds.firstIndex(of: models[0].kind),
      let second = figures.kinds.firstIndex(of: models[1].kind),
      let chance = figures.comparison.chance(of: first, beating: second)
    else { return "The test rows are being drawn again and again. Esc closes this." }
    let verdict =
      chance > 0.95
      ? "That is more than luck." : "That is not enough to throw the other one away."
    // A chance of less than a half for the better one needs what it is the chance of.
    let margin = figures.comparison.equivalence
    let lead = margin > 0 ? " by more than \(NumberText.fixed(margin, digits: 3))" : ""
    return "\(models[0].kind.rawValue) beats \(models[1].kind.rawValue)\(lead) in "
      + "\(NumberText.percent(chance)) of \(figures.source). \(verdict) Esc closes this."
  }

  private static func honesty(_ state: State) -> String {
    if state.session.training.isRunning {
      return "The models are being trained on the other split."
    }
    let close = state.overlay == nil ? "Press" : "Esc closes this, then press"
    return
      "A random split can flatter: near copies of a customer, or the future, leak into the test. "
      + "\(close) H: the same models by another split, and whose rank flips."
  }

  private static func splitBack(_ state: State) -> String {
    if state.session.training.isRunning { return "The models are being trained again." }
    let flipped = HonestyProgram.flipped(in: state)
    let start =
      flipped.isEmpty
      ? "Every model keeps its place on this split."
      : "On this split \(flipped.map(\.rawValue).joined(separator: ", ")) "
        + "\(flipped.count == 1 ? "has" : "have") another place than on the random one."
    let place = state.pane == .compare ? "Press" : "Press 3, then"
    return "\(start) \(place) H again: round to the split of before."
  }

  private static func threshold(_ state: State) -> String {
    let start: String
    if let best = ranking(state).first,
      let precision = best.model.metrics[.precision], let recall = best.model.metrics[.recall]
    {
      let bar = NumberText.fixed(best.model.threshold, digits: 3)
      start =
        "Whoever \(best.kind.rawValue) gives \(bar) or more would be contacted: "
        + "\(NumberText.percent(precision)) of them say yes, and that is "
        + "\(NumberText.percent(recall)) of all who do."
    } else {
      start = "Customers above the threshold would be contacted."
    }
    let place = state.pane == .compare ? "" : "Press 3, then"
    return "\(start) \(place.isEmpty ? "Press" : place) . or , : the threshold of all models moves."
  }

  private static func importances(_ state: State) -> String {
    let moved = state.compare.threshold.map {
      "All models now decide at \(NumberText.fixed($0, digits: 3)); 0 gives each its own again. "
    }
    return (moved ?? "") + "Press 4: which columns each model looks at, and whether they agree."
  }

  private static func simulate(_ state: State) -> String {
    guard let best = ranking(state).first,
      let known = state.session.importances[best.kind],
      let top = known.shapShares.indices.max(by: { known.shapShares[$0] < known.shapShares[$1] })
    else { return "Press 5: one customer, and the offers ranked for them." }
    return "\(known.titles[top]) moves the answers of \(best.kind.rawValue) most: "
      + "\(NumberText.percent(known.shapShares[top])) of all that moves them. Press 5: one customer, and "
      + "the offers ranked for them."
  }

  private static func edit(_ state: State) -> String {
    guard let view = SimulatePane.view(state) else { return "The models are being trained." }
    var start = "\(view.kind.rawValue) gives this customer \(percent(view.probability))"
    if let best = view.offers.first(where: { $0.position == 1 }) {
      start += ", and “\(best.offer.name)” comes first"
    }
    return "\(start). \(way(to: view, state)), and everything is ranked anew."
  }

  /// How to change what counts most, so that a key moves something.
  private static func way(to view: Simulation.ModelView, _ state: State) -> String {
    let most = view.explanation.reasons.max { abs($0.points) < abs($1.points) }
    guard state.simulate.area == .form, let most, abs(most.points) >= 0.0005,
      let place = state.session.simulator?.fields.firstIndex(where: { $0.column == most.column })
    else { return "Press → (or l) a few times: the value changes" }
    let way = place - state.simulate.field
    let keys = way == 0 ? "press" : "go \(way > 0 ? "down with j" : "up with k"), press"
    let points = NumberText.fixed(abs(most.points) * 100, digits: 1)
    return
      "\(SimulateWords.name(most)) \(most.points > 0 ? "adds" : "takes") \(points) points, the most: "
      + "\(keys) → or ←"
  }

  private static func lift(_ state: State) -> String {
    guard let view = SimulatePane.view(state) else { return "The models are being trained." }
    let isChanged = state.simulate.profile != state.simulate.base
    let points = SimulateWords.points(view.probability - view.baseProbability)
    let moved = view.offers.count { offer in
      switch view.move(of: offer) {
      case .up?, .down?: true
      default: false
      }
    }
    let start =
      !isChanged
      ? "Nothing is changed yet: this customer has \(percent(view.probability))."
      : "\(percent(view.baseProbability)) became \(percent(view.probability)) (\(points) points); "
        + (moved == 0
          ? "no offer changed its place." : "\(counted(moved, "offer")) changed places.")
    if view.offers.isEmpty {
      return start + " These data have no offers to lift: press ^N."
    }
    let next =
      state.simulate.lift != nil && state.simulate.lift?.outcome == nil
      ? "It is being looked for."
      : state.pane.program.isTyping(in: state)
        ? "Enter: what lifts it to the first place?"
        : state.simulate.area != .offers
          ? "Press Tab to go to the offers."
          : selectedPlace(state, view) == 1
            ? "j selects the second offer." : "Press L: what would lift this offer?"
    return "\(start) \(next)"
  }

  private static func selectedPlace(_ state: State, _ view: Simulation.ModelView) -> Int? {
    SimulatePane.selectedOffer(state)?.position
  }

  private static func copy(_ state: State) -> String {
    let found =
      switch state.simulate.lift?.outcome {
      case .found(let lift)?:
        "A change of \(lift.changes.map(words).joined(separator: " and ")) would lift it; a makes it, u "
          + "takes it back."
      case .alreadyAbove?: "It stands above already."
      case .impossible(_, let tried)?:
        "None of the \(NumberText.grouped(tried)) changes that were tried lifts it."
      case nil: ""
      }
    return "\(found) Press y: the command that ranks the same offers without this screen."
  }

  private static func words(_ change: ProfileChange) -> String {
    "\(change.column) to \(change.value)"
  }

  private static func percent(_ share: Double) -> String { NumberText.percent(share, digits: 1) }
}
