public import BatteryJobs
import Synchronization

/// Remembers what a job tells.
public final class EventRecorder: Sendable {
  private let events = Mutex<[JobEvent]>([])

  /// Makes a recorder that has heard nothing.
  public init() {}

  /// Remembers an event.
  public func take(_ event: JobEvent) { events.withLock { $0.append(event) } }

  /// The texts of all log lines.
  public var lines: [String] {
    events.withLock { events in
      events.flatMap { event -> [String] in
        guard case .log(let lines) = event else { return [] }
        return lines.map(\.text)
      }
    }
  }

  /// The names of all artifacts.
  public var artifacts: [String] {
    events.withLock { events in
      events.compactMap { event in
        guard case .artifact(let name, _) = event else { return nil }
        return name
      }
    }
  }

  /// The process groups of all programs.
  public var groups: [Int32] {
    events.withLock { events in
      events.compactMap { event in
        guard case .process(let group) = event else { return nil }
        return group
      }
    }
  }
}
