import BatteryTables
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import LogsTool

@Suite("Alert evaluation", .timeLimit(.minutes(5))) struct AlertEvaluationTests {
  private let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  private func records(_ requests: [SampleRequest]) throws -> LogIntake.Whole {
    let path = try directory.write(requests.log, to: "a.log")
    let reading = LogAnalysis.Reading(format: try LogFormat("combined"))
    return try LogAnalysis([path], reading).whole()
  }

  private func raised(_ text: String, _ requests: [SampleRequest]) throws -> String? {
    try records(requests).raised([LogAlert(text)], of: nil).first.map { "alert: \($0.headline)" }
  }

  /// A request each second, of which some fail.
  private func failing(_ seconds: Set<Int>, of count: Int) -> [SampleRequest] {
    (0..<count).map { SampleRequest(second: $0, status: seconds.contains($0) ? 500 : 200) }
  }

  @Test("finds the worst window, which begins with its first second and ends before its last")
  func worst() throws {
    // From :05 on, 30 seconds have five failures; from any other second they have fewer.
    let requests = failing([5, 6, 7, 8, 34, 50], of: 60)
    #expect(
      try raised("rate(status >= 500, 30s) > 10%", requests)
        == "alert: rate(status >= 500, 30s) > 10%: 16.67 % (5 of 30) from 2026-11-22T09:00:05Z to 09:00:35Z"
    )
    #expect(
      try raised("count(status >= 500, 30s) >= 5", requests)
        == "alert: count(status >= 500, 30s) >= 5: 5 from 2026-11-22T09:00:05Z to 09:00:35Z"
    )
    #expect(try raised("count(status >= 500, 30s) > 5", requests) == nil)
    #expect(try raised("count(status >= 500, 29s) >= 5", requests) == nil)
    #expect(try raised("rate(status >= 500, 30s) > 16.67%", requests) == nil)
    #expect(try raised("rate(status >= 500) > 10%", requests) == nil)
    #expect(
      try raised("rate(status >= 500) >= 10%", requests)
        == "alert: rate(status >= 500) >= 10%: 10 % (6 of 60) from 2026-11-22T09:00:00Z to 09:01:00Z"
    )
  }

  @Test("compares shares exactly: 7 of 100 is not above 7 percent")
  func exact() throws {
    for part in 1...100 {
      let requests = failing(Set(0..<part), of: 100)
      #expect(try raised("rate(status = 500) > \(part)%", requests) == nil)
      #expect(try raised("rate(status = 500) >= \(part)%", requests) != nil)
    }
  }

  @Test("a rate of a few requests raises nothing, unless it is said that it may")
  func few() throws {
    let requests = failing([0, 1], of: 19)
    #expect(try raised("rate(status = 500, 1m) > 1%", requests) == nil)
    #expect(try raised("rate(status = 500, 1m) > 1% atLeast 19", requests) != nil)
    #expect(try raised("p99(seconds, 1m) > 0", requests) == nil)
    #expect(try raised("p99(seconds, 1m) > 0 atLeast 19", requests) != nil)
    #expect(try raised("count(status = 500, 1m) > 1", requests) != nil)
  }

  @Test("looks at a window after requests have gone out of it, too")
  func leaving() throws {
    // Two successes at once, then failures: only once the successes are out the rate is above half.
    let requests =
      Array(repeating: SampleRequest(second: 0), count: 30)
      + (0..<20).map { SampleRequest(second: 5 + $0 % 2, status: 500) }
      + [SampleRequest(second: 60)]
    #expect(
      try raised("rate(status = 500, 10s) > 50%", requests)
        == "alert: rate(status = 500, 10s) > 50%: 100 % (20 of 20) from 2026-11-22T09:00:01Z to 09:00:11Z"
    )
  }

  @Test("a silence is found only where the log goes on")
  func silence() throws {
    let requests = [0, 1, 2, 300, 301].map { SampleRequest(second: $0) }
    #expect(
      try raised("count(status = 200, 1m) < 1", requests)
        == "alert: count(status = 200, 1m) < 1: 0 from 2026-11-22T09:00:03Z to 09:01:03Z"
    )
    #expect(try raised("count(status = 200, 5m) < 1", requests) == nil)
    #expect(try raised("count(status = 200, 1h) < 100", requests) == nil)
    #expect(try raised("count(status = 200) < 5", requests) == nil)
    #expect(try raised("count(status = 500) < 1", requests) != nil)
  }

  @Test("finds that there is nothing at all")
  func nothing() throws {
    let records = try records([SampleRequest()])
    let alert = try LogAlert("count(status = 200) < 1")
    #expect(
      try records.raised([alert], of: []).map(\.description)
        == ["alert: count(status = 200) < 1: 0"]
    )
    #expect(try records.raised([LogAlert("rate(status = 200, 1m) > 0%")], of: []) == [])
    #expect(try records.raised([LogAlert("p95(seconds) > 0")], of: []) == [])
  }

  @Test("takes percentiles by the nearest rank, of those records that have the number")
  func percentiles() throws {
    let requests = (1...100).map { SampleRequest(second: $0, milliseconds: $0 * 10) }
    #expect(
      try raised("p95(seconds) > 0.94", requests)
        == "alert: p95(seconds) > 0.94: 0.95 (of 100) from 2026-11-22T09:00:01Z to 09:01:41Z"
    )
    #expect(try raised("p95(seconds) > 950ms", requests) == nil)
    #expect(try raised("p95(seconds) >= 950ms", requests) != nil)
    #expect(try raised("p50(seconds) > 0.5", requests) == nil)
    #expect(
      try raised("p50(seconds, 20s) > 800ms", requests)
        == "alert: p50(seconds, 20s) > 800ms: 0.9 (of 20) from 2026-11-22T09:01:21Z to 09:01:41Z"
    )
  }

  @Test("an hour that the clock shows twice is two hours")
  func clockChange() throws {
    let requests = [2, 1].flatMap { offset in
      (0..<30).map { SampleRequest(second: $0, status: 500, offset: offset) }
    }
    #expect(try raised("count(status = 500, 1m) > 30", requests) == nil)
    #expect(try raised("count(status = 500, 2h) > 59", requests) != nil)
  }

  @Test("judges only windows that end in what this run has read")
  func onlyNew() throws {
    let old = failing([3, 4], of: 60)
    let new = (60..<120).map { SampleRequest(second: $0) }
    let records = try records(old + new)
    let start: Int64 = 1_795_338_000
    func raised(_ text: String, firstNew: Int64) throws -> RaisedAlert? {
      let news = Set((0..<60).map { start + firstNew + $0 })
      return try records.raised([LogAlert(text)], of: nil, news: news).first
    }
    let text = "rate(status = 500, 30s) > 5%"
    #expect(try raised(text, firstNew: 0) != nil)
    #expect(try records.raised([LogAlert(text)], of: nil, news: nil) != [])
    #expect(try raised(text, firstNew: 60) == nil)
    #expect(try raised("count(status = 200, 10s) > 9", firstNew: 60)?.to == "2026-11-22T09:01:01Z")
    #expect(try raised("count(status = 500) > 1", firstNew: 60) != nil)
    #expect(try raised("count(status = 500) > 1", firstNew: 120) == nil)
  }

  @Test("a window that ends before what is new is not judged again, but a silence is")
  func betweenRuns() throws {
    let requests = [0, 1, 2, 600].map { SampleRequest(second: $0, status: 500) }
    let records = try records(requests)
    let news: Set<Int64> = [1_795_338_600]
    func raised(_ text: String) throws -> RaisedAlert? {
      try records.raised([LogAlert(text)], of: nil, news: news).first
    }
    #expect(try raised("count(status = 500, 1m) > 1") == nil)
    #expect(try raised("count(status = 500, 10m) > 2")?.to == "2026-11-22T09:10:01Z")
    #expect(try raised("count(status = 500, 5m) < 1")?.from == "2026-11-22T09:00:03Z")
  }

  @Test("judges each window that has a late line, not only the one that ends with it")
  func late() throws {
    // The line at :10 comes last; the worst window begins with it.
    let requests = [0, 10, 20, 30, 200].map { SampleRequest(second: $0, status: 500) }
    let records = try records(requests)
    func raised(_ text: String) throws -> RaisedAlert? {
      try records.raised([LogAlert(text)], of: nil, news: [1_795_338_010]).first
    }
    #expect(try raised("count(status = 500, 25s) >= 3") != nil)
    #expect(try raised("count(status = 500, 31s) >= 4")?.from == "2026-11-22T09:00:00Z")
    #expect(try raised("rate(status = 500, 31s) >= 100% atLeast 4") != nil)
    #expect(try raised("p95(seconds, 31s) > 0 atLeast 4") != nil)
    #expect(try raised("count(status = 500, 5s) >= 1")?.to == "2026-11-22T09:00:11Z")
  }

  @Test("a silence that lasts is found where the log is known to end later")
  func lastingSilence() throws {
    let records = try records([0, 1].map { SampleRequest(second: $0) })
    func raised(_ text: String, reach: Int64, news: Set<Int64>? = nil) throws -> RaisedAlert? {
      try records.raised([LogAlert(text)], of: nil, news: news, reach: 1_795_338_000 + reach).first
    }
    let text = "count(true, 10m) < 1"
    #expect(try raised(text, reach: 601) == nil)
    #expect(try raised(text, reach: 602)?.from == "2026-11-22T09:00:02Z")
    #expect(try raised(text, reach: 602, news: [])?.to == "2026-11-22T09:10:02Z")
    #expect(try raised("rate(status = 200, 10m) < 50% atLeast 1", reach: 9000) == nil)
    #expect(try raised("count(true, 10m) > 0", reach: 9000, news: []) == nil)
    let none = try records.raised([LogAlert(text)], of: [], reach: 1_795_338_000).first
    #expect(none?.to == "2026-11-22T09:00:00Z")
  }

  @Test("a window does not begin before the log")
  func beginning() throws {
    let requests = [0, 1].map { SampleRequest(second: $0, status: 500) }
    #expect(
      try raised("count(status = 500, 5m) > 1", requests)
        == "alert: count(status = 500, 5m) > 1: 2 from 2026-11-22T09:00:00Z to 09:00:02Z"
    )
  }

  @Test("tells of an alert about a number that no record has")
  func doubts() throws {
    let line = SampleRequest().line.split(separator: " ").dropLast().joined(separator: " ") + "\n"
    let path = try directory.write(line, to: "b.log")
    let reading = LogAnalysis.Reading(format: try LogFormat("combined"))
    let records = try LogAnalysis([path], reading).whole()
    let alerts = try ["p95(seconds, 5m) > 1", "count(status = 500) > 1"].map { try LogAlert($0) }
    #expect(
      records.doubts(about: alerts) == [
        "alert p95(seconds, 5m) > 1: no record has seconds, so that it is not judged. Log it, or leave "
          + "the alert out."
      ]
    )
  }

  @Test("tells the path and the client of most of the requests that it is about")
  func tops() throws {
    // The window is full of requests for /a, but those that fail are others.
    let requests = (0..<60).map { second in
      let fails = second.isMultiple(of: 10)
      return SampleRequest(
        second: second,
        host: fails ? "198.51.100.\(second % 20)" : "192.0.2.1",
        path: fails ? "/b?n=\(second)" : "/a",
        status: fails ? 500 : 200,
        milliseconds: fails ? 2000 : 100
      )
    }
    let records = try records(requests)
    func tops(_ text: String) throws -> String? {
      try records.raised([LogAlert(text)], of: nil).first?.tops
    }
    let failing = "most often /b (6), from 198.51.100.0 (3)"
    #expect(try tops("rate(status >= 500) > 2%") == failing)
    #expect(try tops("count(status >= 500) > 2") == failing)
    #expect(try tops("p95(seconds) > 1.5") == failing)
    #expect(
      try tops("count(status >= 500, 10s) >= 1") == "most often /b (1), from 198.51.100.0 (1)"
    )
    #expect(try tops("rate(status >= 500) < 50%") == failing)
    // Each of the two clients that fail within 20 seconds has failed once.
    #expect(try tops("count(status >= 500, 20s) >= 2") == "most often /b (2)")
    #expect(try tops("p95(seconds) < 9") == "most often /a (54), from 192.0.2.1 (54)")
    #expect(try tops("count(status = 404) < 1") == nil)
    let alert = try records.raised([LogAlert("count(status >= 500) > 2")], of: nil).first
    #expect(
      alert?.description == "alert: count(status >= 500) > 2: 6 from 2026-11-22T09:00:00Z to "
        + "09:01:00Z; \(failing)"
    )
  }

  @Test("shows what a client sent instead of obeying it")
  func hostileTops() throws {
    let request = SampleRequest(path: "/\u{1B}[31m\u{202E}" + String(repeating: "a", count: 500))
    let text = try records([request]).raised([LogAlert("count(true) > 0")], of: nil).first
    #expect(text?.description.contains("\u{1B}") == false)
    #expect(text?.description.contains("\u{202E}") == false)
    #expect((text?.tops?.utf8.count ?? 0) < 300)
    #expect(text?.topPath?.value == request.path)
  }

  @Test("times are on the log's clock, with its offset")
  func offset() throws {
    let requests = (0..<5).map { SampleRequest(second: $0, status: 500, offset: 1) }
    let alert = try records(requests).raised([LogAlert("count(status = 500) > 1")], of: nil).first
    #expect(alert?.from == "2026-11-22T09:00:00+01:00")
    #expect(alert?.to == "2026-11-22T09:00:05+01:00")
    #expect(alert?.headline.hasSuffix("from 2026-11-22T09:00:00+01:00 to 09:00:05+01:00") == true)
    let path = try directory.write(
      "2026-11-22 09:00:00 /a\n",
      to: "c.log"
    )
    let format = try LogFormat(#"regex:(?<time>\S+ \S+) (?<path>\S+)"#)
    let bare = try LogAnalysis([path], LogAnalysis.Reading(format: format)).whole()
    let silent = try bare.raised([LogAlert("count(true) > 0")], of: nil).first
    #expect(silent?.to == "2026-11-22T09:00:01")
  }

  // MARK: - Against another way to compute it

  @Test("finds what looking at every second finds", arguments: 0..<200)
  func random(seed: Int) throws {
    var generator = SeededGenerator(state: UInt64(seed))
    let span = Int.random(in: 1...200, using: &generator)
    let requests = (0..<Int.random(in: 1...150, using: &generator)).map { _ in
      SampleRequest(
        second: Int.random(in: 0..<span, using: &generator),
        path: Bool.random(using: &generator) ? "/a" : "/b",
        status: Int.random(in: 0..<4, using: &generator) == 0 ? 500 : 200,
        milliseconds: Int.random(in: 1...9, using: &generator) * 100
      )
    }
    let records = try records(requests)
    for _ in 0..<8 {
      let example = BruteForce(using: &generator)
      let found = try records.raised([LogAlert(example.text)], of: nil).first
      let expected = example.worst(of: requests)
      #expect(found?.value == expected?.value, "\(example.text)")
      #expect(found?.requests == expected?.requests, "\(example.text)")
      let first = requests.map(\.second).min() ?? 0
      let from = expected.map { Self.time(max(first, $0.end - example.window)) }
      #expect(found?.from == from, "\(example.text)")
    }
  }

  private static func time(_ second: Int) -> String {
    let start: Int64 = 1_795_338_000
    return Timestamp(microseconds: (start + Int64(second)) * 1_000_000, offset: 0).description
  }
}

