import Modelling
import Foundation
import Synchronization
import Tabular
import TerminalKit
import Workbench

/// Does the work that the reducer asks for, on threads of its own, and hands back actions.
///
/// An effect is counted before it is started, so that "nothing is under way" is never said too early.
final class EffectRunner: Sendable {
  static var home: String? { ProcessInfo.processInfo.environment["HOME"] }

  /// A simulation that took longer than this goes to the worker: half a frame.
  static let synchronousLimit = 0.008

  let mailbox: Mailbox
  private let ring: @Sendable () -> Void
  private let news = NSCondition()
  let inbox = Mutex(EffectInbox())
  private let opener = Worker("open")
  private let filer = Worker("files")
  private let memory: DataMemoryFile?
  private let trainer = Worker("train", isPatient: true)
  private let explainer = Worker("explain", isPatient: true)
  private let searcher = Worker("search", isPatient: true)
  private let ingester = Worker("ingest", isPatient: true)
  private let drawer = Worker("intervals", isPatient: true)
  let simulator = Worker("simulate")
  private let depender = Worker("depend")
  private let lifter = Worker("lift", isPatient: true)
  private let registrar = Worker("runs", isPatient: true)
  let monitor = Worker("drift", isPatient: true)
  let historian = Worker("history")
  let segmenter = Worker("segments", isPatient: true)
  private let saver = Worker("save", isPatient: true)
  private let archive: SessionArchive?
  let newestLift = NewestRequest()
  let newestDrift = NewestRequest()
  let newestSegments = NewestRequest()
  private let sourceWatch = Mutex<SourceWatch?>(nil)

  /// - Parameters:
  ///   - stateFolder: where sessions are saved and what is remembered is kept; `nil` for nowhere.
  ///   - wake: called on any thread when there is something to take.
  init(mailbox: Mailbox, stateFolder: String? = nil, wake: @escaping @Sendable () -> Void) {
    self.mailbox = mailbox
    archive = stateFolder.map { SessionArchive(folder: $0) }
    memory = stateFolder.map { DataMemoryFile(folder: $0) }
    ring = wake
  }

  /// Whether nothing is under way and nothing waits to be taken.
  var isIdle: Bool {
    inbox.withLock { $0.pending == 0 && $0.actions.isEmpty && $0.steps.isEmpty }
  }

  /// The results since the last call, oldest first; progress comes before the results it led to.
  func take() -> [Action] {
    let (steps, run, actions) = inbox.withLock { inbox in
      defer {
        inbox.steps = []
        inbox.actions = []
      }
      return (inbox.steps, inbox.stepsRun, inbox.actions)
    }
    let progress =
      steps.isEmpty
      ? [] : [Action.happened(.trainingAdvanced(run: run, mailbox.put(steps)))]
    return progress + actions
  }

