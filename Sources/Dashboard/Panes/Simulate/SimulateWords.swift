import Modelling
import Offers
import TerminalKit
import Workbench

/// Values and commands as a person reads and types them.
enum SimulateWords {
  /// A number with the fewest digits that read back as the same value.
  static func text(_ number: Double) -> String {
    if number == number.rounded(), abs(number) < 1e15 { return String(Int64(number)) }
    // Most columns are stored in 32 bits: 1.3 must not show as 1.2999999523.
    let single = Float(number)
    return Double(single) == number ? "\(single)" : "\((number * 1e9).rounded() / 1e9)"
  }

  static func text(_ value: ProfileValue) -> String {
    if case .number(let number) = value { return text(number) }
    return value.description
  }

  /// A difference of probabilities in percentage points, such as `+3.2`; `0.0` where it is less than half a tenth.
  static func points(_ difference: Double) -> String {
    let text = NumberText.fixed(difference * 100, digits: 1)
    return difference * 100 >= 0.05 ? "+\(text)" : text == "0.0" ? "0.0" : text
  }

  /// The command that ranks the offers for the customer on screen.
  static func command(for state: State) -> String? {
    guard let data = state.session.data, let profile = state.simulate.profile else { return nil }
    var words = ["offerscope", data.catalogue == nil ? "explain" : "rank", quoted(data.path)]
    if let row = state.simulate.origin.row { words += ["--row", String(row)] }
    let before = state.simulate.origin.profile ?? profile
    let changes = profile.difference(from: before).compactMap { change in
      change.after.map { "\(change.column)=\($0 == .missing ? "" : text($0))" }
    }
    if !changes.isEmpty { words += ["--profile", quoted(changes.joined(separator: ","))] }
    if state.simulate.order == .probability, data.catalogue != nil {
      words += ["--order", "probability"]
    }
    words += roleWords(state.session.overrides) + planWords(state)
    return words.joined(separator: " ")
  }

  private static func roleWords(_ overrides: RoleOverrides) -> [String] {
    let named = [
      ("--target", overrides.target), ("--positive", overrides.positive),
      ("--id", overrides.identifier), ("--group", overrides.group), ("--item", overrides.item),
      ("--time", overrides.time),
      ("--exclude", overrides.exclude.isEmpty ? nil : overrides.exclude.joined(separator: ",")),
      ("--include", overrides.include.isEmpty ? nil : overrides.include.joined(separator: ",")),
    ]
    return named.flatMap { option, value in value.map { [option, quoted($0)] } ?? [] }
  }

  /// What was set of the training, so that the command trains the same models.
  private static func planWords(_ state: State) -> [String] {
    guard let plan = state.session.comparison?.plan, let data = state.session.data else {
      return []
    }
    let standard = TrainingPlan(for: data)
    var words: [String] = []
    if plan.models.map(\.kind) != standard.models.map(\.kind) {
      words += ["--models", plan.models.map(\.kind.rawValue).joined(separator: ",")]
    }
    if plan.split != standard.split { words += ["--split", plan.split.description] }
    if plan.balance != standard.balance { words += ["--balance", plan.balance.rawValue] }
    if plan.seed != standard.seed { words += ["--seed", String(plan.seed)] }
    let changes = plan.models.flatMap { model in
      ModelSettings.definitions(of: model.kind).filter { model.isChanged($0.key) }.map {
        "\(model.kind.rawValue).\($0.key)=\(TrainPane.plainText(model[$0.key]))"
      }
    }
    if !changes.isEmpty { words += ["--set", quoted(changes.joined(separator: ","))] }
    return words
  }

  /// A word for the shell.
  static func quoted(_ text: String) -> String {
    let plain = text.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || (0x30...0x39).contains(scalar.value)
        || "/._-+:,=@".unicodeScalars.contains(scalar)
    }
    if plain && !text.isEmpty { return text }
    return "'"
      + text.split(separator: "'", omittingEmptySubsequences: false).joined(
        separator: "'\\''") + "'"
  }
}
