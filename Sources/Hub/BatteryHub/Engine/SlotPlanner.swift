import BatteryJobs
import Foundation

/// Decides what becomes of a job's fire times: a pure function of the definition and the clock.
///
/// Every fire time up to now ends up in the result, as a run to be queued or as a skip with its
/// reason; none is dropped.
struct SlotPlanner {
  /// The most fire times of one catching-up that get rows of their own; those before them share
  /// one.
  static let rowLimit = 1000

  let job: JobDefinition
  let now: Date
  let isPaused: Bool

  /// The decisions, oldest first, and the next fire time after them.
  struct Decisions {
    var slots: [RunRequest]
    var next: Date?
  }

  /// Decides about the fire times from `due`, the first one without a row, up to now.
  ///
  /// `active` is the unfinished run of the same job, if there is one.
  func decide(from due: Date, schedule: Schedule, active: RunRecord?) -> Decisions {
    let zone = job.triggers.timezone
    let (times, folded) = fireTimes(from: due, schedule, zone)
    var slots: [RunRequest] = []
    if let folded {
      var request = request(folded.first)
      request.slotEnd = folded.last
      request.isMissed = true
      request.skipReason =
        "Missed: not running from \(ISO8601.format(folded.first, in: zone)) to "
        + "\(ISO8601.format(folded.last, in: zone)), too long ago to catch up."
      slots.append(request)
    }
    let isLate = { (time: Date) in now.timeIntervalSince(time) > job.misfire.tolerance.seconds }
    var busy = active.map { "Run \($0.id) is not finished." }
    for (index, time) in times.enumerated() {
      var request = request(time)
      if isPaused {
        request.skipReason = "The job is paused."
      } else if isLate(time) {
        request.isMissed = true
        request.skipReason = missReason(isLatest: index == times.count - 1)
        if request.skipReason == nil { request.isMissed = false }
      } else if job.overlap == .skip, let reason = busy {
        request.skipReason = "\(reason) Overlap is set to skip."
      }
      if request.skipReason == nil {
        busy = "The run for \(ISO8601.format(time, in: zone)) is not finished."
      }
      slots.append(request)
    }
    return Decisions(
      slots: slots,
      next: schedule.next(after: max(now, times.last ?? due), in: zone, seed: job.seed)
    )
  }

  /// Returns the fire times that get rows of their own, and the span of those that share one.
  ///
  /// It looks back from now, so that what a year without the hub left behind costs no more than
  /// ``rowLimit`` steps.
  private func fireTimes(
    from due: Date,
    _ schedule: Schedule,
    _ zone: TimeZoneRules
  )
    -> (times: [Date], folded: (first: Date, last: Date)?)
  {
    let oldest = max(due, now.addingTimeInterval(-job.misfire.window.seconds))
    var times: [Date] = []
    var earlier = schedule.previous(
      before: now.addingTimeInterval(0.001),
      in: zone,
      seed: job.seed
    )
    while let time = earlier, time >= oldest, times.count < Self.rowLimit {
      times.append(time)
      earlier = schedule.previous(before: time, in: zone, seed: job.seed)
    }
    times.reverse()
    if times.first == due { return (times, nil) }
    return (times, (due, max(due, earlier ?? due)))
  }

  private func missReason(isLatest: Bool) -> String? {
    switch job.misfire.action {
    case .all: nil
    case .once where isLatest: nil
    case .once: "Missed: the hub was not running then; a later fire time stands in for it."
    case .skip: "Missed: the hub was not running then, and misfire is set to skip."
    }
  }

  private func request(_ slot: Date) -> RunRequest {
    RunRequest(
      job: job.name,
      trigger: .schedule,
      slot: slot,
      priority: job.priority,
      isExclusive: job.overlap != .parallel,
      readyAt: now,
      createdAt: now
    )
  }
}
