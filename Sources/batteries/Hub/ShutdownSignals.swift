import BatteryHub
import BatteryJobs
import Dispatch
import Foundation
import Synchronization

/// Makes the second Ctrl-C immediate: ends every process of the hub's runs, and the program.
///
/// The runs stay marked as running; the next start records them as interrupted.
struct ShutdownSignals {
  private let sources: [any DispatchSourceSignal]

  /// Watches the signals that end the hub; the first is the service group's.
  init(place: Workplace, console: Console) {
    let count = Mutex(0)
    sources = [SIGINT, SIGTERM].map { number in
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [place] in
        let number = count.withLock { count in
          count += 1
          return count
        }
        if number == 1 {
          console.note("Stopping: runs may finish. Once more ends them at once.")
        } else {
          ControlFile.remove(in: place.data)
          Self.killRuns(of: place.store)
          _exit(ExitStatus.interrupted)
        }
      }
      source.resume()
      return source
    }
  }

  /// Stops watching.
  func cancel() {
    for source in sources { source.cancel() }
  }

  /// Kills every process of a store's runs.
  static func killRuns(of store: SQLiteStore) {
    for process in ProcessTree.members(mark: "\(store.identity)/")
    where ProcessTree.startTime(of: process.pid) == process.startTime {
      Foundation.kill(process.pid, SIGKILL)
    }
  }
}