/// An alert that is computed anew for every second.
private struct BruteForce {
  enum Kind: CaseIterable {
    case rate
    case rateAmong
    case count
    case p50
    case p95
  }

  let kind: Kind
  let window: Int
  let comparison: String
  let limit: Int
  let least: Int

  init(using generator: inout SeededGenerator) {
    kind = Kind.allCases.randomElement(using: &generator) ?? .rate
    window = Int.random(in: 1...60, using: &generator)
    comparison = [">", ">=", "<", "<="].randomElement(using: &generator) ?? ">"
    least = Int.random(in: 1...5, using: &generator)
    limit =
      switch kind {
      case .rate, .rateAmong: Int.random(in: 0...60, using: &generator)
      case .count: Int.random(in: 0...8, using: &generator)
      case .p50, .p95: Int.random(in: 1...9, using: &generator) * 100
      }
  }

  var text: String {
    switch kind {
    case .rate: "rate(status = 500, \(window)s) \(comparison) \(limit)% atLeast \(least)"
    case .rateAmong:
      "rate(status = 500, path = '/a', \(window)s) \(comparison) \(limit)% atLeast \(least)"
    case .count: "count(status = 500, \(window)s) \(comparison) \(limit)"
    case .p50: "p50(seconds, \(window)s) \(comparison) \(limit)ms atLeast \(least)"
    case .p95: "p95(seconds, \(window)s) \(comparison) \(limit)ms atLeast \(least)"
    }
  }

