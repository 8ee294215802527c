import BatteryJobs
import SystemPackage

/// Reads the `hub` part of the file.
struct HubReader {
  let home: FilePath
  var checker: ShapeChecker

  mutating func read(_ node: ConfigNode?) -> HubSettings {
    let standard = ConfiguredPath.resolve(".batteries", home: home)
    guard let node, node.entries != nil else {
      if let node { _ = checker.check(node, FileShape.hub) }
      return HubSettings(data: standard, timezone: .current)
    }
    _ = checker.check(node, FileShape.hub)
    var settings = HubSettings(data: standard, timezone: .current)
    settings.data = node["data"]?.text.map { ConfiguredPath.resolve($0, home: home) } ?? standard
    settings.concurrency = node["concurrency"]?.integer ?? settings.concurrency
    settings.grace = node["grace"]?.timeSpan ?? settings.grace
    settings.shutdown = node["shutdown"]?.timeSpan ?? settings.shutdown
    settings.retention = node["keep"].map { Self.retention($0) } ?? settings.retention
    settings.environment = node["environment"]?.texts ?? [:]
    for entry in node["limits"]?.entries ?? [] { settings.limits[entry.key] = entry.value.integer }
    readListen(node["listen"], into: &settings)
    readURL(node["url"], into: &settings)
    readSecrets(node["secrets"], into: &settings)
    if let zone = TimezoneReader.read(node["timezone"], problems: &checker.problems) {
      settings.timezone = zone
    }
    return settings
  }

  /// Reads `keep`, over what is kept otherwise.
  static func retention(_ node: ConfigNode, over base: Retention = Retention()) -> Retention {
    Retention(
      history: node["history"]?.timeSpan ?? base.history,
      runs: node["runs"]?.integer ?? base.runs,
      logs: node["logs"]?.timeSpan ?? base.logs
    )
  }

  private mutating func readListen(_ node: ConfigNode?, into settings: inout HubSettings) {
    guard let node, let text = node.text else { return }
    guard let address = ListenAddress(text) else {
      checker.problems.add(
        node,
        "\(Wording.quote(text)) is no address with a port from 0 to 65535",
        "Write 127.0.0.1:8800."
      )
      return
    }
    settings.listen = address
  }

  private mutating func readURL(_ node: ConfigNode?, into settings: inout HubSettings) {
    guard let node, let text = node.text else { return }
    let scheme = ["http://", "https://"].first { text.hasPrefix($0) }
    let rest = text.dropFirst(scheme?.count ?? 0)
    let isPlain = rest.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"?#\"<>\\@".utf8.contains($0) }
    guard scheme != nil, let first = rest.first, first != "/", isPlain else {
      checker.problems.add(
        node,
        "\(Wording.quote(text)) is not the address of a site",
        "Write it as https://jobs.example.org."
      )
      return
    }
    settings.url = text.hasSuffix("/") ? String(text.dropLast()) : text
  }

  private mutating func readSecrets(_ node: ConfigNode?, into settings: inout HubSettings) {
    for entry in node?.entries ?? [] {
      if let path = entry.value["file"]?.text {
        settings.secrets[entry.key] = .file(ConfiguredPath.resolve(path, home: home))
      } else if let variable = entry.value["environment"], let name = variable.text {
        guard KeyRule.variable.accepts(name) else {
          checker.problems.add(
            variable,
            "\(Wording.quote(name)) cannot be \(KeyRule.variable.what)",
            KeyRule.variable.words
          )
          continue
        }
        settings.secrets[entry.key] = .environment(name)
      }
    }
  }
}
