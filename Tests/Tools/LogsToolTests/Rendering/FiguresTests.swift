import Testing

@testable import LogsTool

@Suite("Figures") struct FiguresTests {
  @Test(
    "have commas between thousands",
    arguments: [
      (0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567"),
      (Int.max, "9,223,372,036,854,775,807"), (Int.min, "-9,223,372,036,854,775,808"),
    ]
  )
  func count(_ value: Int, _ text: String) { #expect(Figures.count(value) == text) }

  @Test(
    "are short on axes",
    arguments: [
      (0, "0"), (250, "250"), (1500, "1.5k"), (20_000, "20k"), (2_500_000, "2.5M"),
      (Int.max, "9.22E"),
    ]
  )
  func short(_ value: Int, _ text: String) { #expect(Figures.short(value) == text) }

  @Test(
    "never call something nothing, nor nearly all of it all",
    arguments: [
      (0, "0%"), (0.000_01, "<0.1%"), (0.0005, "0.1%"), (0.1234, "12.3%"), (0.5, "50.0%"),
      (0.9994, "99.9%"), (0.9996, ">99.9%"), (1, "100%"), (.nan, "0%"), (-1, "0%"),
    ]
  )
  func percent(_ share: Double, _ text: String) { #expect(Figures.percent(share) == text) }

  @Test(
    "give times three digits",
    arguments: [
      (0, "0 ms"), (0.000_42, "0.42 ms"), (0.009_994, "9.99 ms"), (0.0123, "12.3 ms"),
      (0.0999_6, "100 ms"), (0.9996, "1.00 s"), (1.25, "1.25 s"), (99.96, "100 s"),
      (12_345, "12,345 s"), (.nan, "–"), (.infinity, "–"),
    ]
  )
  func duration(_ seconds: Double, _ text: String) { #expect(Figures.duration(seconds) == text) }

  @Test(
    "read times of the log as people do",
    arguments: [
      ("2026-11-01T06:25:03+01:00", "1 Nov 2026, 06:25 +01:00"),
      ("2024-02-29T00:00:00.5Z", "29 Feb 2024, 00:00 UTC"),
      ("2025-02-29T00:00:00Z", "2025-02-29T00:00:00Z"),
      ("yesterday", "yesterday"),
      ("2026-11-01T", "2026-11-01T"),
      ("2026-1\u{301}-01T00:00", "2026-1\u{301}-01T00:00"),
    ]
  )
  func time(_ text: String, _ expected: String) { #expect(ShownTime.full(text) == expected) }

  @Test("show what cannot be seen, and leave what can")
  func visible() {
    let line = { VisibleText.line($0, limit: 12) }
    #expect(line("plain") == "plain")
    #expect(line("\u{1B}[0m\u{7F}") == "␛[0m␡")
    #expect(line("a\u{202E}b\u{200B}") == "a<U+202E>b<U+200B>")
    #expect(line("Zürich 東京") == "Zürich 東…")
    #expect(line("ế") == "ế")
    #expect(line("Z\u{301}\u{302}\u{303}\u{304}") == "Z\u{301}\u{302}\u{303}<U+0304>")
    #expect(line("1234567890123") == "123456789012…")
  }
}
