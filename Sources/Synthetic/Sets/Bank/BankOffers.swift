/// How and when the bank can put a deposit to a customer; each sets the columns of that call.
extension BankCampaign {
  static let offers: [SyntheticOffer] = [
    SyntheticOffer(
      "deposit-12-mobile", "12-month deposit, by mobile", "deposit", value: 95, cost: 4,
      eligible: "age >= 18", sets: "contact = cellular; campaign = 1"),
    SyntheticOffer(
      "deposit-24-mobile", "24-month deposit, by mobile", "deposit", value: 150, cost: 7,
      eligible: "balance >= 1000", sets: "contact = cellular; campaign = 2"),
    SyntheticOffer(
      "deposit-landline", "Deposit explained on the landline", "deposit", value: 120, cost: 6,
      eligible: "age >= 55", sets: "contact = telephone; campaign = 1"),
    SyntheticOffer(
      "spring-rate", "Spring rate, called in March", "season", value: 110, cost: 9,
      sets: "month = mar; day = 10; contact = cellular"),
    SyntheticOffer(
      "april-bonus", "April bonus for new money", "season", value: 105, cost: 6,
      eligible: "balance between 200 and 20000", sets: "month = apr; day = 15; contact = cellular"),
    SyntheticOffer(
      "summer-saver", "Summer saver for those at home in July", "season", value: 170, cost: 6,
      eligible: "job in (retired, student, housemaid, unemployed, blue-collar, services)",
      sets: "month = jul; day = 8; contact = cellular"),
    SyntheticOffer(
      "september-start", "September start, four weeks notice", "season", value: 98, cost: 7,
      sets: "month = sep; day = 5; contact = cellular"),
    SyntheticOffer(
      "october-plan", "October savings plan in small amounts", "season", value: 80, cost: 4,
      eligible: "balance >= 0", sets: "month = oct; day = 12"),
    SyntheticOffer(
      "december-gift", "Year-end deposit with a gift", "season", value: 118, cost: 14,
      eligible: "default = no", sets: "month = dec; day = 4; contact = cellular"),
    SyntheticOffer(
      "student-starter", "Starter deposit without a minimum", "target group", value: 60, cost: 2,
      eligible: "age between 18 and 30; job in (student, unemployed, admin.)",
      sets: "contact = cellular; campaign = 1"),
    SyntheticOffer(
      "pension-step", "Deposit with monthly interest for pensioners", "target group",
      value: 165, cost: 9, eligible: "age >= 60",
      sets: "contact = telephone; month = oct"),
    SyntheticOffer(
      "home-owner-pause", "Deposit that pauses with the mortgage", "target group",
      value: 140, cost: 10, eligible: "housing = yes; balance >= 500",
      sets: "contact = cellular; month = apr; campaign = 1"),
    SyntheticOffer(
      "loan-swap", "Deposit that pays off the personal loan", "target group",
      value: 175, cost: 12, eligible: "loan = yes; default = no",
      sets: "loan = no; contact = cellular"),
    SyntheticOffer(
      "renewal", "Renewal at the old rate", "renewal", value: 130, cost: 3,
      eligible: "poutcome = success", sets: "campaign = 1; contact = cellular"),
    SyntheticOffer(
      "second-chance", "Second chance for those who said no", "renewal", value: 125, cost: 6,
      eligible: "poutcome in (failure, other); pdays >= 30",
      sets: "contact = cellular; campaign = 1"),
    SyntheticOffer(
      "gold-36", "Gold deposit of 36 months", "deposit", value: 320, cost: 20,
      eligible: "balance >= 5000; age between 30 and 75", sets: "campaign = 3; contact = cellular"),
    SyntheticOffer(
      "anniversary", "Anniversary rate", "season", value: 112, cost: 5, starts: "2026-05-01",
      ends: "2026-12-31", sets: "month = jun; contact = cellular"),
    SyntheticOffer(
      "launch-2025", "Launch rate of last year", "season", value: 140, cost: 5,
      starts: "2025-01-01", ends: "2025-06-30", sets: "month = mar"),
  ]
}
