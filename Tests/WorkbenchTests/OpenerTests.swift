import Foundation
import Offers
import Synthetic
import Tabular
import Testing
import Workbench

@Suite struct OpenerTests {
  @Test(arguments: SyntheticSet.allCases) func everyGeneratedSetOpens(set: SyntheticSet) throws {
    let data = try SmallSets.opened(set, rows: 400)
    #expect(data.dataset.table.rowCount == 400)
    #expect(data.description?.truth != nil)
    #expect((data.catalogue?.count ?? 0) >= 10)
    #expect(!data.dataset.features.isEmpty)
    #expect(data.profile.columns.count == data.dataset.table.columns.count)
  }

  @Test func aPersonOverrulesTheDescription() throws {
    let data = try SmallSets.opened(
      .bank, rows: 400, overrides: RoleOverrides(exclude: ["job"], include: ["duration"]))
    #expect(data.dataset.features.contains("duration"))
    #expect(!data.dataset.features.contains("job"))
    let again = try Opener.reopen(data, overrides: RoleOverrides(target: "loan"))
    #expect(again.dataset.roles.target == "loan")
    #expect(again.dataset.positiveLabel == "yes")
    #expect(again.dataset.features.contains("y"))
  }

  @Test func anOddTimeIsNamedWithItsRowAndGapsAreCounted() throws {
    var lines = (0..<60).map { "2024-0\($0 % 9 + 1)-1\($0 % 10),\($0 % 6),\($0 % 7),\($0 % 3 % 2)" }
    lines[7] = "," + lines[7].dropFirst(11)
    lines[9] = "2024-01-01,," + lines[9].suffix(3)
    let overrides = RoleOverrides(target: "y", group: "c", time: "when")
    let data = try Opener.open(
      try SmallSets.file("when,c,a,y\n" + lines.joined(separator: "\n") + "\n"),
      overrides: RoleOverrides(target: "y", time: "when"))
    #expect(data.notes.contains { $0.hasPrefix("1 row has no when: a split by time") })
    let grouped = try Opener.reopen(
      data, overrides: RoleOverrides(target: "y", group: "c"))
    #expect(grouped.notes.contains { $0.hasPrefix("1 row has no c: each such row counts") })
    lines[20] = "soon" + lines[20].dropFirst(10)
    let path = try SmallSets.file("when,c,a,y\n" + lines.joined(separator: "\n") + "\n")
    let error = #expect(throws: WorkbenchError.self) {
      try Opener.open(path, overrides: overrides)
    }
    #expect("\(error.map { "\($0)" } ?? "")".contains("“soon” in data row 21"), "\(error as Any)")
  }

  @Test func anotherTargetTakesTheColumnFromItsOldRole() throws {
    let path = try SmallSets.file("id,flag,y\n1,0,0\n2,1,1\n3,0,1\n4,1,0\n")
    let data = try Opener.open(path, overrides: RoleOverrides(target: "flag", identifier: "y"))
    #expect(data.dataset.roles.target == "flag")
    #expect(data.dataset.roles.identifier == "y")
  }

  @Test(arguments: [
    ("a,b\n1,2\n", "Use --target"), ("a,y\n1,1\n2,1\n", "has one value"),
    ("a,y\n1,a\n2,b\n3,c\n", "has 3 values"), ("y\n1\n0\n", "no column left"),
  ])
  func unusableTablesAreOneSentence(text: String, words: String) throws {
    let path = try SmallSets.file(text)
    let message = message(of: { try Opener.open(path) })
    #expect(message.contains(words), "\(message)")
    #expect(!message.contains("\n"))
  }

  @Test func pathsThatLeadNowhereAreNamed() throws {
    #expect(message(of: { try Opener.open("/no/such/file.csv") }).contains("no such file"))
    let folder = (try SmallSets.file("a,y\n1,0\n") as NSString).deletingLastPathComponent
    #expect(message(of: { try Opener.open(folder) }).contains("without a dataset.yaml"))
  }

  @Test func unknownColumnsAreMetWithNearOnes() throws {
    let path = try SmallSets.file("age_band,y\n1,0\n2,1\n1,1\n2,0\n")
    let message = message(of: {
      try Opener.open(path, overrides: RoleOverrides(exclude: ["age"]))
    })
    #expect(message.contains("--exclude age") && message.contains("age_band"), "\(message)")
  }

  private func message(of work: () throws -> OpenedData) -> String {
    do {
      _ = try work()
      return "no error"
    } catch {
      return "\(error)"
    }
  }
}

@Suite struct OffersOfOpenedDataTests {
  @Test(arguments: [
    ("job = astronaut", "is one of"), ("y = yes", "is the outcome"), ("age = old", "is a number"),
  ])
  func settingsThatAColumnCannotTakeAreRefused(sets: String, words: String) throws {
    let data = try SmallSets.opened(.bank, rows: 400)
    let file = try SmallSets.file("id,name,value,sets\na,A,1,\(sets)\n", name: "offers.csv")
    do {
      _ = try data.withOffers(from: file)
      Issue.record("no error")
    } catch {
      #expect("\(error)".contains(words) && "\(error)".contains("offer a"), "\(error)")
    }
  }

  @Test func rowsWithoutATargetAreSaid() throws {
    let path = try SmallSets.file("a,b,y\n1,2,0\n2,1,1\n3,3,\n1,1,1\n2,2,0\n")
    let data = try Opener.open(path)
    #expect(data.notes.contains { $0.contains("1 of 5 rows have no value in y") })
  }

  @Test func columnsOfTwoValuesAreNamedFirst() throws {
    let path = try SmallSets.file("a,hot,b\n1,yes,0.5\n3,no,0.25\n5,yes,0.75\n")
    let error = try #require(throws: WorkbenchError.self) { try Opener.open(path) }
    #expect(
      "\(error)".hasSuffix(
        "No column of two values is named like an outcome. Use --target with one of hot, a, b."))
    let candidates = try TargetCandidate.all(path: path, options: CSVOptions())
    #expect(candidates.map(\.isPair) == [false, true, false])
    #expect(candidates[1].values == ["no", "yes"] && candidates[2].distinctCount == 3)
  }

  @Test func choicesOfIndividualsAreLists() throws {
    let rows = (0..<120).map { "\($0 / 4),\($0 % 4),\($0 % 4 == $0 % 3 ? 1 : 0),\($0 * 7 % 11)" }
    let path = try SmallSets.file(
      "individual,mode,choice,cost\n" + rows.joined(separator: "\n") + "\n")
    let roles = try Opener.open(path).dataset.roles
    #expect(roles.target == "choice" && roles.group == "individual")
  }

  @Test func aTableWithoutATargetIsStillProfiled() throws {
    let path = try SmallSets.file("a,b\n1,2\n3,4\n5,6\n")
    do {
      _ = try Opener.open(path)
      Issue.record("no error")
    } catch let error as WorkbenchError {
      #expect(error.code == .noTarget)
    }
    #expect(TextReport.profile(try ProfiledTable(path: path)).contains("3 rows, 2 columns"))
  }
}
