import ArgumentParser
import Dashboard

/// `offerscope tour`: the dashboard with its guide.
struct TourCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tour",
    abstract: "Open the dashboard with a guided tour of two minutes.",
    discussion: "Esc leaves the tour at any step; F3 begins it again.")

  @Argument(help: "A CSV file, or a folder or YAML file; without it, the bundled sets.")
  var data: String?
  @Option(name: .long, help: "Colours: dark, light, colourblind or mono.")
  var theme: String?
  @Flag(name: .long, help: "Draw with ASCII characters only.")
  var ascii = false
  @Flag(name: .long, help: "Nothing on screen moves by itself.")
  var reduceMotion = false

  func run() throws {
    var options = DashboardOptions(
      dataPath: data, theme: theme, isASCII: ascii, reducesMotion: reduceMotion,
      copyFolder: "artifacts")
    options.startsTour = true
    options.arguments = SessionOptions.arguments(seed: nil)
    options.version = OfferScope.configuration.version
    let code = DashboardProgram.run(options: options)
    if code != 0 { throw ExitCode(code) }
  }
}
