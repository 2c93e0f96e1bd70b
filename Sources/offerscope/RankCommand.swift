import ArgumentParser
import Offers
import Workbench

/// `offerscope rank`: the offers in order for one customer, by each model.
struct RankCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rank", abstract: "Rank the offers for one customer.")

  @Argument(help: "A CSV file, or a folder or YAML file with a dataset description.")
  var data: String
  @OptionGroup var customerOptions: CustomerOptions
  @Option(name: .long, help: "The offers, if no description names them.")
  var offers: String?
  @Option(name: .long, help: "Order by expectedValue or probability.")
  var order: String = OfferRanking.Order.expectedValue.rawValue
  @Option(
    name: .long, help: "The day of showing, such as 2026-03-31; without it dates don't count.")
  var on: String?
  @Option(name: .long, help: "How many offers to print.")
  var top: Int = 7
  @Option(
    name: .long, parsing: .unconditional,
    help: "An offer's id: find the smallest change that lifts it above the offer of --over.")
  var lift: String?
  @Option(name: .long, parsing: .unconditional, help: "The id of the offer to be lifted above.")
  var over: String?
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
  }

  func run() throws {
    guard let order = OfferRanking.Order(rawValue: order) else {
      throw ValidationError("--order \(order): use expectedValue or probability.")
    }
    guard top > 0 else { throw ValidationError("--top \(top): give a number above 0.") }
    let day = try on.map { text in
      guard let day = CalendarDay(text) else {
        throw ValidationError("--on \(text): write a day as 2026-03-31.")
      }
      return day
    }
    let narration = Narration(isQuiet: quiet)
    var opened = try dataOptions.open(data)
    if let offers { opened = try opened.withOffers(from: offers) }
    guard opened.catalogue != nil else {
      throw WorkbenchError(
        .badInput, "\(data): has no offers to rank; name a catalogue with --offers FILE.csv.")
    }
    let plan = try planOptions.plan(for: opened)
    let (models, segments, amountModel, _) = try customerOptions.models(
      for: opened, plan: plan, narration: narration)
    let simulator = Simulator(data: opened, models: models, segments: segments)
    let profile = try customerOptions.chosen(by: simulator, in: opened)
    let simulation = try simulator.simulate(profile, base: profile, order: order, on: day)
    let lifts = try lifts(of: simulator, from: profile, simulation, order: order, on: day)
    let amounts = try amountModel.map {
      try simulator.amounts(of: profile, in: simulation, by: $0)
    }
    let text =
      json
      ? try RankDocument(
        simulation, profile: profile, count: top, lifts: lifts, amounts: amounts
      ).json()
      : customerOptions.title(by: simulator) + "\n"
        + TextReport.ranking(simulation, count: top, amounts: amounts)
    if day == nil,
      opened.catalogue?.offers.contains(where: { ($0.starts ?? $0.ends) != nil }) == true
    {
      narration.note("the days on which offers begin and end count with --on DAY only")
    }
    try StandardOutput.print(text)
    if !json, !lifts.isEmpty {
      try StandardOutput.print("\n" + TextReport.lifts(lifts, from: profile))
    }
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
