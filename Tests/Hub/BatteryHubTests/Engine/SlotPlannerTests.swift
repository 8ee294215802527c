import BatteryJobs
import Foundation
import Testing

@testable import BatteryHub

@Suite("Slot planner") struct SlotPlannerTests {
  private static let noon = Date(timeIntervalSince1970: 1_768_824_000)

  /// What becomes of the fire times of a job that fires every minute.
  private func decide(
    minutesLate: Double,
    _ misfire: MisfirePolicy,
    overlap: OverlapPolicy = .skip,
    isPaused: Bool = false,
    schedule text: String = "* * * * *"
  ) throws -> SlotPlanner.Decisions {
    let schedule = try Schedule(text)
    let job = JobDefinition(
      name: "tick",
      triggers: Triggers(schedule: schedule, timezone: .utc),
      steps: [],
      overlap: overlap,
      misfire: misfire
    )
    let now = Self.noon.addingTimeInterval(minutesLate * 60)
    return SlotPlanner(job: job, now: now, isPaused: isPaused)
      .decide(from: Self.noon, schedule: schedule, active: nil)
  }

  @Test("runs a slot that is due now")
  func onTime() throws {
    let decisions = try decide(minutesLate: 0.01, MisfirePolicy())
    #expect(decisions.slots.map(\.slot) == [Self.noon])
    #expect(decisions.slots[0].skipReason == nil)
    #expect(decisions.next == Self.noon.addingTimeInterval(60))
  }

  @Test(
    "decides about every missed slot by the policy",
    arguments: [
      (MisfirePolicy.Action.once, 10.5, [10]), (.skip, 10.5, [10]), (.once, 10.0 + 1.0 / 60, [10]),
      (.all, 5.5, [0, 1, 2, 3, 4, 5]),
    ]
  )
  func missed(action: MisfirePolicy.Action, minutesLate: Double, runs: [Int]) throws {
    let decisions = try decide(
      minutesLate: minutesLate,
      MisfirePolicy(action),
      overlap: .queue
    )
    #expect(decisions.slots.count == Int(minutesLate) + 1)
    let ran = decisions.slots.filter { $0.skipReason == nil }
      .compactMap { $0.slot.map { Int($0.timeIntervalSince(Self.noon)) / 60 } }
    #expect(ran == runs)
    #expect(decisions.slots.allSatisfy { $0.skipReason == nil || $0.skipReason?.isEmpty == false })
  }

  @Test("lets the latest run once when even it is late, and none when the policy is skip")
  func allLate() throws {
    let hourly = "0 * * * *"
    let once = try decide(minutesLate: 150, MisfirePolicy(.once), schedule: hourly)
    #expect(once.slots.map { $0.skipReason == nil } == [false, false, true])
    let skip = try decide(minutesLate: 150, MisfirePolicy(.skip), schedule: hourly)
    #expect(skip.slots.map { $0.skipReason == nil } == [false, false, false])
  }

  @Test("folds what is older than the window into one row that says from when to when")
  func window() throws {
    let decisions = try decide(
      minutesLate: 60 * 24 * 365,
      MisfirePolicy(.all, window: .minutes(5))
    )
    let first = decisions.slots[0]
    #expect(first.slot == Self.noon)
    #expect(first.slotEnd == Self.noon.addingTimeInterval((60 * 24 * 365 - 6) * 60))
    #expect(first.skipReason?.hasPrefix("Missed") == true)
    #expect(decisions.slots.dropFirst().count == 6)
  }

  @Test("makes no more rows than it may, however long the downtime and the window")
  func rowLimit() throws {
    let decisions = try decide(
      minutesLate: 60 * 24 * 365,
      MisfirePolicy(.all, window: .days(1000))
    )
    #expect(decisions.slots.count == SlotPlanner.rowLimit + 1)
    let ends = zip(decisions.slots, decisions.slots.dropFirst()).map { earlier, later in
      later.slot?.timeIntervalSince(earlier.slotEnd ?? earlier.slot ?? Self.noon)
    }
    #expect(ends.allSatisfy { $0 == 60 })
  }

  @Test("skips every slot of a paused job")
  func paused() throws {
    let decisions = try decide(minutesLate: 3, MisfirePolicy(), isPaused: true)
    #expect(decisions.slots.map(\.skipReason) == Array(repeating: "The job is paused.", count: 4))
  }
}
