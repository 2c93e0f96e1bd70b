import NIOCore
import NIOHTTPTypes

/// Closes connections that stand still, drip, or don't read what they asked for, so that nobody holds
/// one for nothing; and those that go on sending a request that is answered already, after they had
/// time to read the answer.
///
/// Time is looked at once a span of patience. A connection is closed at a look since the last of which
/// it brought no request to its end, neither sent nor took enough bytes, and the server was not at
/// work on a whole request.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart

  /// Fewer bytes of a body than this in a span of patience are a drip.
  private static let leastBytes = 1_024

  private let patience: TimeAmount
  private var look: Scheduled<Void>?
  private var bytesRead = 0
  private var hasMoved = false
  /// Whether a request has begun whose end was not read.
  private var isReading = false
  /// Whether a whole request waits for its answer.
  private var isAnswering = false
  /// Whether a request was answered before it was whole, as one that is too large.
  private var isAnsweredEarly = false
  /// Whether there was a look since then: what sends on and on is not listened to for long.
  private var wasSeenEarly = false

  init(patienceSeconds: Double) {
    patience = .milliseconds(Int64(max(0.05, patienceSeconds) * 1_000))
  }

  func handlerAdded(context: ChannelHandlerContext) {
    if context.channel.isActive { lookLater(context) }
  }

  func channelActive(context: ChannelHandlerContext) {
    lookLater(context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    look?.cancel()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { look?.cancel() }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head:
      isReading = true
      isAnsweredEarly = false
      wasSeenEarly = false
    case .body(let buffer): bytesRead += buffer.readableBytes
    case .end:
      isReading = false
      isAnswering = true
      hasMoved = true
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data) {
      isAnswering = false
      hasMoved = true
      isAnsweredEarly = isReading
    } else if context.channel.isWritable {
      hasMoved = true
    }
    context.write(data, promise: promise)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable { hasMoved = true }
    context.fireChannelWritabilityChanged()
  }

  private func lookLater(_ context: ChannelHandlerContext) {
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    look = context.eventLoop.scheduleTask(in: patience) {
      let (guardian, context) = bound.value
      guardian.lookNow(context)
    }
  }

  private func lookNow(_ context: ChannelHandlerContext) {
    let isAtWork = isAnswering && context.channel.isWritable
    let isAlive = hasMoved || bytesRead >= Self.leastBytes || isAtWork
    guard isAlive, !(isReading && wasSeenEarly) else {
      context.close(promise: nil)
      return
    }
    wasSeenEarly = isAnsweredEarly
    hasMoved = false
    bytesRead = 0
    lookLater(context)
  }
}
