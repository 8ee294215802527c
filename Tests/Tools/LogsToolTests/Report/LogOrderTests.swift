import BatteryJobs
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import LogsTool

@Suite("Order of rows", .timeLimit(.minutes(5))) struct LogOrderTests {
  private let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  /// Ten paths: /0 is asked for most often, /9 is the slowest most of the time, /3 is for one of ten,
  /// and /5 has most visitors.
  private static let requests: [SampleRequest] = (0..<10).flatMap { path in
    (0..<(30 - path)).map { number in
      SampleRequest(
        second: path * 3600 / 4 + number,
        host: "192.0.2.\(path == 5 ? number : 1)",
        path: "/\(path)",
        milliseconds: path == 3 && number % 10 == 0 ? 5000 : path * 100 + (number == 0 ? 50 : 0)
      )
    }
  }

  private func report(
    _ order: LogOrder?,
    top: Int = 3,
    condition: String? = nil
  ) throws
    -> LogReport
  {
    let path = try directory.write(Self.requests.log, to: "a.log")
    var question = LogAnalysis.Question(top: top)
    question.order = order
    question.condition = try condition.map { try LogCondition.checked($0, name: "where") }
    return try LogAnalysis([path]).report(question)
  }

  @Test(
    "chooses rows by the figure that is asked for",
    arguments: [
      (nil, ["/0", "/1", "/2"]), (.hits, ["/0", "/1", "/2"]), (.visitors, ["/5", "/0", "/1"]),
      (.bytes, ["/0", "/1", "/2"]), (.p95, ["/3", "/9", "/8"]), (.value, ["/0", "/1", "/2"]),
    ] as [(LogOrder?, [String])]
  )
  func rows(order: LogOrder?, values: [String]) throws {
    let report = try report(order)
    #expect(report.items(.requests).map(\.value) == values)
    #expect(report.panels.first?.distinct == 10)
    #expect(report.order == order)
  }

  @Test("the slowest rows have the percentiles that they have among all")
  func percentiles() throws {
    let all = try report(nil, top: 100)
    let slow = try report(.p95, top: 100)
    let sorted = all.items(.requests).sorted { left, right in
      (right.seconds?.p95 ?? -1, left.value) < (left.seconds?.p95 ?? -1, right.value)
    }
    #expect(slow.items(.requests) == sorted)
    let some = try report(.p95, top: 2, condition: "path in ('/3', '/4', '/1')")
    #expect(some.items(.requests).map(\.value) == ["/3", "/4"])
  }

  @Test("keeps times in their order, unless another is asked for; all of them are listed")
  func times() throws {
    #expect(try report(nil, top: 1).items(.hours).map(\.value) == ["09", "10", "11"])
    #expect(try report(.p95, top: 1).items(.hours).map(\.value) == ["11", "10", "09"])
  }

  @Test("a log without times is ordered by hits where the slowest are asked for")
  func untimed() throws {
    let lines = ["/b", "/a", "/b"].map { path in
      #"192.0.2.1 - - [22/Nov/2026:09:00:00 +0000] "GET \#(path) HTTP/1.1" 200 1"# + "\n"
    }
    let path = try directory.write(lines.joined(), to: "b.log")
    var question = LogAnalysis.Question()
    question.order = .p95
    let report = try LogAnalysis([path]).report(question)
    #expect(report.items(.requests).map(\.value) == ["/b", "/a"])
  }

  @Test("a page says by what it is sorted, and names no row as the most that is not")
  func page() throws {
    let usual = LogReportRenderer(.html).render(try report(nil))
    let slow = LogReportRenderer(.html).render(try report(.p95))
    #expect(usual.contains("Most requested") && !usual.contains("Sorted by"))
    #expect(usual.contains("Most bytes") && !slow.contains("Most bytes"))
    #expect(slow.contains("<th scope=\"col\" aria-sort=\"descending\">p95</th>"))
    #expect(!usual.contains("aria-sort=\"descending\">") && slow.contains("Slowest path"))
    #expect(!slow.contains("Most requested") && slow.contains("Sorted by p95"))
    #expect(LogReportRenderer(.text).render(try report(.p95)).contains("Sorted by p95\n"))
  }
}
