/// Where the program keeps what it remembers from one session to the next.
public enum StateFolder {
  /// The folder by the XDG rules: `$XDG_STATE_HOME/offerscope`, else `~/.local/state/offerscope`; `nil`
  /// where there is no home. Relative values of the variable don't count.
  public static func path(environment: [String: String]) -> String? {
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
      return "\(state)/offerscope"
    }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return home == "/" ? "/.local/state/offerscope" : "\(home)/.local/state/offerscope"
  }
}
