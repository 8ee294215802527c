import BatteryFiles

/// A run in a list.
public struct OrganizeRunSummary: Codable, Hashable, Sendable {
  /// How a run ended.
  public enum Status: String, Codable, Hashable, Sendable {
    /// All of it was tried.
    case done
    /// It was broken off, and can be finished or taken back.
    case interrupted
    /// It was taken back.
    case undone
    /// Some of it was taken back.
    case partlyUndone
    /// Its journal cannot be read.
    case damaged
  }

  /// The name.
  public var run: String

  /// When it began, in nanoseconds since 1970.
  public var started: Int64

  /// The folder.
  public var root: String

  /// How many steps it has.
  public var steps: Int

  /// How many of them were done.
  public var done: Int

  /// How it ended.
  public var status: Status

  init(unreadable run: String) {
    self.run = run
    started = 0
    root = ""
    steps = 0
    done = 0
    status = .damaged
  }

  init(_ run: String, _ history: RunHistory) {
    self.run = run
    started = history.header.started
    root = history.header.places.first ?? ""
    steps = history.header.steps
    done = history.count(.done)
    if let refused = history.refused {
      status = refused > 0 ? .partlyUndone : .undone
    } else if history.foreign != nil {
      status = .partlyUndone
    } else {
      status = history.isEnded ? .done : .interrupted
    }
  }

  /// Whether there is anything to take back.
  var canBeUndone: Bool {
    switch status {
    case .done: done > 0
    case .interrupted, .partlyUndone, .damaged: true
    case .undone: false
    }
  }
}
