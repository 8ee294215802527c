import BatteryHub
import BatteryJobs
import Foundation
import Logging
import SystemPackage
import TestKit
import Testing

@Suite("Redaction in history", .timeLimit(.minutes(5))) struct RedactionTests {
  @Test("stores no secret that a run was given, in whatever form it prints it")
  func redactsLogs() async throws {
    let secret = "s3cr3t/pass word+42"
    ProbeJob.set("leaky") { context in
      let value = try await context.secret(named: "door").withBytes { $0 }
      let text = String(decoding: value, as: UTF8.self)
      await context.log("plain \(text) and again \(text)")
      for padding in ["", "x", "xy"] {
        await context.log(Data((padding + text + "tail").utf8).base64EncodedString())
      }
      await context.log(value.map { String($0, radix: 16) }.joined())
      throw JobError(.failed, "The door said \(text).")
    }
    let directory = try TemporaryDirectory()
    let file = try directory.write(secret + "\n", to: "door.txt")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.string)
    let yaml = """
        leaky: { probe: { key: leaky } }
      hub: { secrets: { door: { file: door.txt } } }
      """
    let text = yaml.replacing("hub: {", with: "hub: { timezone: UTC,")
    let configured = try directory.write("jobs:\n" + text, to: "batteries.yaml")
    let (store, data) = try HubHarness.store(in: directory)
    let hub = Hub(
      configuration: try HubConfiguration.load(file: configured, registry: HubHarness.registry),
      registry: HubHarness.registry,
      store: store,
      data: data,
      logger: .init(label: "test")
    )
    let run = try await hub.runOnce("leaky") { _ in }
    #expect(run.state == .failed)
    #expect(run.reason == "The door said ***.")
    let lines = try await store.lines(run: run.id, after: 0, limit: 100, containing: nil)
    let log = lines.map(\.line.text).joined(separator: "\n")
    #expect(log.contains("plain *** and again ***"))
    #expect(!log.contains(secret))
    let core = Data(secret.utf8).base64EncodedString().prefix(20)
    #expect(!log.contains(core))
    #expect(!log.contains("73336372"))
    try store.close()
  }
}
