import Foundation

/// Where a table lies that our own readers can't read as it is.
public enum TableSource: Sendable, Equatable {
  /// One file that is packed or of a foreign format, or several that make one table.
  case files([String])
  /// The rows of a query to a PostgreSQL database.
  case postgres(PostgresQuery)
  /// Files in an S3-compatible store.
  case objects(ObjectQuery)

  /// How it is called in sentences.
  public var title: String {
    switch self {
    case .files(let paths): paths.count == 1 ? paths[0] : "\(paths.first ?? "") and the others"
    case .postgres(let query): query.title
    case .objects(let query): query.url
    }
  }

  /// Whether a file's name is one of a table: CSV, Parquet or JSON lines, packed or not.
  public static func isTable(_ name: String) -> Bool { InputFormat.of(name) != nil }

  /// Whether a file is packed or holds JSON, so that it must be fetched before it is read.
  public static func isForeignFile(_ path: String) -> Bool {
    PackedFile(path) != nil || InputFormat.of((path as NSString).lastPathComponent)?.format == .json
  }
}

/// A query to a PostgreSQL database. The password is none of it: it comes from the environment
/// (`PGPASSWORD`) or from `~/.pgpass`, as for all programs that use PostgreSQL's own library.
public struct PostgresQuery: Sendable, Equatable {
  /// The machine.
  public var host: String
  /// The port, 1…65535.
  public var port: Int
  /// The database.
  public var database: String
  /// The user.
  public var user: String
  /// What is asked: a SELECT.
  public var query: String
  /// `require` and the like, as PostgreSQL spells them; `nil` for its preset.
  public var sslMode: String?

  /// Makes a query.
  public init(
    host: String, port: Int, database: String, user: String, query: String, sslMode: String? = nil
  ) {
    self.host = host
    self.port = port
    self.database = database
    self.user = user
    self.query = query
    self.sslMode = sslMode
  }

  /// How it is called in sentences.
  var title: String { "database \(database) on \(host):\(port)" }

  /// What PostgreSQL's library is told, each value in its quotes.
  var connection: String {
    var parts = [
      ("host", host), ("port", String(port)), ("dbname", database), ("user", user),
      ("connect_timeout", "10"), ("application_name", "offerscope"),
    ]
    if let sslMode { parts.append(("sslmode", sslMode)) }
    return parts.map { name, value in
      "\(name)='\(value.replacing("\\", with: "\\\\").replacing("'", with: "\\'"))'"
    }.joined(separator: " ")
  }

  /// Whether the query says in which order its rows come.
  var isOrdered: Bool { query.contains(#/\border\s+by\b/#.ignoresCase()) }
}

/// Files in an S3-compatible store. The keys are none of it: they come from the environment
/// (`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`).
public struct ObjectQuery: Sendable, Equatable {
  /// `s3://bucket/path`, where `*` stands for any name.
  public var url: String
  /// The store, as `localhost:9000`; Amazon's when `nil`.
  public var endpoint: String?
  /// Amazon's region; the environment's when `nil`.
  public var region: String?
  /// Whether the bucket is the first part of the path, as most stores but Amazon's want it.
  public var hasBucketInPath: Bool
  /// Whether the store speaks TLS.
  public var isSecure: Bool

  /// Makes a query.
  public init(
    url: String, endpoint: String? = nil, region: String? = nil, hasBucketInPath: Bool? = nil,
    isSecure: Bool = true
  ) {
    self.url = url
    self.endpoint = endpoint
    self.region = region
    self.hasBucketInPath = hasBucketInPath ?? (endpoint != nil)
    self.isSecure = isSecure
  }

  /// What a URL alone leads to, with the store that the environment names (`AWS_ENDPOINT_URL`).
  public init(url: String, environment: [String: String]) {
    let store = environment["AWS_ENDPOINT_URL_S3"] ?? environment["AWS_ENDPOINT_URL"] ?? ""
    let parts = store.wholeMatch(of: #/(?:(https?):\/\/)?([^\/]+)\/?/#)
    self.init(
      url: url, endpoint: parts.map { String($0.output.2) }, region: environment["AWS_REGION"],
      isSecure: parts?.output.1 != "http")
  }
}
