import Foundation
import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals
import Workbench

/// A server of saved models, built apart from the program that runs it.
public struct ServerApplication: Sendable {
  private let settings: ServerSettings
  private let logger: Logger
  /// The models; changing them here changes them for the requests that follow.
  public let shelf: ModelShelf
  let responder: ServerResponder

  /// Reads the models and makes a server that does not listen yet.
  ///
  /// - Throws: ``ServingError`` in one sentence.
  public init(_ settings: ServerSettings, logger: Logger) throws {
    self.settings = settings
    self.logger = logger
    shelf = try ModelShelf(settings, logger: logger)
    responder = ServerResponder(
      shelf: shelf, settings: settings, gate: RequestGate(settings.limits),
      metrics: ServerMetrics(), logger: logger)
  }

  /// Listens and answers until SIGTERM or SIGINT; then it accepts no more and returns when what runs
  /// is answered, or after half a minute.
  ///
  /// - Parameter isListening: called with the port once connections are accepted.
  /// - Throws: ``ServingError`` where the address can't be listened at.
  public func run(isListening: @escaping @Sendable (Int) -> Void = { _ in }) async throws {
    let patience = settings.limits.patienceSeconds
    let logger = logger
    let application = Application(
      responder: responder,
      server: .http1(
        configuration: .init(
          additionalChannelHandlers: [ConnectionGuard(patienceSeconds: patience)])),
      configuration: .init(
        address: .hostname(settings.host, port: settings.port), serverName: "offerscope",
        availableConnectionsDelegate: MaximumAvailableConnections(settings.limits.connections)),
      onServerRunning: { channel in
        let port = channel.localAddress?.port ?? 0
        logger.info("listening", metadata: ["port": "\(port)"])
        isListening(port)
      },
      logger: logger)
    var configuration = ServiceGroupConfiguration(
      services: [application, ModelWatch(shelf: shelf, seconds: settings.watchSeconds)],
      gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    configuration.maximumGracefulShutdownDuration = .seconds(30)
    do {
      try await ServiceGroup(configuration: configuration).run()
    } catch let error as IOError {
      throw ServingError(
        .failed,
        "\(settings.host):\(settings.port) can't be listened at: "
          + "\(String(cString: strerror(error.errnoCode))); is another server there?")
    }
    logger.info("stopped")
  }
}

/// Takes up changed models on SIGHUP, and where asked for when a file changes.
struct ModelWatch: Service {
  let shelf: ModelShelf
  let seconds: Double

  func run() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
          // A refusal is logged and kept for whoever asks whether the server is ready.
          try? shelf.reload()
        }
      }
      if seconds > 0 {
        group.addTask {
          try? await cancelWhenGracefulShutdown {
            while true {
              try await Task.sleep(for: .seconds(seconds))
              shelf.reloadIfChanged()
            }
          }
        }
      }
      try await group.waitForAll()
    }
  }
}
