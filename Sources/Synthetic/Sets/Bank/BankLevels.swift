/// The levels of the categories of a bank's campaign, spelt as in the file.
extension BankCampaign {
  enum Job: String, CaseIterable {
    case admin = "admin."
    case blueCollar = "blue-collar"
    case entrepreneur, housemaid, management, retired
    case selfEmployed = "self-employed"
    case services, student, technician, unemployed, unknown
  }

  enum Marital: String, CaseIterable { case divorced, married, single }

  enum Education: String, CaseIterable { case primary, secondary, tertiary, unknown }

  enum Contact: String, CaseIterable { case cellular, telephone, unknown }

  enum Month: String, CaseIterable {
    case jan, feb, mar, apr, may, jun, jul, aug, sep, oct, nov, dec
  }

  enum Outcome: String, CaseIterable { case failure, other, success, unknown }
}
