public import BatteryJobs
public import Foundation

/// Where jobs, runs and logs are kept.
///
/// The protocol says only what any transactional database can do, so that a server can stand in for
/// the local file and let several hubs share one queue: a slot is claimed by inserting its row, a
/// run by a lease with a fence, and every method is one transaction.
public protocol JobStore: Sendable {
  /// A text that tells this store from all others; processes of its runs carry it.
  var identity: String { get }

  // MARK: Schedules

  /// Returns what is remembered of every job.
  func jobStates() async throws -> [JobState]

  /// Sets a job's schedule and next fire time anew, because it is new or was changed.
  ///
  /// A job that was renamed brings its history along with `formerName`.
  func setSchedule(
    job: String,
    fingerprint: String,
    nextFire: Date?,
    formerName: String?
  )
    async throws

  /// Records slots and moves the job's next fire time past them, in one transaction.
  ///
  /// - Returns: The runs that were queued, or `nil` when the job's next fire time is no longer
  ///   `expected`: somebody else has advanced it.
  func advance(
    job: String,
    expected: Date,
    next: Date?,
    slots: [RunRequest]
  ) async throws
    -> [RunRecord]?

  /// Pauses a job or lets it go on; returns whether anything changed.
  func setPaused(_ isPaused: Bool, job: String) async throws -> Bool

  // MARK: The queue

  /// Puts a run into the queue, or records it as skipped.
  func enqueue(_ request: RunRequest) async throws -> RunRecord

  /// Claims runs that may start now, the most urgent first; or `only` one, if it may.
  ///
  /// - Returns: The claimed runs, their attempts recorded as running, and the time at which the
  ///   next one that only waits for its time may start.
  func claim(
    limit: Int,
    only: Int64?,
    owner: String,
    now: Date,
    lease: TimeSpan
  ) async throws
    -> QueueClaim

  /// Renews the leases of all runs that a hub is running.
  ///
  /// - Returns: The numbers of the runs that are still its own.
  func renewLeases(owner: String, now: Date, lease: TimeSpan) async throws -> Set<Int64>

  /// Records how attempts ended, and puts the runs that follow into the queue, all in one
  /// transaction.
  ///
  /// - Returns: The runs as they stand then, and those that follow; ends whose fence is outdated are
  ///   left out.
  func finish(_ ends: [RunEnd]) async throws -> [RunRecord]

  /// Ends a run that has not started.
  ///
  /// - Returns: The run as it stands then, or `nil` when it was no longer queued.
  func endQueued(
    run: Int64,
    state: RunState,
    reason: String,
    now: Date
  ) async throws
    -> RunRecord?

  /// Lets a run that waits for another job start from a time on.
  ///
  /// - Returns: The run as it stands then, or `nil` when it was no longer queued.
  func release(run: Int64, readyAt: Date) async throws -> RunRecord?

  /// Returns the running runs whose lease is over, or that a former process of this hub left.
  func abandonedRuns(owner: String, isOnlyHub: Bool, now: Date) async throws -> [RunRecord]

  /// Marks abandoned runs as interrupted, puts those that are to run again and the runs that follow
  /// the others into the queue, all in one transaction: a crash in between would lose what follows.
  ///
  /// - Parameters:
  ///   - followers: What follows, by the number of the run. Runs that are neither in it nor in
  ///     `again` are left alone, as are those that were no longer abandoned.
  ///   - again: The runs of which only the attempt is interrupted; they wait for their next one.
  ///   - owner: The hub that asks.
  ///   - isOnlyHub: Whether no other hub uses the store, so that leases do not matter.
  ///   - now: The time.
  /// - Returns: The runs that were interrupted, then those that were queued or skipped.
  /// - Throws: The store's error; then nothing has changed.
  func interruptAbandoned(
    followers: [Int64: [RunRequest]],
    again: Set<Int64>,
    owner: String,
    isOnlyHub: Bool,
    now: Date
  ) async throws -> [RunRecord]

  /// Returns the queued runs that may not start before a time, at most 1,000.
  func waitingRuns(since readyAt: Date) async throws -> [RunRecord]

