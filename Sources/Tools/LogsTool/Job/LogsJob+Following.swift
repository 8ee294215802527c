import BatteryFiles
public import BatteryJobs
import BatteryTables

extension LogsJob {
  /// Reads the logs again and again as they grow, and writes and shows the report when it changed.
  ///
  /// At most once a second; where a report takes long, so that most of the time is idle. An alert is
  /// told when a window raises it that has something new, and again after it was not raised for once.
  /// A silence is looked for although nothing is new.
  ///
  /// - Throws: ``JobError`` when a file cannot be read or written; `CancellationError` once the task
  ///   is cancelled, after what is new until then was read and written.
  public func follow(in context: JobContext, display: Display?) async throws -> Never {
    let work = try await work(context, isFollowing: true)
    var analysis = try await Self.blocking { _ in try work.read() }
    let silences = Set(work.silences.map(\.text))
    var told: Set<String> = []
    var raised: Set<String> = []
    var isChanged = true
    var isEnding = false
    while true {
      let start = context.clock.uptime
      let current = analysis
      if isChanged {
        let answer = try await Self.blocking { _ in try work.publish(current, display) }
        for note in analysis.formats + work.files.notes + analysis.notes
        where told.insert(note).inserted { await context.log(note) }
        for doubt in answer.doubts where told.insert(doubt).inserted {
          await Self.tell("warning: \(doubt)", context)
        }
        for alert in answer.alerts where !raised.contains(alert.alert) {
          await Self.tell(alert.description, context)
        }
        raised = Set(answer.alerts.map(\.alert))
      } else if !silences.isEmpty {
        let found = try await Self.blocking { _ in try work.raisedSilences(current) }
        for alert in found where !raised.contains(alert.alert) {
          await Self.tell(alert.description, context)
        }
        raised = raised.subtracting(silences).union(found.map(\.alert))
      }
      if isEnding { throw CancellationError() }
      let cost = context.clock.uptime - start
      // A task that is cancelled sleeps no longer, but reads and writes once more.
      try? await context.clock.sleep(for: max(Self.pause, cost * Self.idleShare))
      isEnding = Task.isCancelled
      let last = analysis
      (analysis, isChanged) = try await Self.blocking { _ in
        var next = last
        let isChanged = try next.update()
        return (next, isChanged)
      }
    }
  }

  /// Says what somebody wants to know who wants to know little: it is not told of as what goes on.
  private static func tell(_ text: String, _ context: JobContext) async {
    await context.report(.log([LogLine(source: .error, time: context.clock.now, text: text)]))
  }

  private static let pause = Duration.seconds(1)
  private static let idleShare = 3
}
