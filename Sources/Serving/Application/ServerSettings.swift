import Workbench

/// What a server serves, where, and how much of it.
public struct ServerSettings: Sendable {
  /// The address to listen on; this machine alone unless said otherwise.
  public var host = "127.0.0.1"
  /// The port; 0 lets the system choose.
  public var port = 8080
  /// Model files, folders of which every model file counts, or registered models as `champion`,
  /// `champion:DATASET` and `run:RUN/MODEL`.
  public var models: [String] = []
  /// The folder of registered models.
  public var artifacts = RunRegistration.standardFolder
  /// The offers to rank; `nil` without.
  public var offers: String?
  /// The model that answers where a request names none; the first by name when `nil`.
  public var standardModel: String?
  /// Who may ask; everybody when empty.
  public var tokens = AccessTokens()
  /// Seconds between looks at the model files for changes; 0 never looks.
  public var watchSeconds = 0.0
  /// What is too much.
  public var limits = Limits()
  /// How many threads score a batch; they change no number.
  public var threads = 1

  /// Makes the settings of a server without models.
  public init() {}

  /// What is too much for one request, or at once.
  public struct Limits: Sendable {
    /// The largest body in bytes, other than that of a batch.
    public var bodyBytes = 2 << 20
    /// The largest body of a batch in bytes.
    public var batchBytes = 1 << 30
    /// The most customers that one request scores.
    public var scoredRows = 10_000
    /// The most customers that one request ranks offers for.
    public var rankedRows = 1_000
    /// The most customers that one request explains.
    public var explainedRows = 100
    /// Requests worked on at once; more are told to come back.
    public var requestsAtOnce = 256
    /// Batches worked on at once.
    public var batchesAtOnce = 4
    /// Open connections; more wait to be accepted.
    public var connections = 4_096
    /// Seconds that the work on one request may take, batches aside.
    public var workSeconds = 30.0
    /// Seconds that a connection may stand still or drip before it is closed.
    public var patienceSeconds = 20.0

    /// The limits that a server has unless said otherwise.
    public init() {}
  }
}