  /// Begins an effect. Those for the terminal itself are not handled here.
  ///
  /// - Returns: results that were quick enough to have at once.
  func run(_ effect: Effect) -> [Action] {
    switch effect {
    case .findSets:
      // A handful of small files: at once, so that the first Enter finds the list complete.
      return [.happened(.setsFound(mailbox.put(BundledSet.all())))]
    case .findSession:
      // One small file, and --resume must not show anything else first.
      return archive.map { [.happened(.sessionFound(mailbox.put($0.find())))] } ?? []
    case .saveSession(let session):
      guard let archive else { return [] }
      start(on: saver, key: "save") { runner in
        guard let complaint = archive.save(session) else { return }
        runner.deliver(.reported(Status(.warning, complaint)))
      }
    case .recall: return memory.map { [.happened(.recalled($0.read()))] } ?? []
    case .remember(let change):
      guard let memory else { break }
      start(on: filer) { $0.deliver(.recalled(memory.remember(change))) }
    case .listFolder(let path): start(on: filer) { FolderReader.list(path, $0) }
    case .openPath(let text):
      start(on: filer) { FolderReader.open(text, home: EffectRunner.home, $0) }
    case .completePath(let text):
      start(on: filer, key: "complete") { runner in
        let found = FolderReader.completions(of: text, home: EffectRunner.home)
        runner.deliver(.pathCompleted(text: text, found))
      }
    case .open(let request, let path, let overrides, let csv):
      start(on: opener, key: "open") {
        Files.open(request: request, path: path, overrides: overrides, csv: csv, $0)
      }
    case .reopen(let request, let data, let overrides):
      start(on: opener, key: "open") {
        Files.reopen(request: request, data, overrides: overrides, $0)
      }
    case .checkSource(let stamp):
      start(on: filer, key: "check") { runner in
        guard let now = stamp.again(), stamp.change(to: now) != nil else { return }
        runner.deliver(.sourceChanged(from: stamp, to: now))
      }
    case .watchSource(let stamp): watch(stamp)
    case .arrangeRows(let request):
      start(on: opener, key: "rows") { runner in
        let rows = runner.mailbox.put(request.rows())
        runner.deliver(.rowsArranged(request: request.number, rows))
      }
    case .countValues(let request, let dataset, let column):
      start(on: opener, key: "values") { runner in
        let values = ValueFrequencies(dataset.table.columns[column], labels: dataset.labels)
        runner.deliver(.valuesCounted(request: request, runner.mailbox.put(values)))
      }
    case .train(let run, let data, let plan, let earlier):
      cancelExplaining()
      // New models may be slow: their first customer must not hold up the keys.
      inbox.withLock { $0.lastSimulationSeconds = .infinity }
      let session = TrainingSession(
        data: data, plan: plan, reusing: earlier, comparesBalancing: plan.balance != .none)
      // A training that still waits for its turn is dropped: the newest request counts.
      start(on: trainer, key: "train") { TrainingJob(session: session, run: run).perform($0) }
    case .drawIntervals(let run, let comparison):
      start(on: drawer, key: "intervals") { runner in
        let intervals = runner.mailbox.put(DrawnIntervals(comparison))
        runner.deliver(.intervalsDrawn(run: run, intervals))
      }
    case .search(let run, let data, let plan, let record):
      start(on: searcher, key: "search") { runner in
        SearchJob.perform(run: run, data, plan, record: record, runner)
      }
    case .cancelSearch(let run): cancelSearch(run: run)
    case .ingest(let run, let plan):
      let job = IngestJob(session: IngestingSession(plan), run: run)
      start(on: ingester, key: "ingest") { job.perform($0) }
    case .cancelIngest(let run): cancelIngest(run: run)
    case .pauseTraining(let run, let isPaused): pause(isPaused, run: run)
    case .cancelTraining(let run, let kind): cancel(run: run, kind: kind)
    case .explain(let run, let comparison):
      let job = ExplainingRun(run: run, comparison: comparison)
      inbox.withLock { $0.explaining = job }
      start(on: explainer) { job.perform($0) }
    case .depend(let request, let comparison, let feature):
      let job = DependingJob(request: request, comparison: comparison, feature: feature)
      start(on: depender, key: "depend") { job.perform($0) }
    case .price(let request, let data):
      let job = PricingJob(request: request, data: data)
      start(on: lifter, key: "price") { job.perform($0) }
    case .explainList(let request, let comparison, let position):
      let job = ListJob(request: request, comparison: comparison, position: position)
      start(on: depender, key: "list") { job.perform($0) }
    case .cancelExplaining: cancelExplaining()
    case .release(let remains): start(on: depender) { _ in remains.drop() }
    case .simulate(let request): return simulate(request)
    case .lift(let request):
      guard newestLift.note(request.number) else { break }
      start(on: lifter, key: "lift") { LiftJob(request: request).perform($0) }
    case .findCustomers(let request, let search):
      start(on: opener, key: "customers") { runner in
        let rows = runner.mailbox.put(search.rows())
        runner.deliver(.customersFound(request: request, rows, title: search.title))
      }
    // A handful of small files: at once.
    case .saveProfile(let profile, let library, let name):
      return [.happened(Files.save(profile, in: library, as: name))]
    case .listProfiles(let library):
      return [.happened(.profilesListed(mailbox.put(library.entries())))]
    case .deleteProfile(let library, let name):
      return Files.delete(name, of: library).map(Action.happened)
        + [.happened(.profilesListed(mailbox.put(library.entries())))]
    case .readRuns(let folder):
      start(on: registrar, key: "runs") { RunsJob.read(artifacts: folder, $0) }
    case .register(let run, let training, let folder):
      start(on: registrar) { RunsJob.register(run: run, training, artifacts: folder, $0) }
    case .promote(let model, let stage, let folder):
      start(on: registrar) { RunsJob.promote(model, stage, artifacts: folder, $0) }
    case .verifyRuns(let folder):
      start(on: registrar, key: "verify") { RunsJob.verify(artifacts: folder, $0) }
    case .drift, .cancelDrift, .readDriftHistory, .appendDrift: monitor(effect)
    case .findSegments, .cancelSegments: segment(effect)
    case .copy, .copyTable, .useTheme, .suspend, .redraw, .recordMacro, .playMacro, .writeReport:
      break
    }
    return []
  }

  /// Saves a session before it returns; for leaving, when nobody reads complaints any more.
  func saveAtOnce(_ session: SavedSession) { _ = archive?.save(session) }

  /// Cancels everything that runs; for leaving.
  func cancelAll() {
    newestLift.endAll()
    newestDrift.endAll()
    newestSegments.endAll()
    watch(nil)
    cancelExplaining()
    let (session, search, ingest) = inbox.withLock {
      ($0.session, $0.search?.session, $0.ingest?.session)
    }
    session?.cancel()
    ingest?.cancel()
    // The second time leaves out the test rows too.
    search?.cancel()
    search?.cancel()
  }

  // MARK: What jobs call

  /// Hands over a result; callable from any thread.
  func deliver(_ happening: Happening) {
    inbox.withLock { $0.actions.append(.happened(happening)) }
    wake()
  }

