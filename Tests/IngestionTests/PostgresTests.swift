import Foundation
import Tabular
import Testing

@testable import Ingestion

/// Tables of a real PostgreSQL.
@Suite(
  .serialized,
  .enabled(
    if: PostgresServer.isUsable,
    "PostgreSQL (apt-get install postgresql) or DuckDB's extension for it (bash .ci/setup --etl) is not installed."
  ))
struct PostgresTests {
  private static let password = "se\"cret 1"

  private func fetched(_ query: PostgresQuery, password: String?) async throws -> (Table, [String])
  {
    let folder = try TemporaryFolder()
    let place = folder.path
    defer { withExtendedLifetime(folder) {} }
    return try await withCheckedThrowingContinuation { continuation in
      Thread {
        continuation.resume(
          with: Result {
            let environment = password.map { ["PGPASSWORD": $0] } ?? [:]
            let found = try TableFetch(.postgres(query), environment: environment)
              .write(into: place)
            // No secret is written to a file.
            let script = try String(contentsOfFile: "\(place)/fetch.sql", encoding: .utf8)
            if let password { #expect(!script.contains(password)) }
            return (try ParquetReader.read(path: found.path), found.notes)
          })
      }.start()
    }
  }

  private func sentence(_ query: PostgresQuery, password: String? = Self.password) async -> String {
    do {
      return "nothing was wrong: \(try await fetched(query, password: password).0.rowCount) rows"
    } catch {
      return "\(error)"
    }
  }

  @Test func aQueryBecomesATable() async throws {
    let server = try PostgresServer(password: Self.password)
    try server.execute(
      """
      create table calls(id serial primary key, age int, balance numeric(10,2), big numeric,
        at timestamptz, day date, tags text[], note jsonb, "odd ""name" boolean, y text);
      insert into calls(age, balance, big, at, day, tags, note, "odd ""name", y)
      select case when i % 7 = 0 then null else 20 + i % 50 end, i * 1.25, i * 1e20,
        timestamptz '2024-05-01 12:00:00+02' + i * interval '1 hour', date '2024-01-01' + i % 300,
        array['a', 'é'], '{"a": 1}', i % 2 = 0, case when i % 4 = 0 then 'yes' else 'no' end
      from generate_series(1, 500) i;
      """, password: Self.password)
    var query = PostgresQuery(
      host: "127.0.0.1", port: server.port, database: "postgres", user: "shop",
      query: "select * from calls where y in ('yes', 'no') order by id;\n")
    let (table, notes) = try await fetched(query, password: Self.password)
    #expect(table.rowCount == 500 && table.columns.count == 10)
    #expect(table["age"]?.isMissing(6) == true && table["age"]?.number(0) == 21)
    #expect(table["balance"]?.number(2) == 3.75 && table["big"]?.number(0) == 1e20)
    #expect(table["at"]?.string(0)?.hasPrefix("2024-05-01") == true)
    #expect(table["y"]?.string(3) == "yes" && table["odd \"name"]?.number(1) == 1)
    #expect(notes == ["tags holds lists or records and is read as text."])

    query.query = "select age from calls"
    #expect(
      try await fetched(query, password: Self.password).1.contains { $0.contains("ORDER BY") })
    query.query = "select * from call"
    #expect(await sentence(query).hasSuffix("says: relation \"call\" does not exist."))
    query.query = "delete from calls returning id"
    #expect(!(await sentence(query)).hasPrefix("nothing"))
    query.query = "select count(*) as n from calls"
    #expect(try await fetched(query, password: Self.password).0["n"]?.number(0) == 500)
    #expect(await sentence(query, password: "wrong").contains("refuses the password of shop"))
    #expect(await sentence(query, password: nil).contains("set PGPASSWORD"))
    query.database = "nowhere"
    #expect(await sentence(query).contains("database \"nowhere\" does not exist"))
    query.port = 1
    #expect(await sentence(query).contains("127.0.0.1:1: nothing answers there"))
  }
}
