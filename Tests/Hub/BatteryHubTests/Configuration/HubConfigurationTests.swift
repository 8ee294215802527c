import BatteryHub
import BatteryJobs
import Foundation
import SystemPackage
import TestKit
import Testing

@Suite("Hub configuration") struct HubConfigurationTests {
  @Test("reads every key of the hub")
  func hub() throws {
    let settings = try HubConfiguration.sample(RightFile.everything).settings
    #expect(settings.listen == ListenAddress(host: "::1", port: 9000))
    #expect(settings.url == "https://jobs.example.org/hub")
    #expect(settings.data.string.hasSuffix("/state"))
    #expect(settings.concurrency == 12)
    #expect(settings.grace == .seconds(20))
    #expect(settings.shutdown == .seconds(90))
    #expect(settings.timezone.identifier == "Europe/Berlin")
    #expect(settings.retention == Retention(history: .days(30), runs: 50, logs: .days(2)))
    #expect(settings.secrets["webhook-deploy"] == .environment("DEPLOY_KEY"))
    #expect(settings.limits == ["database": 2])
    #expect(settings.environment == ["LANG": "C.UTF-8", "MODE": "no"])
  }

  @Test("reads every key of a job")
  func job() throws {
    let configuration = try HubConfiguration.sample(RightFile.everything)
    #expect(configuration.jobs.map(\.name) == ["build", "deploy"])
    let job = try #require(configuration.job(named: "deploy"))
    #expect(job.triggers.schedule == (try Schedule("weekdays at 18:00")))
    #expect(job.triggers.timezone.identifier == "America/New_York")
    #expect(
      job.triggers.webhook
        == WebhookTrigger(secrets: ["webhook-deploy", "deploy-next"], tolerance: .minutes(2))
    )
    #expect(job.triggers.after == [Dependency(job: "build", condition: .always)])
    #expect(job.needs == [Dependency(job: "build")])
    #expect(job.steps.map(\.name) == ["run", "copy it", "run-2"])
    #expect(job.steps.map(\.job.title) == ["sh -c make", "copy out", "sh -c make check"])
    #expect(
      job.retry
        == RetryPolicy(
          attempts: 5,
          backoff: .seconds(10),
          factor: 1.5,
          limit: .minutes(5),
          jitter: 0.25
        )
    )
    #expect(job.timeout == .hours(1))
    #expect(job.grace == .seconds(5))
    #expect(job.overlap == .queue)
    #expect(job.misfire == MisfirePolicy(.all, window: .days(2), tolerance: .seconds(10)))
    #expect(job.priority == -7)
    #expect(job.limit == "database")
    #expect(job.rerunInterrupted)
    #expect(job.environment == ["LANG": "C.UTF-8", "MODE": "deploy"])
    #expect(job.outputLimit == ByteCount("10MB"))
    #expect(job.retention == Retention(history: .days(30), runs: 5, logs: .days(2)))
    #expect(!job.isEnabled)
    #expect(job.formerName == "publish")
    #expect(job.line == 19)
  }

  @Test("takes every form of every key", arguments: RightFile.all)
  func forms(_ text: String) throws {
    _ = try HubConfiguration.sample(text)
  }

  @Test("fills in what a file does not say")
  func defaults() throws {
    let configuration = try HubConfiguration.sample("jobs: { a: { run: make } }")
    let settings = configuration.settings
    #expect(settings.listen.description == "127.0.0.1:8800")
    #expect(settings.data.string.hasSuffix("/.batteries"))
    #expect(settings.concurrency >= 4)
    #expect(settings.grace == .seconds(10))
    #expect(settings.retention == Retention(history: .days(90), runs: 1000, logs: .days(30)))
    let job = try #require(configuration.jobs.first)
    #expect(job.triggers.schedule == nil)
    #expect(job.triggers.webhook == nil)
    #expect(job.retry == .never)
    #expect(job.timeout == nil)
    #expect(job.grace == .seconds(10))
    #expect(job.overlap == .skip)
    #expect(job.misfire == MisfirePolicy())
    #expect(job.isEnabled)
    #expect(!job.rerunInterrupted)
    #expect(job.outputLimit == .mebibytes(64))
    #expect(configuration.warnings.isEmpty)
  }

  @Test(
    "reads each form of a schedule",
    arguments: [
      ("daily at 02:00", "daily at 02:00"),
      ("\"0 2 * * *\"", "0 2 * * *"),
      ("every 15m", "every 15m"),
      ("{ every: 15m }", "every 15m"),
      ("{ every: 15m, jitter: 30s }", "every 15m jitter 30s"),
      ("{ cron: \"0 0 2 * * 1\" }", "0 0 2 * * 1"),
      ("{ at: 2026-12-01T09:00 }", "2026-12-01T09:00"),
      ("\"@daily\"", "@daily"),
    ]
  )
  func schedules(_ text: String, _ schedule: String) throws {
    let file = "hub: { timezone: UTC }\njobs: { a: { on: \(text), run: make } }"
    let job = try #require(try HubConfiguration.sample(file).jobs.first)
    #expect(job.triggers.schedule == (try Schedule(schedule)))
  }

  @Test(
    "reads each form of a bond",
    arguments: [
      ("a", [Dependency(job: "a")]),
      ("[a, b]", [Dependency(job: "a"), Dependency(job: "b")]),
      ("{ a: failure }", [Dependency(job: "a", condition: .failure)]),
      ("[a, { b: always }]", [Dependency(job: "a"), Dependency(job: "b", condition: .always)]),
    ]
  )
  func dependencies(_ text: String, _ expected: [Dependency]) throws {
    let file = """
      jobs:
        a: { run: make }
        b: { run: make }
        c: { needs: \(text), on: { after: \(text) }, run: make }
      """
    let job = try #require(try HubConfiguration.sample(file).job(named: "c"))
    #expect(job.needs == expected)
    #expect(job.triggers.after == expected)
  }

  @Test("reads texts as they were written, whatever YAML 1.1 makes of them")
  func texts() throws {
    let file = """
      jobs:
        a:
          copy: { source: no, exclude: [010, 1_000, 08:30, "~"], labels: { yes: on } }
      """
    let job = try #require(try HubConfiguration.sample(file).jobs.first)
    let data = try JSONEncoder().encode(job.steps[0].job)
    let copy = try JSONDecoder().decode(SampleCopy.self, from: data)
    #expect(copy.source == "no")
    #expect(copy.exclude == ["010", "1_000", "08:30", "~"])
    #expect(copy.labels == ["yes": "on"])
  }

  @Test("changes the fingerprint with the time alone")
  func fingerprints() throws {
    func fingerprint(_ on: String, _ rest: String = "") throws -> String? {
      let text = "hub: { timezone: UTC }\njobs: { a: { on: \(on), run: make\(rest) } }"
      return try HubConfiguration.sample(text).jobs.first?.fingerprint
    }
    let first = try fingerprint("daily at 02:00")
    #expect(try fingerprint("{ schedule: daily at 02:00 }", ", timeout: 5s") == first)
    #expect(try fingerprint("daily at 02:01") != first)
    #expect(try fingerprint("{ schedule: daily at 02:00, timezone: Europe/Berlin }") != first)
  }

  @Test("gives every job its own seed, the same on every machine")
  func seeds() throws {
    let configuration = try HubConfiguration.sample("jobs: { a: { run: x }, b: { run: x } }")
    #expect(configuration.jobs.map(\.seed) == [0xAF63_DC4C_8601_EC8C, 0xAF63_DF4C_8601_F1A5])
  }

  @Test("warns when the times follow the machine's zone")
  func timezoneWarning() throws {
    let configuration = try HubConfiguration.sample(
      "jobs:\n  a: { on: every 5m, run: make }\n  b: { on: daily at 02:00, run: make }\n"
    )
    let zone = TimeZoneRules.current.identifier
    #expect(
      configuration.warnings.map(\.description) == [
        "batteries.yaml:1:1: hub.timezone: is not set, so \"b\" and others follow this machine's "
          + "zone, \(zone). Write it down, and the times stay the same on another machine."
      ]
    )
  }

  @Test("warns of secret files that others can read")
  func secretWarning() throws {
    let directory = try TemporaryDirectory()
    let file = try directory.write(
      "hub:\n  secrets:\n    a: { file: open }\n    b: { file: closed }\n    c: { file: gone }\n",
      to: "batteries.yaml"
    )
    for (name, mode) in [("open", 0o644), ("closed", 0o600)] {
      let path = try directory.write("secret", to: name)
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path.string)
    }
    let configuration = try HubConfiguration.load(file: file, registry: .samples)
    let root = directory.path
    #expect(configuration.settings.secrets["a"] == .file(root.appending("open")))
    #expect(
      configuration.warnings.map(\.description) == [
        "\(file):3:8: hub.secrets.a: \(root)/open may be read by others. "
          + "Run chmod 600 \(root)/open.",
        "\(file):5:8: hub.secrets.c: \(root)/gone does not exist or may not be looked at. "
          + "Make it before a job asks for it.",
      ]
    )
  }

  @Test("resolves paths from the directory of the file")
  func home() throws {
    let directory = try TemporaryDirectory()
    let file = try directory.write("hub: { data: ../data }\n", to: "etc/batteries.yaml")
    let configuration = try HubConfiguration.load(file: file, registry: .samples)
    #expect(configuration.home == directory.path.appending("etc"))
    #expect(configuration.settings.data == directory.path.appending("data"))
  }

  @Test("says when there is no file, or none that can be read")
  func files() throws {
    let directory = try TemporaryDirectory()
    let missing = directory.path.appending("batteries.yaml")
    func message(_ file: FilePath) -> String? {
      do {
        _ = try HubConfiguration.load(file: file, registry: .samples)
        return nil
      } catch {
        return error.description
      }
    }
    #expect(
      message(missing)
        == "\(missing): there is no such file. \"batteries init\" writes one to start from."
    )
    #expect(
      message(directory.path) == "\(directory.path): this is a directory. Name the file in it."
    )
  }

  @Test("takes an empty list of jobs", arguments: ["jobs: {}", "hub: {}"])
  func noJobs(_ text: String) throws {
    #expect(try HubConfiguration.sample(text).jobs.isEmpty)
  }
}
