import BatteryHub
import BatteryJobs
import Foundation
import Logging
import SystemPackage

extension Measure {
  /// The job list over loopback, asked for again and again by a client in another process.
  @Sendable static func dashboard(_ arguments: Arguments) async throws {
    let directory = FilePath(try arguments.text(0))
    let jobs = try arguments.number(1)
    let requests = try arguments.number(2)
    let rows = (1...jobs).map { index in
      "  job-\(index): { on: { cron: \"\(index % 60) 3 1 1 *\" }, run: [/bin/true] }"
    }
    let bench = try BenchmarkHub(
      "hub: { timezone: UTC }\njobs:\n" + rows.joined(separator: "\n"),
      in: directory
    )
    let running = Task { try await bench.hub.run() }
    // The list is as long as it gets once the store knows every job.
    while try await bench.store.jobStates().count < jobs {
      try await Task.sleep(for: .milliseconds(5))
    }
    let clock = SystemTimeSource()
    var times: [Double] = []
    for _ in 0..<requests {
      let start = clock.uptime
      _ = try await bench.store.histories(depth: 30)
      times.append((clock.uptime - start).inSeconds)
    }
    Figure.print("histories", times.sorted()[times.count / 2] * 1000, "ms")

    let access = AccessControl(store: bench.store, clock: clock)
    let token = try await access.makeToken(name: "benchmark-\(UUID().uuidString)", role: .operator)
    var logger = Logger(label: "benchmark")
    logger.logLevel = .error
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let server = HubServer(
      hub: bench.hub,
      access: access,
      data: bench.data,
      settings: HubServerSettings(port: 0),
      logger: logger
    ) { _, number in port.yield(number) }
    let serving = Task { try await server.run() }
    for await number in ports.prefix(1) {
      let python = ProcessInfo.processInfo.environment["BENCHMARK_PYTHON"] ?? "python3"
      let request = ProcessRequest(
        .arguments([python, "Benchmarks/Peers/http_client.py", "\(number)", token, "\(requests)"]),
        environment: ProcessInfo.processInfo.environment,
        directory: FilePath(FileManager.default.currentDirectoryPath)
      )
      _ = try await ProcessRunner.run(request) { lines in
        for line in lines { print(line.text) }
      }
    }
    serving.cancel()
    _ = await serving.result
    await bench.hub.beginStopping()
    try await running.value
    try bench.store.close()
  }
}
