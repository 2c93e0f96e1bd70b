import ArgumentParser
import Modelling
import Offers
import Workbench

/// `offerscope rank`: the offers in order for one customer, by each model.
struct RankCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rank", abstract: "Rank the offers for one customer, or for a file of them.",
    discussion: """
      With --out, --model and --offers every row of DATA is a customer: the best offers of each that can be \
      shown, --top at most, are written as CSV or Parquet by the name's ending, batch by batch, so that \
      files may be larger than memory. \
      A run that was ended in the middle goes on where it was when the same command is given again.
      """)

  @Argument(help: "A CSV or Parquet file, or a folder or YAML file with a dataset description.")
  var data: String
  @OptionGroup var customerOptions: CustomerOptions
  @Option(name: .long, help: "The offers, if no description names them.")
  var offers: String?
  @Option(
    name: .long,
    help:
      "Order by expectedValue, probability, or expectedAmount: probability × the amount of --amount."
  )
  var order: String = OfferRanking.Order.expectedValue.rawValue
  @Option(
    name: .long, help: "The day of showing, such as 2026-03-31; without it dates don't count.")
  var on: String?
  @Option(name: .long, help: "Print the offers of one model only, such as boosted.")
  var by: String?
  @Option(name: .long, help: "How many offers to print.")
  var top: Int = 7
  @Option(
    name: .long, parsing: .unconditional,
    help: "An offer's id: find the smallest change that lifts it above the offer of --over.")
  var lift: String?
  @Option(name: .long, parsing: .unconditional, help: "The id of the offer to be lifted above.")
  var over: String?
  @Option(
    name: .long,
    help: "A .csv or .parquet file for the offers of all customers; needs --model and --offers.")
  var out: String?
  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var planOptions: PlanOptions
  @Flag(name: .long, help: "Print JSON.")
  var json = false
  @Flag(name: .long, help: "Say nothing on standard error.")
  var quiet = false

  func validate() throws {
    if (lift == nil) != (over == nil) {
      throw ValidationError("--lift ID and --over ID belong together; give both or neither.")
    }
    if out != nil, customerOptions.model == nil || offers == nil {
      throw ValidationError(
        "--out ranks for all customers of a file, and needs --model and --offers.")
    }
  }

  /// What the command comes to, before it is put into words.
  struct Answer {
    let simulator: Simulator
    let profile: CustomerProfile
    let simulation: Simulation
    let lifts: [LiftReport]
    let hasDates: Bool
  }

  func run() throws {
    let narration = Narration(isQuiet: quiet)
    if let out, let model = customerOptions.model, let offers {
      return try rankAll(to: out, model: model, offers: offers, narration)
    }
    let answer = try answer(narration)
    let text =
      json
      ? try RankDocument(
        answer.simulation, profile: answer.profile, count: top, lifts: answer.lifts
      ).json()
      : customerOptions.title(by: answer.simulator) + "\n"
        + TextReport.ranking(answer.simulation, count: top)
    if on == nil, answer.hasDates {
      narration.note("the days on which offers begin and end count with --on DAY only")
    }
    try StandardOutput.print(text)
    if !json, !answer.lifts.isEmpty {
      try StandardOutput.print("\n" + TextReport.lifts(answer.lifts, from: answer.profile))
    }
  }

  /// Opens, trains or loads, and ranks.
  func answer(_ narration: Narration) throws -> Answer {
    let (order, day) = try asked()
    var opened = try dataOptions.open(data)
    if let offers { opened = try opened.withOffers(from: offers) }
    guard opened.catalogue != nil else {
      throw WorkbenchError(
        .badInput, "\(data): has no offers to rank; name a catalogue with --offers FILE.csv.")
    }
    let plan = try planOptions.plan(for: opened)
    let (all, segments, amount, _) = try customerOptions.models(
      for: opened, plan: plan, narration: narration)
    let simulator = Simulator(
      data: opened, models: try chosen(of: all), segments: segments, amount: amount)
    let profile = try customerOptions.chosen(by: simulator, in: opened)
    let simulation = try simulator.simulate(profile, base: profile, order: order, on: day)
    let lifts = try lifts(of: simulator, from: profile, simulation, order: order, on: day)
    return Answer(
      simulator: simulator, profile: profile, simulation: simulation, lifts: lifts,
      hasDates: opened.catalogue?.offers.contains { ($0.starts ?? $0.ends) != nil } == true)
  }

  /// What the offers are ordered by, and the day of showing.
  private func asked() throws -> (OfferRanking.Order, CalendarDay?) {
    guard let order = OfferRanking.Order(rawValue: order) else {
      let orders = OfferRanking.Order.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--order \(self.order): use one of \(orders).")
    }
    guard top > 0 else { throw ValidationError("--top \(top): give a number above 0.") }
    let day = try on.map { text in
      guard let day = CalendarDay(text) else {
        throw ValidationError("--on \(text): write a day as 2026-03-31.")
      }
      return day
    }
    return (order, day)
  }

  /// Ranks for every row of a file.
  private func rankAll(
    to out: String, model: String, offers: String, _ narration: Narration
  ) throws {
    let path = try customerOptions.registered.path(model)
    try OutputPath.refuse(out, ifAmong: [data, path, offers])
    let (order, day) = try asked()
    let ranker = try BatchRanker(
      modelPath: path, offersPath: offers, order: order, on: day, top: top,
      threads: planOptions.threads ?? 2)
    let (summary, remarks) = try ranker.write(
      ranksOf: data, to: out, options: try dataOptions.csvOptions()
    ) { narration.draw("ranking", share: $0) }
    narration.finish()
    for remark in remarks { narration.note(remark) }
    try StandardOutput.print(json ? try summary.json() : summary.words)
  }

  /// The models to rank by: all, or the one of `--by`.
  private func chosen(
    of models: [(kind: ModelKind, model: CorrectedModel)]
  ) throws -> [(kind: ModelKind, model: CorrectedModel)] {
    guard let by else { return models }
    let chosen = models.filter { $0.kind.rawValue == by }
    guard !chosen.isEmpty else {
      let known = models.map(\.kind.rawValue).joined(separator: ", ")
      throw WorkbenchError(.badInput, "--by \(by): there is no such model; there are \(known).")
    }
    return chosen
  }

  /// The smallest change that lifts the offer, by each model.
  private func lifts(
    of simulator: Simulator, from profile: CustomerProfile, _ simulation: Simulation,
    order: OfferRanking.Order, on day: CalendarDay?
  ) throws -> [LiftReport] {
    guard let lift, let over else { return [] }
    return try simulation.models.map { view in
      let search = try LiftSearch(
        simulator, kind: view.kind, lifted: lift, over: over, order: order, on: day)
      // Nobody cancels here, so there is always an outcome.
      let outcome = try search.smallest(from: profile)
      return LiftReport(
        kind: view.kind, lifted: lift, over: over,
        outcome: outcome ?? .impossible(columns: 0, tried: 0))
    }
  }
}
