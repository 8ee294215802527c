import BatteryJobs
import Foundation
import Logging
import ServiceLifecycle
import SystemPackage
import TestKit
import Testing

@testable import BatteryHub

/// Serves sample data for a person to look at: set `BATTERIES_DEMO` to a file that takes the
/// sign-in links, and remove the file to end it.
@Suite("Dashboard demo", .enabled(if: ProcessInfo.processInfo.environment["BATTERIES_DEMO"] != nil))
struct DashboardDemo {
  private static let jobs = """
      nightly-backup:
        description: Copies the home directories to the second disk and checks the copy.
        on: { schedule: "daily at 02:00", timezone: Europe/Berlin }
        retry: { attempts: 3, backoff: 30s }
        timeout: 2h
        probe: { key: done }
      weekly-traffic:
        on: { schedule: "mon 07:00", timezone: Europe/Berlin }
        steps:
          - { name: "logs", probe: { key: done } }
          - { name: "report", probe: { key: done } }
          - { name: "mail", probe: { key: done } }
      tidy-inbox: { on: { every: 15m }, probe: { key: done } }
      disk-usage: { on: { cron: "*/30 * * * *" }, probe: { key: done } }
      check-certificates: { on: { schedule: "daily at 06:30" }, overlap: queue, probe: { key: done } }
      prune-old-builds: { on: { after: nightly-backup }, probe: { key: done } }
      deploy-website: { on: { webhook: { secret: hook } }, probe: { key: work } }
      import-orders: { on: { every: 1h }, probe: { key: work } }
      monthly-invoices: { on: { schedule: "last day of month at 18:00" }, probe: { key: done } }
      rotate-keys: { probe: { key: done } }
      legacy-sync: { enabled: false, on: { every: 6h }, probe: { key: done } }

    """

