import BatteryTables
import Testing

@Suite("Values of tables") struct ValueTests {
  @Test(
    "are written as they are read",
    arguments: [
      (Value.null, ""), (.integer(-12), "-12"), (.double(0.1), "0.1"), (.double(3), "3"),
      (.double(1e300), "1e+300"), (.decimal("0012.500"), "0012.500"), (.boolean(true), "true"),
      (.timestamp(Timestamp(microseconds: 0)), "1970-01-01T00:00:00"),
      (.timestamp(Timestamp(microseconds: -1, offset: 0)), "1969-12-31T23:59:59.999999Z"),
      (.timestamp(Timestamp(microseconds: 0, offset: -90)), "1969-12-31T22:30:00-01:30"),
      (.timestamp(Timestamp(microseconds: 250_000, offset: 60)), "1970-01-01T01:00:00.25+01:00"),
    ]
  )
  func written(value: Value, text: String) {
    #expect(value.description == text)
  }

  @Test("know every day of four centuries")
  func days() {
    var number: Int32 = -719_528
    for year in 0...400 {
      for month in 1...12 {
        for day in 1...31 {
          guard let date = CalendarDay(year: year, month: month, day: day) else { continue }
          #expect(date.daysSince1970 == number)
          #expect(date.components == (year, month, day))
          number += 1
        }
      }
    }
    #expect(CalendarDay(year: 2026, month: 2, day: 29) == nil)
    #expect(CalendarDay(year: 2024, month: 2, day: 29)?.description == "2024-02-29")
  }
}
