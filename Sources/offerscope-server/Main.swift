public import ArgumentParser
import Foundation
public import Logging
import Serving

/// `offerscope-server`: serves saved models over HTTP.
@main struct OfferScopeServer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "offerscope-server",
    abstract: "Score, rank and explain over HTTP by saved models.",
    discussion: """
      GET /openapi.json describes the routes. SIGHUP reads the models again, SIGTERM finishes what runs and \
      stops. With champion for a model, runs promote takes effect at the next SIGHUP, POST /v1/reload or look \
      of --watch, and no request is dropped. Tokens come from the variable OFFERSCOPE_TOKENS or --tokens FILE.
      """,
    version: "0.1.0")

  @Argument(
    help:
      "Model files that train --out wrote, folders of them, or registered models: champion, champion:DATASET, run:RUN/MODEL."
  )
  var models: [String]
  @Option(
    name: .long, help: ArgumentHelp("The folder of registered models.", valueName: "folder"))
  var artifacts: String?
  @Option(name: .long, help: "The offers to rank.")
  var offers: String?
  @Option(name: .long, help: "The model that answers where a request names none.")
  var standard: String?
  @Option(name: .long, help: "The address to listen on; 0.0.0.0 for all.")
  var host = "127.0.0.1"
  @Option(name: .long, help: "The port; 0 lets the system choose.")
  var port = 8080
  @Option(name: .long, help: "A file of tokens, one a line; without any, everybody may ask.")
  var tokens: String?
  @Option(name: .long, help: "Look every so many seconds whether the models changed.")
  var watch = 0.0
  @Option(name: .long, help: "How many threads score a batch.")
  var threads = 1
  @OptionGroup(title: "Limits") var limits: LimitOptions
  @Option(name: .long, help: "What is logged: trace, debug (every request), info, warning, error.")
  var logLevel: Logger.Level = .info

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("--port \(port): give a number from 0 to 65535.")
    }
    guard (1...256).contains(threads) else {
      throw ValidationError("--threads \(threads): give a number from 1 to 256.")
    }
    guard watch >= 0, watch.isFinite else {
      throw ValidationError("--watch \(watch): give seconds, or 0 for never.")
    }
  }

  func run() async throws {
    do {
      var logger = Logger(label: "offerscope", factory: StreamLogHandler.standardError(label:))
      logger.logLevel = logLevel
      try await ServerApplication(settings(), logger: logger).run()
    } catch let error as ServingError {
      FileHandle.standardError.write(Data("error: \(error.message)\n".utf8))
      throw ExitCode(error.code == .badInput ? 2 : 1)
    }
  }

  private func settings() throws -> ServerSettings {
    var settings = ServerSettings()
    settings.models = models
    if let artifacts { settings.artifacts = artifacts }
    settings.offers = offers
    settings.standardModel = standard
    settings.host = host
    settings.port = port
    settings.watchSeconds = watch
    settings.threads = threads
    settings.limits = limits.limits
    settings.tokens = try AccessTokens.found(file: tokens)
    return settings
  }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
