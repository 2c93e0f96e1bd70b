import Tabular
import TerminalKit
import Workbench

extension DataPane {
  /// Gives the selected column a role, or takes it; the data are opened again and trained on.
  static func changeRole(_ action: DataAction, _ state: inout State) -> [Effect] {
    guard let data = state.session.data, let column = selectedColumn(in: state) else { return [] }
    let name = column.name
    let roles = data.dataset.roles
    var overrides = state.data.acceptedOverrides
    let refusal: String?
    switch action {
    case .setTarget:
      refusal = roles.target == name ? "\(name) is the target already." : nil
      overrides.takeRoles(from: name)
      overrides.target = name
      overrides.positive = nil
    case .cyclePositive:
      refusal = nil
      overrides.positive = data.dataset.negativeLabel
    case .setGroup: refusal = toggle(\.group, \.group, name, roles, &overrides)
    case .addToGroup: refusal = toggleInGroup(name, roles, &overrides)
    case .setItem: refusal = toggle(\.item, \.item, name, roles, &overrides)
    case .setTime:
      refusal =
        Roles.reasonAgainstTime(column) ?? toggle(\.time, \.time, name, roles, &overrides)
    case .setPosition: refusal = toggle(\.position, \.position, name, roles, &overrides)
    case .setIdentifier: refusal = toggle(\.identifier, \.identifier, name, roles, &overrides)
    case .toggleExcluded: refusal = toggleExclusion(of: name, data, &overrides)
    default: return []
    }
    if let refusal {
      state.status = Status(.warning, refusal)
      return []
    }
    return Opening.reopen(overrides, &state)
  }

  private static func toggle(
    _ role: KeyPath<Roles, String?>, _ override: WritableKeyPath<RoleOverrides, String?>,
    _ name: String, _ roles: Roles, _ overrides: inout RoleOverrides
  ) -> String? {
    if roles.target == name { return "\(name) is the target; choose another target first." }
    guard roles[keyPath: role] == name else {
      overrides.takeRoles(from: name)
      overrides[keyPath: override] = name
      return nil
    }
    guard overrides[keyPath: override] == name else {
      return "The data themselves give \(name) this role; another column can take it over."
    }
    overrides[keyPath: override] = nil
    return nil
  }

  /// Adds a column to the key of the group, or takes it out.
  private static func toggleInGroup(
    _ name: String, _ roles: Roles, _ overrides: inout RoleOverrides
  ) -> String? {
    if roles.target == name { return "\(name) is the target; choose another target first." }
    var columns = roles.groupKey?.columns ?? []
    if let place = columns.firstIndex(of: name) {
      if columns.count == 1 { return "\(name) is the only column of the group; g takes that back." }
      columns.remove(at: place)
    } else {
      columns.append(name)
    }
    // Time may be part of a group and keep its role.
    if overrides.time != name || columns.count == 1 { overrides.takeRoles(from: name) }
    overrides.group = columns.count == 1 ? columns[0] : NameList.text(columns)
    return nil
  }

  private static func toggleExclusion(
    of name: String, _ data: OpenedData, _ overrides: inout RoleOverrides
  ) -> String? {
    let roles = data.dataset.roles
    if roles.keyColumns.contains(name) {
      return "\(name) has a role, so models don't see it anyway."
    }
    if let aside = data.dataset.setAside.first(where: { $0.column == name }) {
      return "\(name) can't be given to models: \(aside.reason)."
    }
    if roles.excluded.contains(where: { $0.column == name }) {
      overrides.exclude.removeAll { $0 == name }
      if !overrides.include.contains(name) { overrides.include.append(name) }
    } else {
      overrides.include.removeAll { $0 == name }
      if !overrides.exclude.contains(name) { overrides.exclude.append(name) }
    }
    return nil
  }
}

/// What a column is used for, in words.
enum DataWords {
  /// The word for the table, a sentence, and its colour.
  struct RoleWord {
    var word: String
    var sentence: String
    var role: Role
  }

  static func role(of name: String, in data: OpenedData) -> RoleWord {
    let dataset = data.dataset
    let roles = dataset.roles
    let short = ShortName.text(name, width: 16)
    if roles.target == name {
      return RoleWord(
        word: "target",
        sentence:
          "\(short) is predicted; “\(dataset.positiveLabel)” is the positive class (p changes).",
        role: .accent)
    }
    if let key = roles.groupKey, key.columns.contains(name) {
      return RoleWord(
        word: "group",
        sentence:
          "Rows with equal \(ShortName.text(key.title)) are ranked together and split together.",
        role: .series6)
    }
    let named: [(String?, String, String)] = [
      (roles.item, "item", "\(short) names what is ranked within a group."),
      (roles.time, "time", "\(short) orders the rows in time."),
      (
        dataset.positionFeature, "position",
        "Models are fitted with \(short) and score as if all were shown at one place."
      ),
      (roles.identifier, "id", "\(short) names the rows; models don't see it."),
      (
        roles.amount, "amount",
        "\(short) is the money that the outcome brought; models don't see it."
      ),
    ]
    for case (let column?, let word, let sentence) in named where column == name {
      return RoleWord(word: word, sentence: sentence, role: .series6)
    }
    if let exclusion = roles.excluded.first(where: { $0.column == name }) {
      return RoleWord(
        word: "excluded", sentence: "\(short) is excluded: \(exclusion.reason); x includes it.",
        role: .warning)
    }
    if let aside = dataset.setAside.first(where: { $0.column == name }) {
      return RoleWord(
        word: "set aside", sentence: "\(short) is set aside: \(aside.reason).", role: .faint)
    }
    return RoleWord(
      word: "feature",
      sentence: "Models see \(short); x excludes it, t predicts it, r gives it a role.",
      role: .text)
  }
}

extension RoleOverrides {
  /// A column has one role: what was said of it before no longer holds.
  fileprivate mutating func takeRoles(from name: String) {
    for role in [
      \RoleOverrides.target, \.identifier, \.group, \.item, \.time, \.position, \.amount,
    ]
    where self[keyPath: role] == name {
      self[keyPath: role] = nil
    }
    // One column of a group of several.
    let columns = group.map(NameList.names) ?? []
    if columns.count > 1, columns.contains(name) {
      let rest = columns.filter { $0 != name }
      group = rest.count == 1 ? rest[0] : NameList.text(rest)
    }
    exclude.removeAll { $0 == name }
    include.removeAll { $0 == name }
  }
}
