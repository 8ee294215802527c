import BatteryTables
import Foundation
import SystemPackage
import Testing

@testable import LogsTool

@Suite("Logs whose directives change", .timeLimit(.minutes(5))) struct DirectiveTests {
  private let yard: LogYard

  init() throws { yard = try LogYard() }

  private static let first = "#Fields: date time c-ip cs-method cs-uri-stem sc-status sc-bytes\n"
  /// As many columns, of which two have changed their places.
  private static let second = "#Fields: date time c-ip cs-method cs-uri-stem sc-bytes sc-status\n"

  private static func lines(_ count: Int, isSwapped: Bool) -> String {
    (0..<count).map { number in
      let numbers = isSwapped ? "\(1000 + number % 7) 404" : "200 \(1000 + number % 7)"
      return "2026-11-22 10:00:0\(number % 10) 10.0.0.\(number % 200) GET /page/\(number % 50) "
        + "\(numbers)\n"
    }.joined()
  }

  private func statuses(_ analysis: LogAnalysis) throws -> [Int: Int] {
    let table = try analysis.whole().table
    return (0..<table.count).reduce(into: [:]) { $0[table.status($1), default: 0] += 1 }
  }

  @Test("are read in order, however many threads there are")
  func threads() throws {
    let text =
      Self.first + Self.lines(60_000, isSwapped: false) + Self.second
      + Self.lines(60_000, isSwapped: true)
    try yard.append(text, to: "ex.log")
    let reading = LogAnalysis.Reading(threads: 4)
    let analysis = try LogAnalysis([yard.path("ex.log")], reading)
    #expect(try statuses(analysis) == [200: 60_000, 404: 60_000])
    #expect(analysis.rejected == 0)
  }

  @Test(
    "are read on with the columns in force",
    arguments: [nil, "w3c"],
    [true, false]
  )
  func resumed(_ format: String?, _ keepsHistory: Bool) throws {
    let given = try format.map { try LogFormat($0) }
    func run() throws -> LogAnalysis {
      try yard.run(["ex.log"]) {
        $0.format = given
        $0.keepsHistory = keepsHistory
      }
    }
    try yard.append(
      Self.first + Self.lines(30, isSwapped: false) + Self.second + Self.lines(20, isSwapped: true),
      to: "ex.log"
    )
    #expect(try statuses(run()) == [200: 30, 404: 20])
    try yard.append(Self.lines(10, isSwapped: true), to: "ex.log")
    #expect(try statuses(run()) == [200: 30, 404: 30])
    try yard.append(Self.first + Self.lines(5, isSwapped: false), to: "ex.log")
    #expect(try statuses(run()) == [200: 35, 404: 30])
  }
}
