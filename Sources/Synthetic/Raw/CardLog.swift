import Foundation
import Tabular

/// The raw logs of offers shown to card members: an event log, transactions, offers, and the impressions
/// to score; each member's part is written before the next is made, so that any size fits.
///
/// Offers are shown four at a moment. A click comes seconds to minutes after its impression, and its
/// probability depends on what lay strictly before the impression and on hidden tastes, so a feature that
/// looks past the moment shows as an AUC above ``Truth/attainableROCAUC``.
public enum CardLog {
  /// What the generator knows.
  public struct Truth: Sendable, Equatable {
    /// The impressions to score.
    public var impressions: Int
    /// Those that were clicked.
    public var clicks: Int
    /// ROC-AUC of the true probabilities, placement unknown; no honest feature does better by more than
    /// chance.
    public var attainableROCAUC: Double
  }

  /// The members whose values ``write(to:impressions:seed:)`` notes in `truth_values.csv`.
  public static let notedMembers = 200

  /// Writes `events.csv`, `transactions.csv`, `offers.csv` and `impressions.csv` in the columns of the
  /// public set, `truth.csv` (the true probability of each impression) and `truth_values.csv` (for the
  /// first members: what a recipe has to find for each impression).
  ///
  /// - Throws: `TabularError` naming the file that can't be written.
  public static func write(to folder: String, impressions: Int, seed: UInt64) throws -> Truth {
    precondition(impressions >= 1, "A log has at least one impression.")
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw TabularError(
        .notWritten, "\(folder) can't be made; check the permissions of the folder above it.")
    }
    var generator = SeededGenerator(seed: seed)
    let offers = (0..<min(4_164, 40 + impressions / 2_000)).map {
      CardLogOffer(number: $0, using: &generator)
    }
    try AtomicFile.write(to: "\(folder)/offers.csv") { sink in
      try sink.write("id3,id9,f375,f376,id10,f378,f374,id8,id12,id13\n")
      for offer in offers { try sink.write(offer.line) }
    }
    var outcome = Truth(impressions: 0, clicks: 0, attainableROCAUC: 0)
    var tally = ScoreTally()
    try AtomicFile.write(to: "\(folder)/events.csv") { events in
      try events.write("id2,id3,id6,id4,id7\n")
      try AtomicFile.write(to: "\(folder)/transactions.csv") { transactions in
        try transactions.write("id2,f367,f368,f369,f370,f371,f372,id8,f374\n")
        try AtomicFile.write(to: "\(folder)/impressions.csv") { scored in
          try scored.write("id1,id2,id3,id4,id5\n")
          try AtomicFile.write(to: "\(folder)/truth.csv") { truth in
            try truth.write("id1,attainable_probability,y\n")
            try AtomicFile.write(to: "\(folder)/truth_values.csv") { values in
              try values.write(CardLogMember.valueNames + "\n")
              var number = 0
              while outcome.impressions < impressions {
                number += 1
                var member = CardLogMember(number: number, offers: offers, using: &generator)
                member.live(
                  first: outcome.impressions + 1, most: impressions - outcome.impressions,
                  notesValues: number <= notedMembers, using: &generator)
                try events.write(member.eventLines)
                try transactions.write(member.transactionLines)
                try scored.write(member.impressionLines)
                try truth.write(member.truthLines)
                try values.write(member.valueLines)
                outcome.impressions += member.probabilities.count
                for (probability, click) in member.probabilities {
                  outcome.clicks += click ? 1 : 0
                  tally.add(probability, isPositive: click)
                }
              }
            }
          }
        }
      }
    }
    outcome.attainableROCAUC = tally.rocAUC
    return outcome
  }
}
