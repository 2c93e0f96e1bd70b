import Tabular
import Testing

@Suite struct RecipeTests {
  private let table = Table(columns: [
    Column(name: "a", values: .flag([0, 1, 1, 255], labels: .digits)),
    Column(name: "b", values: .flag([1, 0, 1, 1], labels: .init(zero: "no", one: "yes"))),
    Column(name: "n", values: .float([2, 0, .nan, 4])),
    Column(name: "d", values: .double([0.1, 1e300, -3, 5])),
    Column(name: "c", values: .category(codes: [1, 0, 1, -1], levels: ["mobile", "tablet"])),
    Column(name: "t", values: .text(TextValues(["x", "y", nil, "z"]))),
    Column(name: "when", values: .date([0, 1, 2, 3])),
    Column(name: "odd, \"name\"", values: .float([1, 2, 3, 4])),
  ])

  private func values(_ texts: String...) throws -> [String?] {
    let recipes = try Recipes(texts.map { try Recipe(parsing: $0) }, for: table)
    let made = recipes.applied(to: table)
    let column = try #require(recipes.names.last.flatMap { made[$0] })
    return (0..<4).map { column.string($0) }
  }

  @Test(arguments: [
    ("s = sum(a, b)", ["1", "1", "2", nil]), ("s = sum(2*a, -0.5*b)", ["-0.5", "2", "1.5", nil]),
    ("p = product(a, b)", ["0", "0", "1", nil]), ("p = product(n, n)", ["4", "0", nil, "16"]),
    ("r = ratio(b, n)", ["0.5", nil, nil, "0.25"]), ("o = any(a, b)", ["1", "1", "1", nil]),
    ("o = all(a, b)", ["0", "0", "1", nil]), ("o = any(n)", ["1", "0", nil, "1"]),
    ("x = cross(c, b)", ["tablet × yes", "mobile × no", "tablet × yes", nil]),
    ("x = cross(a, b, c)", ["0 × yes × tablet", "1 × no × mobile", "1 × yes × tablet", nil]),
    ("q = sum(\"odd, \"\"name\"\"\", a)", ["1", "3", "4", nil]),
    // What overflows is no number.
    ("h = product(d, d)", ["0.010000000000000002", nil, "9", "25"]),
  ])
  func resultsByHand(_ text: String, _ expected: [String?]) throws {
    #expect(try values(text) == expected)
    // The text that is written again means the same.
    #expect(try Recipe(parsing: Recipe(parsing: text).text) == Recipe(parsing: text))
  }

  @Test func recipesReadOthersInAnyOrder() throws {
    #expect(
      try values("twice = product(both, n)", "both = sum(a, b)") == ["2", "0", nil, nil])
    let recipes = try Recipes(
      [Recipe(parsing: "z = sum(y, a)"), Recipe(parsing: "y = any(n, b)")], for: table)
    #expect(recipes.names == ["y", "z"] && recipes.sources == ["n", "b", "a"])
    #expect(Set(recipes.sources(of: "z")) == ["a", "b", "n"])
    #expect(recipes.sources(of: "a") == ["a"])
    #expect(recipes.needed(for: ["y", "a"]).names == ["y"])
    #expect(recipes.needed(for: ["a"]).isEmpty)
  }

  @Test(arguments: [
    ("", "lacks “=”"), ("a", "lacks “=”"), ("= sum(a)", "lacks a name"),
    ("x = (a)", "lacks a name"),
    ("x = mean(a, b)", "there are sum, product, ratio, any, all, cross"),
    ("x = sum a, b", "lacks “(”"), ("x = sum(a, b", "lacks “)”"), ("x = sum()", "without a name"),
    ("x = sum(a,,b)", "without a name"), ("x = sum(a) b", "after its end"),
    ("x = sum(k*a)", "which is no number"), ("x = sum(inf*a)", "which is no number"),
    ("x = product(2*a, b)", "those are for sums"), ("x = ratio(a)", "a ratio has two"),
    ("x = ratio(a, b, n)", "a ratio has two"), ("x = cross(c)", "at least two"),
    ("x = sum(a, a)", "reads a twice"), ("x = sum(product(a, b), n)", "nests calls"),
    ("x = sum(\"a, b)", "a quote that is not closed"),
  ])
  func textsThatAreNoRecipes(_ text: String, _ words: String) {
    let error = #expect(throws: TabularError.self) { try Recipe(parsing: text) }
    #expect(error?.code == .invalidRecipe)
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
  }

  @Test(arguments: [
    (["a = sum(b, n)"], "has the name of another column"),
    (["x = sum(a, b)", "x = any(a, b)"], "has the name of another column"),
    (["x = sum(a, nn)"], "reads nn, which is no column; did you mean n"),
    (["x = sum(y, a)", "y = sum(z, a)", "z = any(x, a)"], "is part of a cycle"),
    (["x = sum(x, a)"], "is part of a cycle"),
    (["x = sum(c, a)"], "takes the sum of c, which is a category"),
    (["x = any(t, a)"], "takes the any of t, which is a text"),
    (["x = sum(when, a)"], "which is a date"),
    (["x = cross(c, n)"], "crosses n, which is a number"),
    (["x = cross(c, b)", "y = sum(x, a)"], "takes the sum of x, which is a category"),
  ])
  func recipesThatDoNotFitTheTable(_ texts: [String], _ words: String) {
    let error = #expect(throws: TabularError.self) {
      try Recipes(texts.map { try Recipe(parsing: $0) }, for: table)
    }
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
  }

  @Test func hostileTextsAreRefusedAtOnce() throws {
    let inputs = (0..<2000).map { "c\($0)" }.joined(separator: ",")
    for text in [
      "x = sum(" + inputs + ")", String(repeating: "(", count: 1_000_000),
      "x = " + String(repeating: "sum(", count: 2000), "x = sum(" + inputs,
    ] {
      let error = #expect(throws: TabularError.self) { try Recipe(parsing: text) }
      #expect((error?.message.count ?? .max) < 300)
    }
    // A long chain that doubles at every step is worked through once for each.
    let chain = try (0..<200).map { step in
      try Recipe(parsing: "x\(step) = sum(a, \(step == 0 ? "b" : "x\(step - 1)"))")
    }
    let recipes = try Recipes(chain.reversed(), for: table)
    #expect(recipes.applied(to: table)["x199"]?.string(2) == "201")
    #expect(recipes.sources(of: "x199").count == 2)
    #expect(throws: TabularError.self) {
      try Recipes(chain + [Recipe(parsing: "y = any(a)")], for: table)
    }
  }

  @Test func theTargetIsNoInput() throws {
    let recipes = try Recipes(
      [Recipe(parsing: "x = sum(y, n)"), Recipe(parsing: "y = any(a)")], for: table)
    let error = #expect(throws: TabularError.self) { try recipes.check(target: "a") }
    #expect(error?.message.contains("reads the target a") == true)
    try recipes.check(target: "b")
  }
}
