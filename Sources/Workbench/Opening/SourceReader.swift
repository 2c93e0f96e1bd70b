import Foundation
import Ingestion
import Tabular
import Yams

/// Reads a description of a table that lies in a database or a store: where it is, what to ask, and what
/// a `dataset.yaml` says of columns. No secret stands in it.
enum SourceReader {
  /// What a description leads to.
  struct Found {
    var source: TableSource
    /// The roles; `nil` where the file names no target, so that they are found as for any file.
    var description: DatasetDescription?
  }

  private struct Connection: Decodable {
    var source: String
    var host: String?
    var port: Int?
    var database: String?
    var user: String?
    var query: String?
    var table: String?
    var sslmode: String?
    var url: String?
    var endpoint: String?
    var region: String?
    var style: String?
    var secure: Bool?
  }

  private static let connectionKeys = [
    "host", "port", "database", "user", "query", "table", "sslmode", "url", "endpoint", "region",
    "style", "secure",
  ]
  private static let secrets = [
    "password": "PGPASSWORD", "passwd": "PGPASSWORD", "pwd": "PGPASSWORD",
    "access_key": "AWS_ACCESS_KEY_ID", "access_key_id": "AWS_ACCESS_KEY_ID",
    "key": "AWS_ACCESS_KEY_ID", "secret": "AWS_SECRET_ACCESS_KEY",
    "secret_key": "AWS_SECRET_ACCESS_KEY", "secret_access_key": "AWS_SECRET_ACCESS_KEY",
    "token": "AWS_SESSION_TOKEN", "session_token": "AWS_SESSION_TOKEN",
  ]

  /// Reads a description; `nil` for a file that describes a data set in files, or is none at all.
  ///
  /// - Throws: ``WorkbenchError`` naming the file and the key at fault, such as a password.
  static func read(path: String) throws -> Found? {
    let lower = path.lowercased()
    guard lower.hasSuffix(".yaml") || lower.hasSuffix(".yml"),
      let data = FileManager.default.contents(atPath: path), data.count <= YAMLFile.maximumBytes,
      let mapping = (try? Yams.compose(yaml: String(decoding: data, as: UTF8.self)))?.mapping,
      mapping["file"] == nil, let kind = mapping["source"]?.string,
      ["postgres", "s3"].contains(kind)
    else { return nil }
    for (key, _) in mapping {
      guard let name = key.string, let variable = secrets[name.lowercased()] else { continue }
      throw WorkbenchError(
        .badInput,
        "\(path): holds a secret (“\(name)”), which a file is no place for; remove it and set "
          + "\(variable) in the environment.")
    }
    let roles = DescriptionReader.keys.filter { !["file", "offers"].contains($0) }
    let file = try YAMLFile(path: path, keys: roles + connectionKeys)
    let connection = try file.decoded(Connection.self)
    let source = try source(of: connection, path: path)
    guard mapping["target"] != nil else { return Found(source: source, description: nil) }
    var description = try file.decoded(
      DatasetDescription.self, without: connectionKeys,
      adding: [
        "file": path,
        "name": ((path as NSString).lastPathComponent as NSString).deletingPathExtension,
      ])
    description.source = "read from \(source.title)"
    return Found(source: source, description: description)
  }

  private static func source(of connection: Connection, path: String) throws -> TableSource {
    let missing = { (key: String) in
      WorkbenchError(.badInput, "\(path): the key “\(key)” is missing.")
    }
    let unknown = { (keys: [String], kind: String) in
      WorkbenchError(
        .badInput, "\(path): \(keys.joined(separator: ", ")) is not for the source \(kind).")
    }
    if connection.source == "s3" {
      if connection.query != nil || connection.host != nil {
        throw unknown(["query or host"], "s3")
      }
      guard let url = connection.url else { throw missing("url") }
      guard url.hasPrefix("s3://"), url.count > 6 else {
        throw WorkbenchError(
          .badInput, "\(path): url: \(url): write it as s3://bucket/path/file.parquet.")
      }
      guard [nil, "path", "vhost"].contains(connection.style) else {
        throw WorkbenchError(
          .badInput, "\(path): style: \(connection.style ?? ""): there are path and vhost.")
      }
      return .objects(
        ObjectQuery(
          url: url, endpoint: connection.endpoint, region: connection.region,
          hasBucketInPath: connection.style.map { $0 == "path" },
          isSecure: connection.secure ?? true))
    }
    if connection.url != nil { throw unknown(["url"], "postgres") }
    guard let database = connection.database else { throw missing("database") }
    guard let user = connection.user else { throw missing("user") }
    let port = connection.port ?? 5432
    guard (1...65_535).contains(port) else {
      throw WorkbenchError(.badInput, "\(path): port: \(port): give a number from 1 to 65535.")
    }
    let query: String
    switch (connection.query, connection.table) {
    case (let text?, nil) where !text.allSatisfy(\.isWhitespace): query = text
    case (nil, let table?) where !table.isEmpty:
      let parts = table.split(separator: ".").map { "\"\($0.replacing("\"", with: "\"\""))\"" }
      query = "SELECT * FROM \(parts.joined(separator: "."))"
    default:
      throw WorkbenchError(.badInput, "\(path): say either “query” or “table”.")
    }
    return .postgres(
      PostgresQuery(
        host: connection.host ?? "localhost", port: port, database: database, user: user,
        query: query, sslMode: connection.sslmode))
  }
}
