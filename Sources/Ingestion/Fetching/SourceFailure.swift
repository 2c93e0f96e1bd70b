import Foundation

/// What DuckDB says of a source, in words for the person who asked.
struct SourceFailure {
  /// How the source is called.
  let title: String

  /// What went wrong with files.
  func words(_ error: IngestionError) -> IngestionError {
    let said = error.message
    if said.contains("chema mismatch") || said.contains("ot found in the other files")
      || said.contains("ismatch between")
    {
      return IngestionError(
        .badInput, "\(title): the files have different columns, so they are no one table.")
    }
    if said.contains("Malformed JSON") || said.contains("INVALID_JSON") {
      return IngestionError(
        .badInput, "\(title): is no JSON with a record a line: \(detail(said)).")
    }
    return IngestionError(.badInput, "\(title): \(detail(said))")
  }

  /// What went wrong with a database.
  func words(_ error: IngestionError, of query: PostgresQuery) -> IngestionError {
    let said = error.message
    let words: String
    if said.contains("no password supplied") {
      words = "asks \(query.user) for a password; set PGPASSWORD in the environment."
    } else if said.contains("password authentication failed") {
      words = "refuses the password of \(query.user); check PGPASSWORD and the user."
    } else if said.contains("Connection refused") {
      words = "nothing answers there; is the server running, and are host and port right?"
    } else if said.contains("could not translate host name") {
      words = "there is no machine of that name; check the host."
    } else if said.contains("timeout expired") {
      words = "does not answer within 10 seconds; check host, port and firewall."
    } else if let match = said.firstMatch(
      of: #/(?:ERROR|FATAL):\s+(.+?)(?: LINE [0-9]+:|$| Failed)/#)
    {
      words = "says: \(match.output.1.trimmingCharacters(in: .whitespaces))."
    } else {
      words = detail(said)
    }
    return IngestionError(.badInput, "\(title): \(words)")
  }

  /// What went wrong with a store.
  func words(_ error: IngestionError, of query: ObjectQuery) -> IngestionError {
    let said = error.message
    if said.hasPrefix(title) && !said.contains("DuckDB:") { return error }
    let words: String
    if said.contains("HTTP 403") || said.contains("Forbidden") || said.contains("Authentication") {
      words =
        "the store refuses; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment."
    } else if said.contains("HTTP 404") || said.contains("Not Found")
      || said.contains("No files found")
      || said.contains("NoSuchBucket")
    {
      words = "there is no such file or bucket."
    } else if said.contains("SSL connect error") {
      words =
        "\(query.endpoint ?? "the store") does not speak TLS; set “secure: false” for a store without it."
    } else if said.contains("Could not establish connection") || said.contains("Could not connect")
      || said.contains("Connection refused") || said.contains("Connection error")
      || said.contains("Could not resolve")
    {
      words = "nothing answers at \(query.endpoint ?? "the store"); check the endpoint."
    } else {
      words = detail(said)
    }
    return IngestionError(.badInput, "\(title): \(words)")
  }

  /// The first sentence after the engine's name.
  private func detail(_ said: String) -> String {
    let text = said.components(separatedBy: "DuckDB: ").last ?? said
    let sentence = text.components(separatedBy: " LINE 1: ").first ?? text
    return String(sentence.trimmingCharacters(in: .whitespaces).prefix(300))
  }
}
