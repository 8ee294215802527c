import BatteryHub
import BatteryJobs
import SystemPackage
import Testing

@Suite("Starter configuration") struct StarterConfigurationTests {
  private static let registry = JobRegistry([
    SampleRun.self, StarterDisk.self, StarterPrune.self, StarterHTTP.self, StarterLogs.self,
  ])

  @Test("passes the check as it is, without a warning", arguments: ["UTC", "Europe/Berlin"])
  func check(_ zone: String) throws {
    let text = StarterConfiguration.text(timezone: zone)
    let configuration = try HubConfiguration.parse(
      text,
      file: "batteries.yaml",
      registry: Self.registry
    )
    #expect(configuration.warnings.isEmpty)
    #expect(configuration.settings.timezone.identifier == zone)
    #expect(configuration.jobs.count >= 3)
    #expect(configuration.jobs.allSatisfy { $0.triggers.schedule != nil && !$0.summary.isEmpty })
  }

  @Test("passes the check with all its examples uncommented")
  func examples() throws {
    var lines = StarterConfiguration.text(timezone: "UTC").split(
      separator: "\n",
      omittingEmptySubsequences: false
    )
    let start = try #require(lines.firstIndex(of: "hub:"))
    for index in lines.indices.dropFirst(start) {
      let line = lines[index]
      let body = line.drop { $0 == " " }
      let isProse = body.hasPrefix("# ") && (body.dropFirst(2).first?.isUppercase ?? true)
      guard body.hasPrefix("# "), !isProse else { continue }
      lines[index] = line.prefix(line.count - body.count) + body.dropFirst(2)
    }
    let text = lines.joined(separator: "\n")
    let configuration = try HubConfiguration.parse(
      text,
      file: "batteries.yaml",
      registry: Self.registry
    )
    #expect(
      Set(configuration.jobs.map(\.name)).isSuperset(of: ["call-api", "build", "report-failure"])
    )
    #expect(configuration.settings.limits == ["database": 1])
    #expect(Set(configuration.settings.secrets.keys) == ["webhook-deploy", "api-token"])
  }

  @Test("stays within 100 columns, and has no tab")
  func layout() {
    let lines = StarterConfiguration.text(timezone: "Europe/Berlin").split(separator: "\n")
    for line in lines { #expect(line.count <= 100 && !line.contains("\t"), "\(line)") }
  }
}
