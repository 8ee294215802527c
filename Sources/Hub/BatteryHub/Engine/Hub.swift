public import BatteryJobs
import Foundation
public import Logging
import ServiceLifecycle
import Synchronization
import SystemPackage

/// The engine: turns fire times into runs, runs them, and keeps the promise that every fire time
/// ends as a run or as a skip with its reason.
///
/// It waits with one armed timer for the next fire time, the next retry, or a ring of its alarm.
/// What must survive its death is in the store before anything is started.
public actor Hub {
  /// Where jobs, runs and logs are kept.
  public nonisolated let store: any JobStore
  /// Tells what happens.
  public nonisolated let events: EventFeed
  /// The clock.
  public nonisolated let clock: any TimeSource

  /// The configuration in force.
  public private(set) var configuration: HubConfiguration
  /// The problems of the last reading of the configuration that failed; `nil` when it went well.
  public private(set) var problems: ConfigurationProblems?
  /// Whether the hub starts nothing more.
  public private(set) var isStopping = false
  /// Why the store cannot be used at present; runs wait until it can.
  public internal(set) var storeProblem: String?

  /// A job with what changes about it.
  struct Entry {
    var definition: JobDefinition
    var isPaused = false
    var nextFire: Date?
  }

  /// A run that is going on.
  struct Active {
    var run: RunRecord
    var control: RunControl
    /// Whether its work is done and only its end has to be stored.
    var isEnding = false
  }

  nonisolated let registry: JobRegistry
  nonisolated let data: DataDirectory
  nonisolated let logger: Logger
  nonisolated let logs: LogWriter
  nonisolated let retry: StoreRetry
  nonisolated let alarm: Alarm
  nonisolated let owner = UUID().uuidString
  /// How long a claim lasts without being renewed.
  nonisolated let lease = TimeSpan.seconds(30)
  /// Waiting never lasts longer, so that a wall clock that was set is noticed.
  private static let longestWait = Duration.seconds(1)

  var entries: [String: Entry] = [:]
  /// The next fire times of all jobs; entries that no longer hold are passed over.
  private var fireTimes = TimerQueue<String>()
  var active: [Int64: Active] = [:]
  var progresses: [Int64: RunProgress] = [:]
  var nextReady: Date?
  /// The jobs of `@reboot` that are not in the queue yet.
  var startupJobs: [String] = []
  var isDispatching = false
  var dispatchWaiters: [CheckedContinuation<Void, Never>] = []
  /// What watches folders, by the job that it starts.
  var watches: [String: Watch] = [:]
  /// Files that have arrived while a run of their job was going on.
  var arrivals: [String: Arrivals] = [:]
  /// Whether folders are watched: in a hub that goes on.
  var isWatching = false
  /// Whether whatever still runs or starts is stopped, since the hub has waited long enough.
  var isPatienceOver = false
  var needsDispatch = false
  private var clockOffset: Double?

  /// Makes a hub; nothing happens until ``run()`` or ``runOnce(_:onLines:)``.
  ///
  /// - Parameters:
  ///   - configuration: What to run.
  ///   - registry: The kinds of job, to read the configuration anew.
  ///   - store: Where to keep it; nobody else may run it unless the store can be shared.
  ///   - data: The directory for what the runs make.
  ///   - clock: The clock.
  ///   - logger: Takes what concerns the hub itself.
  public init(
    configuration: HubConfiguration,
    registry: JobRegistry,
    store: any JobStore,
    data: DataDirectory,
    clock: any TimeSource = SystemTimeSource(),
    logger: Logger
  ) {
    self.configuration = configuration
    self.registry = registry
    self.store = store
    self.data = data
    self.clock = clock
    self.logger = logger
    let events = EventFeed(clock: clock)
    self.events = events
    retry = StoreRetry(clock: clock, logger: logger)
    logs = LogWriter(store: store, clock: clock, events: events, retry: retry)
    alarm = Alarm(clock: clock)
  }

  /// Recovers what a former hub left, then schedules and runs until it is shut down.
  ///
  /// A graceful shutdown claims nothing more, lets runs finish within `hub.shutdown` and then
  /// cancels them; cancelling the task cancels the runs at once. Either way it returns only when
  /// no process of its runs is left.
  public func run() async throws {
    ProcessTree.becomeSubreaper()
    try await recover()
    try await apply(configuration)
    startupJobs = entries.values.filter {
      $0.definition.isEnabled && !$0.isPaused
        && $0.definition.triggers.schedule?.runsAtStartup == true
    }.map(\.definition.name)
    isWatching = true
    await arrangeWatches()
    let heartbeat = Task { await self.keepLeases() }
    let cleaning = Task { await self.keepHistoryShort() }
    await withGracefulShutdownHandler {
      await schedule()
    } onGracefulShutdown: {
      Task { await self.beginStopping() }
    }
    beginStopping()
    await endWatches()
    await finishRuns()
    heartbeat.cancel()
    cleaning.cancel()
    await logs.flush()
    await endProcesses()
    events.finish()
  }

  /// Claims nothing more from now on.
  public func beginStopping() {
    isStopping = true
    let settings = configuration.settings
    retry.giveUp(after: settings.shutdown.duration + settings.grace.duration)
    alarm.ring()
  }

  // MARK: - The loop

  /// Queues the jobs whose schedule is `@reboot`: once for each start of the hub.
  private func queueStartupJobs() async {
    while let name = startupJobs.last {
      do {
        _ = try await enqueue(name, .schedule, "start of the hub")
      } catch is HubError {
        // It has left the configuration meanwhile.
      } catch {
        return noteStoreProblem(error)
      }
      startupJobs.removeLast()
    }
  }

  private func schedule() async {
    var settledAt = clock.uptime
    while !isStopping, !Task.isCancelled {
      noticeClockSteps()
      if clock.uptime - settledAt >= .seconds(5) {
        // What a waiting run waits for may have ended, or gone, while nobody looked.
        await settleAllWaiting()
        await settleAllArrivals()
        settledAt = clock.uptime
      }
      await queueStartupJobs()
      await fireDueJobs()
      await dispatch()
      let now = clock.now
      var wait = Self.longestWait
      // While the machine is full, or somebody claims, the next run to end sees to what is ready.
      let ready = mayClaim && !isDispatching ? nextReady : nil
      for next in [earliestFire(), ready].compactMap({ $0 }) {
        wait = min(wait, max(.zero, .seconds(next.timeIntervalSince(now))))
      }
      guard !isStopping else { return }
      await alarm.wait(for: storeProblem == nil ? wait : .seconds(1))
    }
  }

  /// Makes the next fire times anew when the wall clock was set back.
  ///
  /// What lies in the future of the wrong time must not keep a job waiting for it. Slots that have
  /// a row are not run again.
  private func noticeClockSteps() {
    let offset = clock.now.timeIntervalSince1970 - clock.uptime.inSeconds
    defer { clockOffset = offset }
    guard let clockOffset, offset < clockOffset - 0.5 else { return }
    logger.warning(
      "The clock was set back by \(Int((clockOffset - offset).rounded())) s; fire times are made anew."
    )
    for (name, entry) in entries { setNextFire(earlierFire(entry), of: name) }
  }

  /// The next fire time of a job, which is never later than the schedule's next one from now.
  func earlierFire(_ entry: Entry) -> Date? {
    guard let schedule = entry.definition.triggers.schedule, let planned = entry.nextFire else {
      return entry.nextFire
    }
    let zone = entry.definition.triggers.timezone
    guard let fresh = schedule.next(after: clock.now, in: zone, seed: entry.definition.seed) else {
      return planned
    }
    return min(planned, fresh)
  }

  /// Sets a job's next fire time.
  private func setNextFire(_ time: Date?, of name: String) {
    entries[name]?.nextFire = time
    guard let time, let priority = entries[name]?.definition.priority else { return }
    fireTimes.add(name, deadline: time.dueMilliseconds, priority: Int16(clamping: priority))
  }

  /// The earliest of the next fire times.
  private func earliestFire() -> Date? {
    while let (name, deadline) = fireTimes.first {
      if entries[name]?.nextFire?.dueMilliseconds == deadline {
        return Date(milliseconds: deadline)
      }
      _ = fireTimes.removeFirst(dueBy: deadline)
    }
    return nil
  }

  private func fireDueJobs() async {
    let now = clock.now
    let time = Int64((now.timeIntervalSince1970 * 1000).rounded(.down))
    var stuck: [String] = []
    while let (name, deadline) = fireTimes.removeFirst(dueBy: time) {
      guard entries[name]?.nextFire?.dueMilliseconds == deadline else { continue }
      await fire(name, now: now)
      // The store could not be written: it is due still.
      if entries[name]?.nextFire?.dueMilliseconds == deadline { stuck.append(name) }
    }
    for name in stuck { setNextFire(entries[name]?.nextFire, of: name) }
  }

  private func fire(_ name: String, now: Date) async {
    guard let entry = entries[name], let due = entry.nextFire,
      let schedule = entry.definition.triggers.schedule
    else { return }
    let fingerprint = entry.definition.fingerprint
    do {
      let others = try await store.activeRuns(job: name)
      let planner = SlotPlanner(job: entry.definition, now: now, isPaused: entry.isPaused)
      var decisions = planner.decide(from: due, schedule: schedule, active: others.last)
      for index in decisions.slots.indices where decisions.slots[index].skipReason == nil {
        try await complete(&decisions.slots[index], entry.definition)
      }
      let rows = try await store.advance(
        job: name,
        expected: due,
        next: decisions.next,
        slots: decisions.slots
      )
      storeProblem = nil
      // The configuration was read again meanwhile: what was decided is not its schedule any more.
      guard entries[name]?.definition.fingerprint == fingerprint else { return }
      guard let rows else {
        // The store knows better: another hub has advanced the job, or the clock was set back.
        try await synchronize(name, planned: due)
        return
      }
      setNextFire(decisions.next, of: name)
      for row in rows { events.publish(.run(row)) }
      events.publish(.job(name))
      if entry.definition.overlap == .replace, rows.contains(where: { $0.state == .queued }) {
        await replace(others)
      }
    } catch {
      noteStoreProblem(error)
    }
  }

  /// Takes over the store's next fire time, unless a clock that was set back makes ours the
  /// earlier one, which then is stored.
  private func synchronize(_ name: String, planned: Date) async throws {
    guard let entry = entries[name],
      let stored = try await store.jobStates().first(where: { $0.job == name })?.nextFire
    else {
      setNextFire(nil, of: name)
      return
    }
    if stored > planned {
      try await store.setSchedule(
        job: name,
        fingerprint: entry.definition.fingerprint,
        nextFire: planned,
        formerName: nil
      )
    } else {
      setNextFire(stored, of: name)
    }
  }

  func noteStoreProblem(_ error: any Error) {
    if storeProblem == nil { logger.error("The store cannot be used; runs wait. \(error)") }
    storeProblem = "\(error)"
  }

  // MARK: - The configuration

  /// Puts a configuration into force: new and changed schedules start from now.
  func apply(_ configuration: HubConfiguration) async throws {
    let known = Dictionary(
      uniqueKeysWithValues: try await store.jobStates().map { ($0.job, $0) }
    )
    let now = clock.now
    var fresh: [String: Entry] = [:]
    for job in configuration.jobs {
      let former = job.formerName.flatMap { known[job.name] == nil ? known[$0] : nil }
      let state = known[job.name] ?? former
      var entry = Entry(definition: job, isPaused: state?.isPaused ?? false)
      let fingerprint = job.isEnabled ? job.fingerprint : ""
      if let state, state.fingerprint == fingerprint, former == nil {
        entry.nextFire = state.nextFire
        entry.nextFire = earlierFire(entry)
        if entry.nextFire == state.nextFire {
          fresh[job.name] = entry
          continue
        }
      } else if job.isEnabled {
        entry.nextFire = job.triggers.schedule?.next(
          after: now,
          in: job.triggers.timezone,
          seed: job.seed
        )
      }
      try await store.setSchedule(
        job: job.name,
        fingerprint: fingerprint,
        nextFire: entry.nextFire,
        formerName: former?.job
      )
      fresh[job.name] = entry
    }
    let renamed = Set(configuration.jobs.compactMap(\.formerName))
    for (name, state) in known
    where fresh[name] == nil && !renamed.contains(name) && state.nextFire != nil {
      try await store.setSchedule(job: name, fingerprint: "", nextFire: nil, formerName: nil)
    }
    // A job may have been paused or resumed while the store was asked.
    for (name, entry) in entries { fresh[name]?.isPaused = entry.isPaused }
    self.configuration = configuration
    entries = fresh
    fireTimes = TimerQueue()
    for (name, entry) in fresh { setNextFire(entry.nextFire, of: name) }
    await settleAllWaiting()
    await arrangeWatches()
    alarm.ring()
  }

  /// Reads a file while the hub goes on.
  @concurrent
  private static func load(
    _ file: FilePath,
    _ registry: JobRegistry
  ) async throws -> HubConfiguration {
    try HubConfiguration.load(file: file, registry: registry)
  }

  /// Reads the configuration file again and puts it into force; a file with problems changes
  /// nothing but ``problems``.
  ///
  /// - Returns: The problems; `nil` when the new configuration is in force.
  @discardableResult
  public func reload() async -> ConfigurationProblems? {
    do {
      let fresh = try await Self.load(configuration.file, registry)
      if fresh.settings.listen != configuration.settings.listen {
        logger.warning("hub.listen is \(fresh.settings.listen) from the next start on.")
      }
      try await apply(fresh)
      problems = nil
      logger.info("The configuration was read again: \(fresh.jobs.count) jobs.")
    } catch let error as ConfigurationProblems {
      problems = error
      logger.error("The configuration has problems; the old one stays in force.")
    } catch {
      noteStoreProblem(error)
    }
    events.publish(.configuration)
    return problems
  }
}

extension Date {
  /// The first whole millisecond since 1970 at which the time has come.
  fileprivate var dueMilliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded(.up)) }
}

extension Duration {
  /// The duration in seconds.
  var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
