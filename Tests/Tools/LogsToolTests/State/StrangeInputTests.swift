import BatteryJobs
import BatteryTables
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import LogsTool

@Suite("Logs that are none", .timeLimit(.minutes(5))) struct StrangeInputTests {
  private let yard: LogYard

  init() throws { yard = try LogYard() }

  #if os(Linux)
  @Test(
    "say what is wrong, soon, and in one line",
    arguments: [
      ("/dev/zero", "begins with more than 256 MiB of zero bytes. Name a log."),
      ("/dev/null", nil),
      ("/proc/self/mem", "cannot be read: "),
      ("/proc/self/status", "has no length, as files of the system. Copy what is in it to a file"),
      ("/proc", "is a directory. Name a file in it."),
    ]
  )
  func once(path: String, message: String?) throws {
    let start = ContinuousClock.now
    guard let message else {
      #expect(try LogAnalysis([FilePath(path)]).lines == 0)
      return
    }
    for format in [nil, try LogFormat("combined")] {
      let error = #expect(throws: TableError.self) {
        try LogAnalysis([FilePath(path)], LogAnalysis.Reading(format: format))
      }
      #expect(
        error?.message.hasPrefix("\(path): \(message)") == true,
        "\(String(describing: error))"
      )
      #expect(error?.message.contains("\n") == false)
    }
    #expect(ContinuousClock.now - start < .seconds(60))
  }

  @Test(
    "are refused with a state, too",
    arguments: ["/dev/zero", "/proc/self/mem", "/proc/self/status", "/proc"]
  )
  func state(path: String) throws {
    let error = #expect(throws: TableError.self) {
      try LogAnalysis([FilePath(path)], yard.reading())
    }
    #expect(error?.message.hasPrefix("\(path): ") == true)
    #expect(error?.message.contains("\n") == false)
  }
  #endif

  @Test("say how many zero bytes they begin with", arguments: [false, true])
  func zeros(hasState: Bool) throws {
    try yard.put([UInt8](repeating: 0, count: 70_000), "access.log")
    try yard.write(30)
    let note =
      "\(yard.log): begins with 70,000 zero bytes, which are skipped: it was cut off while it was"
      + " written to."
    let analysis = try hasState ? yard.run() : LogAnalysis([yard.log])
    #expect(analysis.notes == [note])
    #expect(analysis.lines == 30)
  }

  @Test("have the same notes in a cache")
  func cache() throws {
    try yard.put([UInt8](repeating: 0, count: 3000), "access.log")
    try yard.write(30)
    var reading = LogAnalysis.Reading()
    let plain = try LogAnalysis([yard.log], reading)
    var cache = LogCache(yard.path("cache"))
    cache.least = 0
    reading.cache = cache
    for run in 0..<3 {
      let analysis = try LogAnalysis([yard.log], reading)
      #expect(analysis.formats == plain.formats, "run \(run)")
      #expect(analysis.notes == plain.notes, "run \(run)")
      #expect(analysis.lines == 30 + run)
      // What is added later changes nothing in how the log begins.
      try yard.write(1)
    }
    #expect(plain.formats.count == 1)
    #expect(plain.notes.count == 1)
  }

  @Test("may be many, though few files can be open", arguments: ["-", "state"])
  func manyFiles(state: String) async throws {
    for number in 1...200 { try yard.write(3, to: "access.log.\(number)") }
    try yard.write(3)
    for round in 0..<2 {
      let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appendingPathComponent("LogReader").path
      let directory = state == "-" ? state : yard.state.string
      let request = ProcessRequest(
        .arguments(
          [
            "/bin/sh", "-c", "ulimit -n 64; exec \"$0\" \"$@\"", program, directory,
            yard.log.string,
          ]
            + ["once"] + (1...200).map { yard.path("access.log.\($0)").string }
        ),
        environment: ["PATH": "/usr/bin:/bin", "TZ": "UTC"],
        directory: yard.directory.path
      )
      let (lines, continuation) = AsyncStream<String>.makeStream()
      _ = try await ProcessRunner.run(request) { _ in
      } onLines: { new in
        for line in new { continuation.yield(line.text) }
      }
      continuation.finish()
      var printed: [String] = []
      for await line in lines { printed.append(line) }
      #expect(printed == ["\(603 + round * 3) lines"])
      try yard.write(3)
    }
  }
}
