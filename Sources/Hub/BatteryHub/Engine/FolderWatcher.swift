import BatteryFiles
import BatteryJobs
import Foundation
import Logging
import SystemPackage

/// Watches the folders of one job, for as long as its task goes on, and tells of files that have
/// arrived.
struct FolderWatcher: Sendable {
  let job: String
  let trigger: WatchTrigger
  let clock: any TimeSource
  let logger: Logger
  /// Files that changed no later than this were there for an earlier run; `nil` if there was none.
  let seen: Date?
  /// Takes the files that have arrived.
  let onArrival: @Sendable ([FilePath]) async -> Void

  /// A folder that is not there, or cannot be watched, is tried again after this long.
  private static let patience = Duration.seconds(2)

  /// Watches until the task is cancelled.
  func run() async {
    await withTaskGroup { group in
      for folder in trigger.folders { group.addTask { await watch(folder) } }
    }
  }

  private func watch(_ folder: FilePath) async {
    var problem: String?
    while !Task.isCancelled {
      do {
        let watch = try DirectoryWatch(folder, options: options, clock: Clock(source: clock))
        if problem != nil { logger.notice("The folder \(folder) of the job \(job) is watched.") }
        problem = nil
        // What came while nobody watched.
        await report(try await arrived(in: folder), in: folder)
        for try await changes in watch {
          await report(changes.filter { $0.kind == .settled }.map(\.path), in: folder)
        }
      } catch is CancellationError {
        return
      } catch {
        let text = "\(error)"
        if problem != text {
          logger.warning("The job \(job) cannot watch its folder; it is tried again. \(text)")
        }
        problem = text
      }
      try? await clock.sleep(for: Self.patience)
    }
  }

  private var options: WatchOptions {
    WatchOptions(
      method: trigger.polling.map { .polling(every: $0.duration) } ?? .automatic,
      isRecursive: trigger.isRecursive,
      settling: trigger.quiet.duration
    )
  }

  private func report(_ paths: [FilePath], in folder: FilePath) async {
    let files = paths.filter(trigger.accepts)
    guard !files.isEmpty else { return }
    await onArrival(files.map { folder.pushing($0) })
  }

  /// The files of a folder that changed, or came, since the job was started by the watch.
  ///
  /// A file that is moved in keeps its time of change; the time of the change of its status, which
  /// a rename sets on the usual file systems, is what tells.
  @concurrent
  private func arrived(in folder: FilePath) async throws -> [FilePath] {
    var walk = DirectoryWalk(folder, isSorted: true)
    walk.maximumDepth = trigger.isRecursive ? .max : 1
    walk.fields = [.times]
    var files: [FilePath] = []
    let since = seen.map { Int64($0.timeIntervalSince1970 * 1e9) } ?? .min
    try walk.forEach { event in
      guard case .listing(let listing) = event else { return }
      for entry in listing where entry.kind == .file && entry.status?.changed ?? .max > since {
        files.append(entry.path)
      }
    }
    return files
  }
}

/// The hub's clock, as a watch takes it.
private struct Clock: WatchClock {
  let source: any TimeSource

  var uptime: Duration { source.uptime }

  func sleep(for duration: Duration) async throws { try await source.sleep(for: duration) }
}
