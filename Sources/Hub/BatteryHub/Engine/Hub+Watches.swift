import BatteryFiles
import BatteryJobs
import Foundation
import Logging
import SystemPackage

/// Jobs that the arrival of files starts.
///
/// A run sees whatever is in the folder, so that one run is enough for all files that came before
/// it; what arrives while it is going on is seen by one more, after its end. No file is forgotten,
/// whatever the job's overlap policy.
extension Hub {
  /// What a job's folders are watched by.
  struct Watch {
    var trigger: WatchTrigger
    var task: Task<Void, Never>
  }

  /// Files that have arrived, for which nothing is in the queue yet.
  struct Arrivals {
    private(set) var count = 0
    private(set) var first: FilePath?

    mutating func add(_ files: [FilePath]) {
      count += files.count
      first = first ?? files.first
    }

    mutating func add(_ later: Arrivals) {
      count += later.count
      first = first ?? later.first
    }

    /// The files in a few words, for history.
    var summary: String {
      let name = first?.lastComponent?.string ?? ""
      return count > 1 ? "\(name) and \(count - 1) more" : name
    }
  }

  /// Begins and ends watches, so that they are those of the configuration.
  func arrangeWatches() async {
    guard isWatching else { return }
    for (name, watch) in watches {
      let entry = entries[name]?.definition
      if entry?.isEnabled == true, entry?.triggers.watch == watch.trigger { continue }
      watch.task.cancel()
      watches[name] = nil
      arrivals[name] = nil
    }
    for (name, entry) in entries where entry.definition.isEnabled && watches[name] == nil {
      guard let trigger = entry.definition.triggers.watch else { continue }
      let latest = try? await store.runs(
        RunFilter(job: name, states: Self.statesThatLooked, limit: 1)
      )
      .first
      guard watches[name] == nil else { continue }
      let watcher = FolderWatcher(
        job: name,
        trigger: trigger,
        clock: clock,
        logger: logger,
        seen: latest?.startedAt ?? latest?.createdAt
      ) { [weak self] files in
        await self?.note(files, for: name)
      }
      watches[name] = Watch(trigger: trigger, task: Task { await watcher.run() })
    }
  }

  /// The states of runs that have looked at their folder, or will.
  private static let statesThatLooked = Set(RunState.allCases).subtracting([.skipped, .cancelled])

  /// Watches no more.
  func endWatches() async {
    isWatching = false
    let tasks = watches.values.map(\.task)
    watches = [:]
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
  }

  private func note(_ files: [FilePath], for name: String) async {
    guard watches[name] != nil, !isStopping else { return }
    arrivals[name, default: Arrivals()].add(files)
    await settleArrivals(of: name)
  }

  /// Puts a run into the queue for files that have arrived, unless one is going on, after which
  /// this is asked again.
  func settleArrivals(of name: String) async {
    guard arrivals[name] != nil, let job = entries[name]?.definition, !isStopping else { return }
    do {
      let others = try await store.activeRuns(job: name)
      if job.overlap == .skip || job.overlap == .queue {
        if others.contains(where: { $0.state == .running }) { return }
      }
      guard let files = arrivals.removeValue(forKey: name) else { return }
      // A run that waits will see them.
      if others.contains(where: { $0.state == .queued }) { return }
      do {
        _ = try await enqueue(name, .watch, files.summary)
      } catch {
        var all = files
        if let later = arrivals[name] { all.add(later) }
        arrivals[name] = all
        throw error
      }
      if mayClaim { alarm.ring() }
    } catch is HubError {
      // The job has left the configuration meanwhile.
      arrivals[name] = nil
    } catch {
      noteStoreProblem(error)
    }
  }

  /// How many files have arrived for which nothing is in the queue yet.
  package func arrivalCount(of name: String) -> Int { arrivals[name]?.count ?? 0 }

  /// Asks again for whatever could not be put into the queue, when a store can be used again.
  func settleAllArrivals() async {
    for name in Array(arrivals.keys) { await settleArrivals(of: name) }
  }
}