  /// Hands over progress. Only the newest word of a model is kept; its losses are collected.
  func advance(_ step: TrainingStep, run: Int) {
    let isNews = inbox.withLock { inbox in
      if inbox.stepsRun != run {
        inbox.steps = []
        inbox.stepsRun = run
      }
      let isNews = inbox.steps.isEmpty
      if case .advanced(let kind, let progress, let new, let seconds) = step,
        case .advanced(kind, _, let losses, _)? = inbox.steps.last
      {
        inbox.steps[inbox.steps.count - 1] = .advanced(
          kind, progress, losses: losses + new, seconds: seconds)
      } else {
        inbox.steps.append(step)
      }
      return isNews
    }
    // One byte is enough until the steps were taken.
    if isNews { wake() }
  }

  /// Makes a session the one that cancelling reaches.
  ///
  /// - Returns: `false` if the run was cancelled before it began.
  func begin(_ session: TrainingSession, run: Int) -> Bool {
    inbox.withLock { inbox in
      inbox.session = session
      inbox.sessionRun = run
      if inbox.pausedRun == run { session.pause() }
      return inbox.cancelledRuns.remove(run) == nil
    }
  }

  /// Makes a search the one that cancelling reaches.
  ///
  /// - Returns: `false` if it was cancelled before it began.
  func begin(_ search: SearchSession, run: Int) -> Bool {
    inbox.withLock { inbox in
      inbox.search = (search, run)
      return inbox.cancelledSearches.remove(run) == nil
    }
  }

  /// Forgets a search that has ended.
  func end(_ search: SearchSession) {
    inbox.withLock { if $0.search?.session === search { $0.search = nil } }
  }

  /// Makes the making of a table the one that stopping reaches.
  ///
  /// - Returns: `false` if it was stopped before it began.
  func begin(_ ingest: IngestingSession, run: Int) -> Bool {
    inbox.withLock { inbox in
      inbox.ingest = (ingest, run)
      return inbox.cancelledIngests.remove(run) == nil
    }
  }

  /// Forgets the making of a table that has ended.
  func end(_ ingest: IngestingSession) {
    inbox.withLock { if $0.ingest?.session === ingest { $0.ingest = nil } }
  }

  /// Forgets a session that has ended.
  func end(_ session: TrainingSession) {
    inbox.withLock { if $0.session === session { $0.session = nil } }
  }

  /// Waits until something can be taken, or nothing is under way; for a driver without a terminal.
  func waitForNews() {
    news.lock()
    defer { news.unlock() }
    while inbox.withLock({ $0.pending > 0 && $0.actions.isEmpty && $0.steps.isEmpty }) {
      news.wait()
    }
  }

  // MARK: Inside

  /// Called after the inbox has changed, so that nobody waits for what is there already.
  private func wake() {
    news.lock()
    news.broadcast()
    news.unlock()
    ring()
  }

  func start(
    on worker: Worker, key: String? = nil, _ job: @escaping @Sendable (EffectRunner) -> Void
  ) {
    inbox.withLock { $0.pending += 1 }
    let dropped = worker.submit(key: key) { [self] in
      job(self)
      inbox.withLock { $0.pending -= 1 }
      wake()
    }
    if dropped > 0 { inbox.withLock { $0.pending -= dropped } }
  }

  /// Watching is not under way in the sense of ``isIdle``: it has no end.
  private func watch(_ stamp: SourceStamp?) {
    let watch = sourceWatch.withLock { kept in
      if kept == nil, stamp != nil {
        kept = SourceWatch { [weak self] stamp, now in
          self?.deliver(.sourceChanged(from: stamp, to: now))
        }
      }
      return kept
    }
    watch?.follow(stamp)
  }

  private func cancel(run: Int, kind: ModelKind?) {
    let session = inbox.withLock { inbox -> TrainingSession? in
      if inbox.session != nil, inbox.sessionRun == run { return inbox.session }
      if kind == nil { inbox.cancelledRuns.insert(run) }
      return nil
    }
    session?.cancel(kind)
  }

  private func cancelSearch(run: Int) {
    inbox.withLock { inbox -> SearchSession? in
      if let search = inbox.search, search.run == run { return search.session }
      inbox.cancelledSearches.insert(run)
      return nil
    }?.cancel()
  }

  private func cancelIngest(run: Int) {
    inbox.withLock { inbox -> IngestingSession? in
      if let ingest = inbox.ingest, ingest.run == run { return ingest.session }
      inbox.cancelledIngests.insert(run)
      return nil
    }?.cancel()
  }

  private func pause(_ isPaused: Bool, run: Int) {
    let session = inbox.withLock { inbox in
      inbox.pausedRun = isPaused ? run : nil
      return inbox.sessionRun == run ? inbox.session : nil
    }
    if isPaused { session?.pause() } else { session?.resume() }
  }

  private func cancelExplaining() {
    inbox.withLock { inbox in
      defer { inbox.explaining = nil }
      return inbox.explaining
    }?.cancel()
  }
}
