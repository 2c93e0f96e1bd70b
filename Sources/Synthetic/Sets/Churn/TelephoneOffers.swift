/// What the company can do to keep a customer.
///
/// The model says how likely one is to leave with the offer's columns set, so the value of that event
/// is what a departure loses, and an offer is worth what it saves of that over doing nothing.
extension TelephoneCompany {
  private static let loss = -640.0

  static let offers: [SyntheticOffer] = [
    SyntheticOffer(
      "one-year-saver", "One year at 10 % less", "contract", value: loss, cost: 70,
      eligible: "Contract = Month-to-month", sets: "Contract = One year"),
    SyntheticOffer(
      "two-year-lock", "Two years with the price guaranteed", "contract", value: loss, cost: 140,
      eligible: "Contract in (Month-to-month, One year); tenure >= 6", sets: "Contract = Two year"),
    SyntheticOffer(
      "family-two-year", "Two years for the family, third line free", "contract",
      value: loss, cost: 165, eligible: "Dependents = Yes; PhoneService = Yes",
      sets: "Contract = Two year; MultipleLines = Yes"),
    SyntheticOffer(
      "tech-care", "Technical help for nothing, a year long", "service", value: loss, cost: 38,
      eligible: "TechSupport = No", sets: "TechSupport = Yes"),
    SyntheticOffer(
      "safe-net", "Online security for nothing, a year long", "service", value: loss, cost: 34,
      eligible: "OnlineSecurity = No", sets: "OnlineSecurity = Yes"),
    SyntheticOffer(
      "full-care", "Help, security and backup together", "service", value: loss, cost: 88,
      eligible: "OnlineSecurity = No; TechSupport = No",
      sets: "OnlineSecurity = Yes; TechSupport = Yes; OnlineBackup = Yes"),
    SyntheticOffer(
      "device-plan", "Cover for three devices", "service", value: loss, cost: 30,
      eligible: "DeviceProtection = No", sets: "DeviceProtection = Yes"),
    SyntheticOffer(
      "cinema-evening", "Films and series, three months free", "streaming",
      value: loss, cost: 29, eligible: "InternetService != No; StreamingMovies = No",
      sets: "StreamingMovies = Yes; StreamingTV = Yes"),
    SyntheticOffer(
      "auto-card", "Credit of 15 for paying by card", "payment", value: loss, cost: 15,
      eligible: "PaymentMethod in ('Electronic check', 'Mailed check')",
      sets: "PaymentMethod = 'Credit card (automatic)'"),
    SyntheticOffer(
      "auto-transfer", "Credit of 12 for paying by transfer", "payment", value: loss, cost: 12,
      eligible: "PaymentMethod in ('Electronic check', 'Mailed check')",
      sets: "PaymentMethod = 'Bank transfer (automatic)'"),
    SyntheticOffer(
      "paper-bill", "Bill on paper at no charge", "payment", value: loss, cost: 9,
      eligible: "PaperlessBilling = Yes; SeniorCitizen = 1", sets: "PaperlessBilling = No"),
    SyntheticOffer(
      "slim-line", "Down to a digital line at half the price", "price", value: loss, cost: 210,
      eligible: "InternetService = Fiber optic; MonthlyCharges >= 80",
      sets: "InternetService = DSL; MonthlyCharges = 49.9"),
    SyntheticOffer(
      "loyal-discount", "A fifth off after three years", "price", value: loss, cost: 120,
      eligible: "tenure >= 36; MonthlyCharges between 70 and 120", sets: "MonthlyCharges = 64.5"),
    SyntheticOffer(
      "welcome-year", "A first year bound, with help included", "contract",
      value: loss, cost: 96, eligible: "tenure <= 6; Contract = Month-to-month",
      sets: "Contract = One year; TechSupport = Yes"),
    SyntheticOffer(
      "spring-upgrade", "Second line free until summer", "service", value: loss, cost: 18,
      eligible: "MultipleLines = No", starts: "2026-03-01", ends: "2026-06-30",
      sets: "MultipleLines = Yes"),
  ]
}
