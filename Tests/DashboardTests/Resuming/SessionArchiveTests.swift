import Workbench
import TerminalKit
import Tabular
import Offers
import Modelling
import Evaluation
import Foundation
import Testing

@testable import Dashboard

/// The folder with the sessions: what is written comes back, and nothing in it is trusted.
@Suite struct SessionArchiveTests {
  /// A folder that is removed again.
  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/offerscope-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func session() throws -> SavedSession {
    let dashboard = try SmallDashboard.trained(rows: 200)
    var session = try #require(SavedSession(dashboard.state))
    // The data of the test are gone; any path that exists will do.
    session.path = FileManager.default.temporaryDirectory.path
    return session
  }

  @Test func whatWasSavedIsFound() throws {
    let session = try session()
    try withFolder { folder in
      #expect(SessionArchive(folder: folder, process: 1).find().offer == nil)
      #expect(SessionArchive(folder: folder, process: 2).save(session) == nil)
      let found = SessionArchive(folder: folder, process: 3).find()
      #expect(found.offer?.session == session)
      #expect(found.offer?.age == "a moment ago")
      #expect(found.complaint == nil)
    }
  }

  @Test func twoAtOnceKeepTheirOwn() throws {
    let first = try session()
    var second = first
    second.pane = "train"
    try withFolder { folder in
      let (one, two) = (
        SessionArchive(folder: folder, process: 1), SessionArchive(folder: folder, process: 2)
      )
      #expect(one.save(first) == nil)
      #expect(two.save(second) == nil)
      #expect(one.save(first) == nil)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(names.count == 2)
      // Each is offered what the other saved, not what it saved itself.
      #expect(one.find().offer?.session == second)
      #expect(two.find().offer?.session == first)
    }
  }

  @Test(arguments: ["", "{", "[]", "{\"version\": 1}", "{\"version\": \"x\"}", "\u{0}\u{1}"])
  func aBrokenFileIsSetAside(_ text: String) throws {
    let session = try session()
    try withFolder { folder in
      #expect(SessionArchive(folder: folder, process: 1).save(session) == nil)
      let broken = "\(folder)/session-9-9.json"
      try text.write(toFile: broken, atomically: true, encoding: .utf8)
      let future = Date(timeIntervalSinceNow: 60)
      try FileManager.default.setAttributes([.modificationDate: future], ofItemAtPath: broken)
      let archive = SessionArchive(folder: folder, process: 2)
      let found = archive.find()
      #expect(found.complaint?.contains("\(broken).broken") == true)
      #expect(found.offer?.session == session)
      #expect(!FileManager.default.fileExists(atPath: broken))
      #expect(archive.find().complaint == nil)
    }
  }

  @Test func aNewerFormIsLeftAlone() throws {
    try withFolder { folder in
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      let path = "\(folder)/session-9-9.json"
      try "{\"version\": 99}".write(toFile: path, atomically: true, encoding: .utf8)
      let found = SessionArchive(folder: folder, process: 1).find()
      #expect(found.offer == nil && found.complaint == nil)
      #expect(FileManager.default.fileExists(atPath: path))
    }
  }

  @Test func oldSessionsAreRemovedAndTheirDataMustExist() throws {
    var session = try session()
    try withFolder { folder in
      // Numbers above those that the system gives to processes.
      for number in 0..<20 {
        let archive = SessionArchive(folder: folder, process: 1_000_000_000 + Int32(number))
        #expect(archive.save(session) == nil)
      }
      let kept = try FileManager.default.contentsOfDirectory(atPath: folder).count
      #expect(kept <= SessionArchive.keptCount + 1)
      session.path = "/nowhere/at/all.csv"
      #expect(SessionArchive(folder: folder, process: 2).save(session) == nil)
      #expect(SessionArchive(folder: folder, process: 3).find().offer?.session.path != session.path)
    }
  }

  @Test func aFolderThatCanNotBeIsToldOnce() throws {
    let session = try session()
    let archive = SessionArchive(folder: "/dev/null/offerscope")
    #expect(archive.find().offer == nil)
    #expect(archive.save(session)?.contains("XDG_STATE_HOME") == true)
    #expect(archive.save(session) == nil)
  }

  @Test func theFolderFollowsTheEnvironment() {
    #expect(
      StateFolder.path(environment: ["HOME": "/h", "XDG_STATE_HOME": "/s"])
        == "/s/offerscope")
    #expect(
      StateFolder.path(environment: ["HOME": "/h", "XDG_STATE_HOME": "s"])
        == "/h/.local/state/offerscope")
    #expect(StateFolder.path(environment: [:]) == nil)
  }

  @Test func agesReadAsPeopleSayThem() {
    #expect(SessionArchive.age(-5) == "a moment ago")
    #expect(SessionArchive.age(125) == "2 minutes ago")
    #expect(SessionArchive.age(3_700) == "1 hour ago")
    #expect(SessionArchive.age(86_400 * 3) == "3 days ago")
  }
}