  /// Returns the queued and running runs of a job.
  func activeRuns(job: String) async throws -> [RunRecord]

  // MARK: What a run does

  /// Records the state of steps.
  func save(steps: [StepRecord], run: Int64) async throws

  /// Appends lines to logs, all in one transaction.
  func append(_ lines: [LogBatch]) async throws

  /// Records a file that a run made.
  func addArtifact(run: Int64, name: String, path: String, size: Int64) async throws

  // MARK: History

  /// Returns a run.
  func run(_ id: Int64) async throws -> RunRecord?

  /// Returns runs, newest first.
  func runs(_ filter: RunFilter) async throws -> [RunRecord]

  /// Returns the attempts of a run, in order.
  func attempts(run: Int64) async throws -> [AttemptRecord]

  /// Returns the steps of a run, in order of attempt and place.
  func steps(run: Int64) async throws -> [StepRecord]

  /// Returns the files that a run made.
  func artifacts(run: Int64) async throws -> [ArtifactRecord]

  /// Returns lines of a run's log in order.
  ///
  /// `after` is the number of the line before the first one wanted, 0 for the start; `limit` is how
  /// many there are at the most. With `containing`, only lines that contain the text, compared
  /// without regard to the case of ASCII letters.
  func lines(run: Int64, after: Int64, limit: Int, containing: String?) async throws -> [StoredLine]

  /// Returns the last lines of a run's log, in order.
  func lastLines(run: Int64, limit: Int) async throws -> [StoredLine]

  /// Returns the latest runs of every job, at most `depth` of each.
  func histories(depth: Int) async throws -> [JobHistory]

  /// Returns how many runs are in each state.
  func counts() async throws -> [RunState: Int]

  /// Removes finished runs that are older than a time, or more than a number for their job; their
  /// slots stay taken.
  ///
  /// - Returns: The numbers of the runs that are gone, at most 1,000; call again until there is none.
  func removeRuns(job: String, before: Date?, keeping: Int?) async throws -> [Int64]

  /// Removes the log lines of a job's finished runs that ended before a time; returns how many runs.
  func removeLogs(job: String, before: Date) async throws -> Int

  // MARK: Access

  /// Stores a credential.
  func add(_ credential: Credential) async throws

  /// Returns a credential that has not expired.
  func credential(hash: String, purpose: Credential.Purpose, now: Date) async throws -> Credential?

  /// Takes a credential out, so that it works once; returns it when it was there.
  func consume(hash: String, purpose: Credential.Purpose, now: Date) async throws -> Credential?

  /// Returns all credentials of a purpose.
  func credentials(_ purpose: Credential.Purpose) async throws -> [Credential]

  /// Removes credentials by purpose and name; returns how many.
  func removeCredentials(_ purpose: Credential.Purpose, named: String?) async throws -> Int

  /// Remembers a webhook message until a time.
  ///
  /// - Returns: `false` when it was already known: a replay.
  func rememberMessage(_ id: String, until: Date, now: Date) async throws -> Bool

  /// Forgets a webhook message of which nothing came.
  func forgetMessage(_ id: String) async throws
}

/// What a claim brought.
public struct QueueClaim: Sendable {
  /// The runs, now running.
  public var runs: [RunRecord]
  /// When the next run that only waits for its time may start.
  public var nextReady: Date?

  /// Describes what a claim brought.
  public init(runs: [RunRecord], nextReady: Date?) {
    self.runs = runs
    self.nextReady = nextReady
  }
}

/// Lines of one attempt of one run, with the number of the first.
public struct LogBatch: Sendable {
  /// The run.
  public var run: Int64
  /// The attempt.
  public var attempt: Int
  /// The number of the first line.
  public var first: Int64
  /// The lines.
  public var lines: [LogLine]

  /// Describes a batch.
  public init(run: Int64, attempt: Int, first: Int64, lines: [LogLine]) {
    self.run = run
    self.attempt = attempt
    self.first = first
    self.lines = lines
  }
}
