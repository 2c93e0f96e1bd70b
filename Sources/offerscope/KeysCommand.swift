import ArgumentParser
import Dashboard

/// `offerscope keys`: what each key of the dashboard does.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "List the keys of the dashboard.")

  @Flag(name: .long, help: "Print the keys of the footers as a table in Markdown.")
  var markdown = false

  func run() throws {
    try StandardOutput.print(markdown ? KeyList.markdown : KeyList.text)
  }
}
