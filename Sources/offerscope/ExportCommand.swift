import ArgumentParser
import Workbench

/// `offerscope export`: a saved model in XGBoost's form.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a saved model as XGBoost JSON, which Python's xgboost loads and scores alike.",
    discussion: """
      Boosted trees and the XGBoost model become binary:logistic. A forest becomes reg:squarederror \
      with base score 0 over leaves divided by the number of trees (each less a half, which a last \
      tree adds), so that predict gives its probability. Categories are codes: the places among the \
      sorted levels of training, which XGBoost 3.1 and later find by name in a data frame.
      """)

  @Argument(help: "A model file that train --out wrote.")
  var model: String
  @Option(name: .long, help: "The JSON file to write.")
  var out: String
  @OptionGroup var registered: ArtifactsOption
  @Flag(name: .long, help: "Say nothing on standard error.")
  var quiet = false

  func run() throws {
    let narration = Narration(isQuiet: quiet)
    let model = try registered.path(model)
    try OutputPath.refuse(out, ifAmong: [model])
    narration.note(try ModelExport.writeXGBoost(of: model, to: out))
  }
}
