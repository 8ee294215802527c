import Foundation
import Testing

@testable import BatteryJobs

@Suite("Time zone rules") struct TimeZoneRulesTests {
  @Test(
    "tell the offset before, within and after the table",
    arguments: [
      ("Europe/Berlin", "2026-07-01T00:00Z", 7200), ("Europe/Berlin", "2100-01-01T00:00Z", 3600),
      ("Europe/Berlin", "2100-07-01T00:00Z", 7200), ("Europe/Berlin", "1850-01-01T00:00Z", 3208),
      ("Asia/Kathmandu", "2026-01-01T00:00Z", 20_700),
      ("America/St_Johns", "2080-07-01T00:00Z", -9000),
      ("Europe/Dublin", "2050-01-01T00:00Z", 0), ("Europe/Dublin", "2050-07-01T00:00Z", 3600),
      ("Australia/Lord_Howe", "2090-01-01T00:00Z", 39_600), ("UTC", "2026-01-01T00:00Z", 0),
    ]
  )
  func offsets(_ zone: String, _ instant: String, _ offset: Int) throws {
    let date = try #require(ISO8601.parse(instant))
    #expect(try TimeZoneRules(identifier: zone).offset(at: date) == offset)
  }

  @Test("map a local time to one instant, a gap or two instants")
  func localTimes() throws {
    let berlin = try TimeZoneRules(identifier: "Europe/Berlin")
    let apia = try TimeZoneRules(identifier: "Pacific/Apia")
    func local(_ month: Int, _ day: Int, _ hour: Int, year: Int = 2026) throws -> LocalDateTime {
      try #require(LocalDateTime(year: year, month: month, day: day, hour: hour, minute: 30))
    }
    func date(_ text: String) throws -> Date { try #require(ISO8601.parse(text)) }
    #expect(
      try berlin.instants(showing: local(3, 29, 1)) == .once(date("2026-03-29T00:30Z"))
    )
    #expect(
      try berlin.instants(showing: local(3, 29, 2))
        == .skipped(resumesAt: date("2026-03-29T01:00Z"))
    )
    #expect(
      try berlin.instants(showing: local(10, 25, 2))
        == .repeated(first: date("2026-10-25T00:30Z"), last: date("2026-10-25T01:30Z"))
    )
    #expect(
      try apia.instants(showing: local(12, 30, 12, year: 2011))
        == .skipped(resumesAt: date("2011-12-30T10:00Z"))
    )
    let summer = try local(7, 1, 12)
    #expect(berlin.localTime(at: berlin.instants(showing: summer).resolved) == summer)
  }

  @Test(
    "refuse an unknown zone and suggest a known one",
    arguments: [
      ("Europe/Berlyn", "did you mean \"Europe/Berlin\"?"),
      ("europe/berlin", "did you mean \"Europe/Berlin\"?"),
      ("Berlin", "did you mean \"Europe/Berlin\"?"),
      ("America/New York", "did you mean \"America/New_York\"?"),
      ("Mars/Olympus_Mons", "write it as Europe/Berlin or UTC"),
    ]
  )
  func unknown(_ name: String, _ remedy: String) {
    #expect {
      try TimeZoneRules(identifier: name)
    } throws: { error in
      (error as? ScheduleError)?.code == .unknownZone
        && "\(error)" == "time zone \"\(name)\" is unknown; \(remedy)"
    }
  }

  @Test(
    "never follow a name out of the zones' folder",
    arguments: [
      "../../../etc/passwd", "/etc/localtime", "Europe/../../../etc/passwd", "Europe//Berlin", "",
      "./Europe/Berlin", "Europe/Berlin/", "Europe", "zone.tab", "tzdata.zi", "Europe/Berlin\u{0}",
      "posixrules/..", String(repeating: "A", count: 5000),
    ]
  )
  func traversal(_ name: String) {
    #expect { try TimeZoneRules(identifier: name) } throws: { error in
      (error as? ScheduleError)?.code == .unknownZone
    }
  }

  @Test(
    "read the rule at the end of a zone file",
    arguments: [
      ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-07-01T00:00Z", 7200),
      ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-01-15T00:00Z", 39_600),
      ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-01-15T00:00Z", 0),
      ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T00:30Z", -7200),
      ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00Z", -3600),
      ("EST5EDT,J60/2,J300", "2024-03-01T07:00Z", -14_400),
      ("EST5EDT,59/2,300", "2024-02-29T07:00Z", -14_400),
      ("XXX3EDT4,0/0,J365/23", "2026-12-31T23:30Z", -14_400), ("UTC0", "2026-01-01T00:00Z", 0),
    ]
  )
  func posixRules(_ text: String, _ instant: String, _ offset: Int64) throws {
    let rule = try #require(PosixZoneRule(text.utf8))
    let table = ZoneTable(
      identifier: "test",
      changes: [],
      offsets: [rule.standardOffset],
      rule: rule
    )
    let date = try #require(ISO8601.parse(instant))
    #expect(table.stretch(at: date.wholeSeconds).offset == offset)
  }

  @Test(
    "refuse a malformed rule",
    arguments: [
      "", "C1", "CET", "CET-", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0",
      "CET-1CEST,M3.6.0,M1.1.0",
      "CET-1CEST,J0,J1", "CET-1CEST,366,1", "CET-25", "<CET-1", "CET-1CEST,M3.5.0,M10.5.0x",
    ]
  )
  func malformedRules(_ text: String) {
    #expect(PosixZoneRule(text.utf8) == nil)
  }

  @Test("refuse every truncation and survive every flipped byte of a zone file")
  func damage() throws {
    let bytes = Array(try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Pacific/Apia")))
    for count in 0..<bytes.count {
      #expect(throws: ScheduleError.self) {
        try TZifReader(Array(bytes.prefix(count))).table(identifier: "x")
      }
    }
    for index in bytes.indices {
      var damaged = bytes
      damaged[index] ^= 0xFF
      // Whatever it reads then, it must not trap.
      _ = try? TZifReader(damaged).table(identifier: "x").stretch(at: 0)
    }
  }

  @Test("lists the installed zones")
  func installed() {
    let names = TimeZoneRules.installedIdentifiers
    #expect(names.contains("Europe/Berlin") && names.contains("UTC"))
    #expect(!names.contains("posixrules") && !names.contains("Europe"))
    #expect(!TimeZoneRules.current.identifier.isEmpty)
  }
}
