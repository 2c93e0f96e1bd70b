/// The way from raw data to ranked offers, drift and a model card as commands that a newcomer can repeat.
public struct DemoScript: Sendable, Equatable {
  /// One command with what it is for.
  public struct Step: Sendable, Equatable {
    /// What is done, as a heading.
    public let title: String
    /// What to look at, in a sentence or two.
    public let words: String
    /// The words behind `offerscope`.
    public let arguments: [String]
    /// The most lines of its output that are shown; all when `nil`.
    public let shownLines: Int?
    /// What it ends with: 0, but for a command that ends with its verdict.
    public let exitCode: Int32

    /// Makes a step.
    public init(
      _ title: String, _ words: String, shownLines: Int? = nil, exitCode: Int32 = 0,
      _ arguments: [String]
    ) {
      self.title = title
      self.words = words
      self.arguments = arguments
      self.shownLines = shownLines
      self.exitCode = exitCode
    }

    /// The command as a person types it.
    public var command: String { ShellWord.line(["offerscope"] + arguments) }
  }

  /// The steps, in order.
  public let steps: [Step]

  /// Writes the script.
  ///
  /// - Parameters:
  ///   - folder: where files go.
  ///   - samples: the folder of the bundled bank set.
  ///   - hasEngine: whether DuckDB is there to make a table of raw logs.
  public init(folder: String, samples: String, hasEngine: Bool) {
    steps =
      (hasEngine ? Self.raw(folder) : []) + Self.models(folder, samples)
      + Self.customer(folder, samples) + Self.segments(folder, samples) + Self.drift(folder)
      + Self.card(folder)
  }

  /// What is said where there is no engine.
  public static let withoutEngine =
    "DuckDB is not installed, so the step from raw logs to a table is left out (bash .ci/setup --etl "
    + "installs it); the demo goes on with a bundled table."

  private static func raw(_ folder: String) -> [Step] {
    let (logs, table) = ("\(folder)/raw", "\(folder)/table")
    return [
      Step(
        "Raw logs", "A card company's logs: who was shown which offer, and what happened then.",
        ["generate", "amex", "--raw", "--rows", "20000", "--out", logs]),
      Step(
        "A table of the logs",
        "SQL on DuckDB counts, for every offer shown, only what was known before it was shown.",
        ["etl", "amex", "--input", logs, "--out", table]),
      Step(
        "Models that rank offers for each member",
        "Members are on one side of the split only. MAP@7 says how high the clicked offers stand; "
          + "popularity and chance stand beside it, so that nobody is fooled.",
        shownLines: 15,
        ["train", table, "--models", "logistic,boosted,lambdamart", "--quiet"]),
    ]
  }

  private static func models(_ folder: String, _ samples: String) -> [Step] {
    [
      Step(
        "Four models side by side",
        "A bank's calls: who takes a deposit? Every figure is of rows that no model saw, with its "
          + "interval; thresholds come from other rows.",
        shownLines: 14,
        ["train", samples, "--out", "\(folder)/models", "--quiet"]),
      Step(
        "An honest comparison",
        "The same models on later calls instead of random ones: what a random split flatters.",
        ["compare", samples, "--models", "logistic,boosted", "--quiet"]),
    ]
  }

  private static func customer(_ folder: String, _ samples: String) -> [Step] {
    let model = "\(folder)/models/boosted.offerscope"
    return [
      Step(
        "Why one customer scores so",
        "What the model looks at over all customers, and what it makes of the one in row 12.",
        [
          "explain", samples, "--model", model, "--row", "12", "--repeats", "0", "--quiet",
        ]),
      Step(
        "The top 7 offers for this customer",
        "Ordered by expected value over doing nothing; what the customer can't be shown, with why.",
        ["rank", samples, "--model", model, "--row", "12", "--quiet"]),
      Step(
        "What if the balance were 5,000?",
        "The same customer with one column changed: offers open up, and the order changes.",
        [
          "rank", samples, "--model", model, "--row", "12", "--profile", "balance=5000", "--quiet",
        ]),
    ]
  }

  private static func segments(_ folder: String, _ samples: String) -> [Step] {
    [
      Step(
        "Segments",
        "High, medium and low intent, and customers for whom the model has the same reasons: what sets "
          + "them apart, and how they did on rows that nothing was found on.",
        [
          "segment", samples, "--model", "\(folder)/models/boosted.offerscope", "--found", "--out",
          "\(folder)/segments", "--quiet",
        ])
    ]
  }

  /// A fresh sample, about which nothing is said, and one with a planted shift, which is found.
  private static func drift(_ folder: String) -> [Step] {
    let model = "\(folder)/models/boosted.offerscope"
    return [
      Step(
        "New customers of the same kind",
        "Other rows from the same source; the next command holds them against the model's own data.",
        ["generate", "bank", "--rows", "4000", "--seed", "8", "--out", "\(folder)/fresh"]),
      Step(
        "Nothing has moved",
        "A fresh sample differs by chance, and nothing is made of that; the command ends with 0.",
        shownLines: 5, ["drift", model, "\(folder)/fresh/bank.csv", "--quiet"]),
      Step(
        "Customers who have grown older",
        "The same source, but the older one of each two customers: a shift that is planted.",
        [
          "generate", "bank", "--rows", "4000", "--seed", "9", "--shift", "age", "--out",
          "\(folder)/older",
        ]),
      Step(
        "The shift is found",
        "Age moved, and so did what goes with it; the command ends with 11, which a scheduler reads.",
        shownLines: 9, exitCode: 11,
        ["drift", model, "\(folder)/older/bank.csv", "--quiet"]),
    ]
  }

  private static func card(_ folder: String) -> [Step] {
    [
      Step(
        "The model's card",
        "What somebody must know before using the model stands in its file: data, figures with "
          + "intervals, where it is weak, what it is for, and the command that makes it again.",
        shownLines: 32, ["report", "\(folder)/models/boosted.offerscope"])
    ]
  }
}
