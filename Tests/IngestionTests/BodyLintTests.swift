import Testing

@testable import Ingestion

/// What may not stand in SQL that several engines read.
@Suite struct BodyLintTests {
  @Test(arguments: [
    "SELECT a::INT FROM t", "SELECT a // 2 FROM t", "SELECT a div 2 FROM t", "SELECT 1.0/3",
    "SELECT avg(x) FROM t", "SELECT CAST(x AS DECIMAL(9,2)) FROM t", "SELECT log(x) FROM t",
    "SELECT dayofweek(x) FROM t", "SELECT \"x\" FROM t", "SELECT `x` FROM t",
    "SELECT concat(a, b) FROM t", "SELECT 'a\\n'", "SELECT round(x, 2) FROM t",
    "SELECT round(coalesce(x, 0e0), 2) FROM t", "SELECT floor(x) FROM t", "SELECT hash(x) FROM t",
    "SELECT CAST(x AS TIMESTAMP) FROM t", "SELECT x FROM a ASOF JOIN b",
    "SELECT * EXCLUDE (a) FROM t",
    "SELECT a FROM t EXCEPT SELECT a FROM u", "SELECT CAST(x AS VARCHAR) FROM t",
    "SELECT epoch_us(x) FROM t", "SELECT sum(x) FROM t", "SELECT rank() OVER (ORDER BY x) FROM t",
    "SELECT a FROM t QUALIFY a = 1", "CREATE TABLE t AS SELECT 1", "DROP VIEW t",
    "SELECT now()", "SELECT a FROM t LIMIT 5", "SELECT first(a) FROM t",
    "SELECT max(a IGNORE NULLS) FROM t",
  ])
  func bannedConstructsAreFound(sql: String) {
    #expect(!BodyLint.findings(in: sql).isEmpty, "\(sql)")
  }

  @Test(arguments: [
    "CREATE OR REPLACE TEMP VIEW v AS SELECT CAST(sum(x) AS BIGINT) AS s FROM t GROUP BY y",
    "SELECT CAST(coalesce(sum(x) OVER w, 0) AS BIGINT) FROM t WINDOW w AS (PARTITION BY a ORDER BY t "
      + "RANGE BETWEEN 5 PRECEDING AND 1 PRECEDING)",
    "SELECT CAST(a AS DOUBLE) / 100e0, 1.5e0 FROM t -- avg( and :: in a comment",
    "SELECT row_number() OVER (PARTITION BY a ORDER BY b DESC NULLS LAST) FROM t",
    "SELECT 'it says avg(x) // 2' FROM t", "SELECT o.f1 FROM o",
    "SELECT logins, update_count FROM t",
  ])
  func goodOnesPass(sql: String) {
    #expect(BodyLint.findings(in: sql).isEmpty, "\(BodyLint.findings(in: sql))")
  }

  @Test func aFindingNamesItsLine() throws {
    let finding = try #require(BodyLint.findings(in: "SELECT 1,\n  avg(x)\nFROM t").first)
    #expect(finding.line == 2 && finding.description.contains("sum over a count"))
  }

  @Test func everyBundledRecipeLoadsAndIsClean() throws {
    #expect(TableRecipe.bundledNames.count >= 2)
    for name in TableRecipe.bundledNames {
      let recipe = try TableRecipe(named: name)
      #expect(recipe.description.name == name)
      for engine in EngineKind.allCases {
        #expect(recipe.sql["sources.\(engine.rawValue).sql"] != nil)
        #expect(recipe.sql["sink.\(engine.rawValue).sql"] != nil)
      }
      #expect(!recipe.description.leaks.isEmpty && !recipe.text.isEmpty)
    }
  }
}