  @Test("serves sample data", .timeLimit(.minutes(60))) func serve() async throws {
    let environment = ProcessInfo.processInfo.environment
    let file = environment["BATTERIES_DEMO"] ?? ""
    let directory = try TemporaryDirectory()
    let secret = try directory.write("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", to: "hook")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret.string)
    let more = (0..<(Int(environment["BATTERIES_DEMO_JOBS"] ?? "") ?? 0)).map { number in
      "  extra-\(number): { on: { every: 1h }, probe: { key: done } }\n"
    }
    let text =
      "hub: { timezone: Europe/Berlin, secrets: { hook: { file: \(secret) } } }\njobs:\n"
      + Self.jobs + more.joined()
    let yaml = try directory.write(text, to: "batteries.yaml")
    let (store, data) = try HubHarness.store(in: directory)
    try await fill(store)
    ProbeJob.set("work") { context in
      for step in 1...600 {
        await context.report(.progress(done: step, of: 600, label: "orders"))
        let text = "\u{1B}[32mok\u{1B}[0m order \u{1B}[1m\(10_000 + step)\u{1B}[0m imported"
        await context.report(
          .log([LogLine(source: .output, time: context.clock.now, text: text)])
        )
        try await context.clock.sleep(for: .milliseconds(700))
      }
    }
    var logger = Logger(label: "demo")
    logger.logLevel = .warning
    let hub = Hub(
      configuration: try HubConfiguration.load(file: yaml, registry: HubHarness.registry),
      registry: HubHarness.registry,
      store: store,
      data: data,
      logger: logger
    )
    let access = AccessControl(store: store, clock: SystemTimeSource())
    let server = HubServer(
      hub: hub,
      access: access,
      data: data,
      settings: HubServerSettings(port: 8801, version: "demo"),
      logger: logger
    ) { host, port in
      let base = HubServer.url(host: host, port: port)
      var links: [String] = []
      for _ in 0..<10 {
        if let link = try? await access.makeLink(base: base) { links.append(link) }
      }
      if let token = try? await access.makeToken(name: "demo", role: .admin) { links.append(token) }
      try? Data(links.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: file))
    }
    let group = ServiceGroup(services: [HubService(hub: hub), server], logger: logger)
    async let running: Void = group.run()
    try await Task.sleep(for: .seconds(4))
    for job in ["deploy-website", "import-orders"] {
      _ = try? await hub.trigger(job, by: .manual, cause: "browser")
    }
    _ = try? await hub.setPaused(true, job: "tidy-inbox", by: "browser")
    _ = try directory.write(text + "  broken: { probee: 1 }\n", to: "batteries.yaml")
    if environment["BATTERIES_DEMO_BROKEN"] != nil { _ = await hub.reload() }
    while FileManager.default.fileExists(atPath: file) { try await Task.sleep(for: .seconds(1)) }
    await group.triggerGracefulShutdown()
    try await running
  }

  private struct HubService: Service {
    let hub: Hub
    func run() async throws { try await hub.run() }
  }

  private func fill(_ store: SQLiteStore) async throws {
    let history = SampleHistory(store: store, now: Date())
    let minute = 60.0
    let hour = 3600.0
    let day = 86_400.0
    for index in stride(from: 34, through: 1, by: -1) {
      let back = Double(index)
      let wobble = Double((index * 7919) % 100) / 100
      try await history.add(
        "nightly-backup",
        ago: back * day,
        seconds: 840 + 300 * wobble,
        state: index == 12 ? .failed : .succeeded,
        reason: "rsync: connection unexpectedly closed (exit status 12)",
        summary: "48,211 files, 12.4 GB copied",
        warnings: index == 5 ? 2 : 0
      )
      try await history.add("tidy-inbox", ago: back * 15 * minute, seconds: 0.2 + 0.3 * wobble)
      try await history.add(
        "disk-usage",
        ago: back * 30 * minute,
        seconds: 2 + 2 * wobble,
        state: index % 11 == 0 ? .skipped : .succeeded,
        reason: "Run 3 is not finished. Overlap is set to skip."
      )
      try await history.add(
        "check-certificates",
        ago: back * day + 4 * hour,
        seconds: 9 + wobble,
        state: index <= 3 ? .failed : .succeeded,
        reason: "The certificate of shop.example.org expires in 5 days (exit status 1)",
        lines: Self.lines(index)
      )
      try await history.add(
        "import-orders",
        ago: back * hour,
        seconds: 200 + 240 * wobble,
        state: index == 9 ? .interrupted : index == 20 ? .cancelled : .succeeded,
        reason: index == 9 ? "The hub died while it ran." : "Stopped by browser."
      )
      if index <= 9 {
        try await history.add("weekly-traffic", ago: back * 7 * day, seconds: 31 + 9 * wobble)
      }
      if index <= 2 {
        try await history.add("monthly-invoices", ago: back * 30 * day, seconds: 66)
      }
      try await history.add("prune-old-builds", ago: back * day, seconds: 4, trigger: .after)
    }
  }

  private static func lines(_ seed: Int) -> [LogLine] {
    let now = Date()
    let texts = [
      "\u{1B}[1mChecking 14 certificates\u{1B}[0m", "\u{1B}[32m✓\u{1B}[0m www.example.org, 61 days",
      "\u{1B}[32m✓\u{1B}[0m api.example.org, 60 days",
      "\u{1B}[33m!\u{1B}[0m mail.example.org, 19 days",
      "\u{1B}[31m✗ shop.example.org, 5 days\u{1B}[0m", "\u{1B}[41;1m FAILED \u{1B}[0m 1 of 14",
      "<script>document.title = 'owned'</script> \u{1B}]8;;javascript:alert(1)\u{07}click\u{1B}]8;;\u{07}",
    ]
    return texts.map { LogLine(source: .output, time: now, text: $0) }
      + [
        LogLine(
          source: .error,
          time: now,
          bytes: Array("binary: ".utf8) + [0xFF, 0xFE, 0x00, 0x1B]
        ),
        LogLine(source: .system, time: now, text: "The program ended with status 1."),
      ]
  }
}
