import TerminalKit

/// A count with its noun, such as `1 feature` and `16 features`.
func counted(_ count: Int, _ noun: String) -> String {
  "\(NumberText.grouped(count)) \(noun)\(count == 1 ? "" : "s")"
}
