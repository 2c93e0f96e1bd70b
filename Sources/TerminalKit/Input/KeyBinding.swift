/// One line of the key map: keys, what they do, and how it is explained.
public struct KeyBinding<Action: Sendable>: Sendable {
  /// The keys that do it; the first is the one shown. Without any, it is chosen by its name.
  public var keys: [KeyPress]
  /// What they do.
  public var action: Action
  /// Two words for the footer.
  public var title: String
  /// A sentence for the help.
  public var help: String
  /// Where in the help it stands.
  public var group: String
  /// The contexts in which the keys work, such as panes; empty is everywhere.
  public var contexts: Set<String>
  /// Whether the footer shows it; the help shows all.
  public var isInFooter: Bool

  /// Makes a binding.
  public init(
    _ keys: [KeyPress], _ action: Action, title: String, help: String, group: String,
    contexts: Set<String> = [], isInFooter: Bool = true
  ) {
    precondition(!keys.isEmpty || !isInFooter, "A binding of the footer needs a key.")
    self.keys = keys
    self.action = action
    self.title = title
    self.help = help
    self.group = group
    self.contexts = contexts
    self.isInFooter = isInFooter
  }

  /// Whether the keys work in a context.
  public func applies(in context: String) -> Bool {
    contexts.isEmpty || contexts.contains(context)
  }
}
