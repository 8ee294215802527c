import BatteryJobs
import Foundation
import Testing

@Suite("Time span") struct TimeSpanTests {
  @Test(
    "reads what people write",
    arguments: [
      ("30s", 30_000), ("15m", 900_000), ("1h30m", 5_400_000), ("2d", 172_800_000),
      ("500ms", 500), ("1w2d3h4m5s6ms", 788_645_006), ("0", 0), ("90m", 5_400_000),
    ] as [(String, Int64)]
  )
  func reads(text: String, milliseconds: Int64) {
    #expect(TimeSpan(text)?.milliseconds == milliseconds)
  }

  @Test(
    "refuses what could be misread",
    arguments: [
      "", "30", "s", "-5s", "1.5h", "5 m", "30s1h", "1h1h", "1y", "2mo", "99999999999999s",
      "200000000h", "1H", "１s",
    ]
  )
  func refuses(text: String) {
    #expect(TimeSpan(text) == nil)
  }

  @Test(
    "prints a text that reads back as itself",
    arguments: [0, 1, 999, 61_000, 86_400_000, 90_061_001]
  )
  func roundTrip(milliseconds: Int64) throws {
    let span = TimeSpan(milliseconds: milliseconds)
    #expect(TimeSpan(span.description) == span)
    let data = try JSONEncoder().encode([span])
    #expect(try JSONDecoder().decode([TimeSpan].self, from: data) == [span])
  }
}

@Suite("Byte count") struct ByteCountTests {
  @Test(
    "reads decimal and binary units",
    arguments: [
      ("512", 512), ("10MB", 10_000_000), ("64MiB", 67_108_864), ("1.5GB", 1_500_000_000),
      ("2 KiB", 2048), ("0", 0),
    ] as [(String, Int64)]
  )
  func reads(text: String, bytes: Int64) {
    #expect(ByteCount(text)?.bytes == bytes)
  }

  @Test(
    "refuses what is no amount",
    arguments: ["", "MB", "-1", "1e3", "10XB", "9EiB", "1,5GB", "1.2.3"]
  )
  func refuses(text: String) {
    #expect(ByteCount(text) == nil)
  }

  @Test(
    "prints one decimal of the largest unit that fits",
    arguments: [
      (0, "0 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (1_048_575, "1.0 MiB"),
      (1_572_864, "1.5 MiB"), (5_000_000_000, "4.7 GiB"),
    ] as [(Int64, String)]
  )
  func prints(bytes: Int64, text: String) {
    #expect(ByteCount(bytes: bytes).description == text)
  }
}
