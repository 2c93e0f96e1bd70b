/// Guesses the roles of a table's columns from their names and values, and says why.
///
/// Nothing is guessed without a reason that is told; a role without a good candidate stays `nil`.
public struct RoleInference: Sendable, Equatable {
  /// The roles found.
  public let roles: Roles
  /// One reason for each role found, in the order target, positive, identifier, group, item, time;
  /// and one for the target if none was found.
  public let reasons: [Reason]

  /// Why a column got a role.
  public struct Reason: Sendable, Equatable {
    /// The role, for example `target`.
    public let role: String
    /// The column or, for `positive`, the value; `nil` when nothing was found.
    public let choice: String?
    /// A short sentence.
    public let sentence: String
  }

  /// Looks at a table.
  public init(_ table: Table) {
    self.init(table, profile: TableProfile(table))
  }

  /// Looks at a table whose profile is known.
  ///
  /// - Parameter readsGrades: whether a column of 3 or more whole numbers that is named like a grade may
  ///   be the target, where there is a group.
  /// - Precondition: the profile is the table's.
  public init(_ table: Table, profile: TableProfile, readsGrades: Bool = false) {
    precondition(
      profile.columns.count == table.columns.count, "The profile is that of the table.")
    let candidates = zip(table.columns, profile.columns).map(Candidate.init)
    var finder = Finder(candidates: candidates)
    finder.findTarget()
    finder.findIdentifier()
    finder.findGroup()
    if readsGrades { finder.findGrades() }
    finder.findItem()
    finder.findTime()
    roles = finder.roles
    reasons = finder.reasons
  }

  /// A column with what is known of it.
  private struct Candidate {
    let column: Column
    let profile: ColumnProfile
    let words: NameWords

    init(column: Column, profile: ColumnProfile) {
      self.column = column
      self.profile = profile
      words = NameWords(column.name)
    }

    var name: String { column.name }
    var isComplete: Bool { profile.missingCount == 0 }
    var isUnique: Bool { isComplete && profile.count > 1 && profile.distinctCount == profile.count }

    /// Words, or whole numbers without gaps in their meaning: what keys are made of.
    var canBeKey: Bool {
      switch column.values {
      case .text, .category: true
      case .float(let numbers): numbers.allSatisfy { $0.isNaN || $0 == $0.rounded() }
      case .double(let numbers): numbers.allSatisfy { $0.isNaN || $0 == $0.rounded() }
      case .flag, .date: false
      }
    }

    /// Whole numbers that count the rows.
    var countsRows: Bool {
      guard isUnique, canBeKey, let statistics = profile.statistics else { return false }
      return statistics.maximum - statistics.minimum == Double(profile.count - 1)
    }
  }

  /// Finds one role after the other; a column has at most one.
  private struct Finder {
    let candidates: [Candidate]
    var roles = Roles()
    var reasons: [Reason] = []
    private var taken: Set<String> = []

    init(candidates: [Candidate]) { self.candidates = candidates }

    private var free: [Candidate] { candidates.filter { !taken.contains($0.name) } }

    private mutating func take(_ candidate: Candidate, as role: String, because why: String) {
      taken.insert(candidate.name)
      reasons.append(
        Reason(role: role, choice: candidate.name, sentence: "\(candidate.name) \(why)."))
    }

    // MARK: Target

    private static let targetNames: Set<String> = [
      "y", "target", "label", "class", "outcome", "ordered", "converted", "conversion", "purchased",
      "purchase", "churn", "churned", "exited", "attrition", "revenue", "subscribed", "clicked",
      "click", "response", "responded", "response_flag", "bought", "default_payment", "is_fraud",
      "choice", "chosen", "accepted", "vote", "voted", "survived", "success",
    ]
    private static let targetWords: Set<String> = [
      "target", "label", "outcome", "ordered", "converted", "purchased", "churn", "churned",
      "exited", "subscribed", "clicked", "response", "responded", "bought", "repurchased", "chosen",
    ]

    mutating func findTarget() {
      let pairs = candidates.filter { $0.profile.distinctCount == 2 && $0.profile.kind != .date }
      let byName = pairs.last { Self.targetNames.contains($0.words.whole) }
      let byWord = pairs.last { $0.words.hasAny(Self.targetWords) }
      if let named = byName ?? byWord {
        roles.target = named.name
        take(named, as: "target", because: "is named like an outcome and has two values")
      } else if let last = candidates.last, last.profile.distinctCount == 2,
        last.profile.kind != .date
      {
        roles.target = last.name
        take(last, as: "target", because: "is the last column and has two values")
      } else {
        reasons.append(Reason(role: "target", choice: nil, sentence: whyNoTarget()))
        return
      }
      guard let target = candidates.first(where: { $0.name == roles.target }),
        let pair = TargetValues(target.column).pair
      else { return }
      let positive = TargetValues.positive(of: pair)
      roles.positive = positive.spelling
      reasons.append(
        Reason(
          role: "positive", choice: positive.spelling,
          sentence: "\(positive.spelling) is the positive class because \(positive.reason)."))
    }

