import BatteryHub
import BatteryJobs
import Foundation
import Testing

@Suite("Documentation of the configuration") struct ConfigurationDocumentationTests {
  private static func text() throws -> String {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<5 { root.deleteLastPathComponent() }
    let file = root.appendingPathComponent("Documentation/Configuration.md")
    return try String(contentsOf: file, encoding: .utf8)
  }

  @Test("shows only examples that pass the check")
  func examples() throws {
    let parts = try Self.text().components(separatedBy: "```yaml\n").dropFirst()
    #expect(parts.count >= 7)
    for part in parts {
      var example = part.components(separatedBy: "```")[0]
      if !example.hasPrefix("hub:"), !example.hasPrefix("jobs:") {
        let body = example.split(separator: "\n").map { "    \($0)\n" }.joined()
        example = """
          hub: { secrets: { webhook-a: { environment: KEY } } }
          jobs:
            build: { run: make }
            nightly: { run: make }
            a:
              run: make
          \(body)
          """
      }
      #expect(throws: Never.self, "\(example)") { try HubConfiguration.sample(example) }
    }
  }

  @Test("names every key")
  func keys() throws {
    let text = try Self.text()
    let schema = ConfigurationSchema.json(registry: .init([]))
    let object = try JSONSerialization.jsonObject(with: Data(schema.utf8))
    for key in Self.keys(in: object) {
      #expect(text.contains("`\(key)`") || text.contains("\(key):"), "\(key)")
    }
  }

  private static func keys(in value: Any) -> Set<String> {
    if let list = value as? [Any] { return list.reduce(into: []) { $0.formUnion(keys(in: $1)) } }
    guard let object = value as? [String: Any] else { return [] }
    var found = Set((object["properties"] as? [String: Any] ?? [:]).keys)
    for child in object.values { found.formUnion(keys(in: child)) }
    return found
  }
}