  private var isUpwards: Bool { comparison.hasPrefix(">") }

  func worst(of all: [SampleRequest]) -> (value: Double, requests: Int, end: Int)? {
    let first = all.map(\.second).min() ?? 0
    let last = all.map(\.second).max() ?? 0
    var worst: (value: Double, requests: Int, end: Int)?
    let ends = Array(min(first + window, last + 2)..<(last + 2))
    for end in ends.isEmpty && isUpwards ? [last + 1] : ends {
      let inside = all.filter { $0.second >= end - window && $0.second < end }
      guard let (value, requests) = result(inside) else { continue }
      let bound =
        kind == .count
        ? Double(limit) : kind == .p50 || kind == .p95 ? Double(limit) / 1000 : Double(limit) / 100
      let isBad =
        switch comparison {
        case ">": value > bound
        case ">=": value >= bound
        case "<": value < bound
        default: value <= bound
        }
      guard isBad else { continue }
      if let other = worst {
        if value == other.value {
          guard kind != .count, requests > other.requests else { continue }
        } else {
          guard isUpwards == (value > other.value) else { continue }
        }
      }
      worst = (value, requests, end)
    }
    return worst
  }

  private func result(_ inside: [SampleRequest]) -> (Double, Int)? {
    let among = kind == .rateAmong ? inside.filter { $0.path == "/a" } : inside
    let failed = among.filter { $0.status == 500 }.count
    if kind == .count { return (Double(failed), failed) }
    guard among.count >= least else { return nil }
    if kind == .rate || kind == .rateAmong {
      return (Double(failed) / Double(among.count), among.count)
    }
    let times = among.map(\.milliseconds).sorted()
    let share = kind == .p50 ? 0.5 : 0.95
    let rank = Int((share * Double(times.count)).rounded(.up))
    return (Double(times[rank - 1]) / 1000, among.count)
  }
}

/// SplitMix64, for examples that can be had again.
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
}