    /// What stands in the way: a column that is named like an outcome but has no two values, if there is one.
    private func whyNoTarget() -> String {
      let named = candidates.last { Self.targetNames.contains($0.words.whole) }
      guard let named = named ?? candidates.last(where: { $0.words.hasAny(Self.targetWords) })
      else {
        return candidates.contains { $0.profile.distinctCount == 2 && $0.profile.kind != .date }
          ? "No column of two values is named like an outcome." : "No column has just two values."
      }
      let count = named.profile.distinctCount
      guard count > 0 else { return "\(named.name) is named like an outcome but has no values." }
      guard count != 2 else { return "\(named.name) is named like an outcome but holds dates." }
      let values = named.profile.mostFrequent.prefix(3).map { "\"\($0.value)\"" }
      return
        "\(named.name) is named like an outcome but has \(count == 1 ? "one value" : "\(count) values")"
        + " (\(values.joined(separator: ", "))\(count > 3 ? ", …" : "")), and a target has exactly two."
    }

    private static let gradeNames: Set<String> = ["relevance", "rel", "grade", "rating"]

    /// A target of grades, where there is none of two classes and a group to be put in order.
    mutating func findGrades() {
      guard roles.target == nil, roles.groupKey != nil else { return }
      let graded = free.last { candidate in
        (Self.gradeNames.contains(candidate.words.whole)
          || Self.targetNames.contains(candidate.words.whole))
          && Grades(candidate.column, relevantFrom: 1) != nil
      }
      guard let graded else { return }
      reasons.removeAll { $0.role == "target" }
      roles.target = graded.name
      take(
        graded, as: "target",
        because: "is named like a grade and has \(graded.profile.distinctCount) whole numbers")
    }

    // MARK: Keys

    mutating func findIdentifier() {
      let unique = free.filter { $0.isUnique && $0.canBeKey }
      if let named = unique.first(where: { $0.words.namesKey }) {
        roles.identifier = named.name
        take(named, as: "identifier", because: "is named like a key and differs in every row")
      } else if let text = unique.first(where: { $0.profile.kind == .text }) {
        roles.identifier = text.name
        take(text, as: "identifier", because: "is text that differs in every row")
      } else if let counter = unique.first, counter.name == candidates.first?.name,
        counter.countsRows, counter.profile.count > 20
      {
        roles.identifier = counter.name
        take(counter, as: "identifier", because: "is the first column and counts the rows")
      }
    }

    private static let peopleWords: Set<String> = [
      "customer", "user", "client", "member", "visitor", "household", "account", "person",
      "subscriber", "buyer", "cust", "individual", "respondent", "shopper", "applicant",
    ]
    private static let occasionWords: Set<String> = ["session", "query", "qid", "basket", "visit"]
    private static let itemWords: Set<String> = [
      "offer", "item", "product", "sku", "ad", "article", "movie", "document", "doc", "coupon",
      "banner", "creative",
    ]

    /// Columns of keys that repeat, about once again a key at least.
    private var repeatingKeys: [Candidate] {
      free.filter {
        $0.canBeKey && $0.profile.distinctCount > 2
          && $0.profile.distinctCount * 6 <= ($0.profile.count - $0.profile.missingCount) * 5
      }
    }

    /// Whether the name is that of a key to one of the things named: `customer_id`, or just
    /// `customer`.
    private func isKey(_ candidate: Candidate, to things: Set<String>) -> Bool {
      candidate.words.hasAny(things)
        && (candidate.words.namesKey || candidate.words.words.count == 1)
        || things.contains { candidate.words.whole == $0 + "id" }
    }

    /// `id`, `id2`, `id_3`: a key that doesn't say to what.
    private func isBareKey(_ candidate: Candidate) -> Bool {
      candidate.words.words.first == "id"
        && candidate.words.words.dropFirst().allSatisfy { Int($0) != nil }
    }

    mutating func findGroup() {
      let keys = repeatingKeys
      let found =
        keys.first { isKey($0, to: Self.peopleWords) }
        ?? keys.first { isKey($0, to: Self.occasionWords) } ?? keys.first { isBareKey($0) }
      guard let found else { return }
      roles.groupKey = GroupKey([found.name])
      let distinct = CountText.grouped(found.profile.distinctCount)
      take(
        found, as: "group",
        because: "is named like a key and repeats: \(distinct) values in "
          + "\(CountText.grouped(found.profile.count)) rows")
    }

    mutating func findItem() {
      guard roles.groupKey != nil else { return }
      let keys = repeatingKeys
      guard
        let found = keys.first(where: { isKey($0, to: Self.itemWords) })
          ?? keys.first(where: { isBareKey($0) })
      else { return }
      roles.item = found.name
      take(
        found, as: "item",
        because: "is named like the key of what is ranked, and has "
          + "\(CountText.grouped(found.profile.distinctCount)) values")
    }

    // MARK: Time

    private static let timeWords: Set<String> = [
      "time", "timestamp", "date", "datetime", "day", "ts", "at", "created", "purchase",
      "impression",
    ]

    mutating func findTime() {
      let dates = free.filter { $0.profile.kind == .date && $0.profile.distinctCount > 1 }
      if let only = dates.first, dates.count == 1 {
        roles.time = only.name
        take(only, as: "time", because: "is the only column of dates")
      } else if let complete = dates.first(where: {
        $0.isComplete && $0.words.hasAny(Self.timeWords)
      })
        ?? dates.first(where: { $0.isComplete }) ?? dates.first
      {
        roles.time = complete.name
        take(
          complete, as: "time",
          because:
            "is the first of \(dates.count) columns of dates that suits; name another if it is not")
      }
    }
  }
}
