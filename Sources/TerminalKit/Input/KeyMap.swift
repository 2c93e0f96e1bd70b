/// All keys of a program: one table for what keys do, the footer, the help and the documentation.
public struct KeyMap<Action: Sendable>: Sendable {
  /// The table, in the order of footer and help.
  public let bindings: [KeyBinding<Action>]

  /// Whether an action can be done now, and if not, why.
  public enum Availability: Hashable, Sendable {
    /// It can be done.
    case enabled
    /// It can't; the reason is a short sentence.
    case disabled(String)
  }

  /// A key that two bindings claim in the same context.
  public struct Conflict: Hashable, Sendable, CustomStringConvertible {
    /// The key.
    public var key: KeyPress
    /// The titles of both.
    public var titles: [String]
    /// Both in words.
    public var description: String {
      "\(key.text) means “\(titles[0])” and “\(titles[1])”"
    }
  }

  /// Makes a key map.
  public init(_ bindings: [KeyBinding<Action>]) { self.bindings = bindings }

  /// The binding of a key in a context; one made for the context comes before one that holds
  /// everywhere.
  public func binding(for key: KeyPress, in context: String) -> KeyBinding<Action>? {
    let candidates = bindings.filter { $0.keys.contains(key) && $0.applies(in: context) }
    return candidates.first { !$0.contexts.isEmpty } ?? candidates.first
  }

  /// Keys that mean two things at once. A binding for a context may replace one that holds
  /// everywhere; anything else is a conflict.
  public var conflicts: [Conflict] {
    var result: [Conflict] = []
    for (index, first) in bindings.enumerated() {
      for second in bindings[(index + 1)...] {
        let meet =
          first.contexts.isEmpty && second.contexts.isEmpty
          || !first.contexts.isDisjoint(with: second.contexts)
        guard meet else { continue }
        for key in first.keys where second.keys.contains(key) {
          result.append(Conflict(key: key, titles: [first.title, second.title]))
        }
      }
    }
    return result
  }

  /// The hints for the footer in a context.
  ///
  /// - Parameter availability: Says whether an action can be done now.
  public func footer(
    in context: String, glyphs: Glyphs = .unicode,
    availability: (Action) -> Availability = { _ in .enabled }
  ) -> [KeyHint] {
    bindings.enumerated().compactMap { index, binding in
      guard binding.isInFooter, binding.applies(in: context) else { return nil }
      return KeyHint(
        key: binding.keys[0].label(glyphs), title: binding.title,
        isEnabled: availability(binding.action) == .enabled, index: index)
    }
  }

  /// The lines of the help for a context, or of all contexts if it is `nil`, that contain `filter` in
  /// keys, title, sentence or group.
  public func help(
    in context: String? = nil, filter: String = "", glyphs: Glyphs = .unicode,
    availability: (Action) -> Availability = { _ in .enabled }
  ) -> [HelpLine] {
    let wanted = filter.lowercased()
    return bindings.enumerated().compactMap { index, binding in
      if let context, !binding.applies(in: context) { return nil }
      let keys = binding.keys.map { $0.label(glyphs) }.joined(separator: " ")
      let all = [keys, binding.title, binding.help, binding.group].joined(separator: " ")
      guard wanted.isEmpty || all.lowercased().contains(wanted) else { return nil }
      var reason: String?
      if case .disabled(let why) = availability(binding.action) { reason = why }
      return HelpLine(
        keys: keys, title: binding.title, help: binding.help, group: binding.group,
        disabledReason: reason, index: index)
    }
  }

  /// A line of the help.
  public struct HelpLine: Hashable, Sendable {
    /// The keys as a person sees them.
    public var keys: String
    /// Two words.
    public var title: String
    /// A sentence.
    public var help: String
    /// Where it belongs.
    public var group: String
    /// Why it can't be done now; `nil` if it can.
    public var disabledReason: String?
    /// The place of the binding in the table.
    public var index: Int
  }
}
