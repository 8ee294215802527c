import BatteryJobs
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import BatteryHub

@Suite("JSON Schema of the configuration") struct ConfigurationSchemaTests {
  private static let schema = ConfigurationSchema.json(registry: .samples)

  private func object(at path: String...) throws -> [String: Any] {
    let data = Data(Self.schema.utf8)
    var value = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    for key in path { value = try #require(value[key] as? [String: Any], "\(key)") }
    return value
  }

  @Test("is the same text every time, and ends with a line break")
  func stable() {
    #expect(ConfigurationSchema.json(registry: .samples) == Self.schema)
    #expect(Self.schema.hasSuffix("}\n"))
  }

  @Test("describes every key, and allows no other")
  func keys() throws {
    let job = try object(at: "properties", "jobs", "additionalProperties")
    #expect(job["additionalProperties"] as? Bool == false)
    let properties = try #require(job["properties"] as? [String: [String: Any]])
    #expect(properties["copy"] != nil && properties["run"] != nil && properties["steps"] != nil)
    for (key, property) in properties {
      #expect((property["description"] as? String)?.isEmpty == false, "\(key)")
    }
    let hub = try object(at: "properties", "hub", "properties")
    #expect(
      Set(hub.keys) == [
        "listen", "url", "data", "concurrency", "grace", "shutdown", "timezone", "keep", "secrets",
        "limits", "environment",
      ]
    )
  }

  @Test("says what a kind of job says of itself")
  func kinds() throws {
    let copy = try object(
      at: "properties",
      "jobs",
      "additionalProperties",
      "properties",
      "copy"
    )
    #expect(copy["required"] as? [String] == ["source"])
    let properties = try #require(copy["properties"] as? [String: [String: Any]])
    #expect(properties["keep"]?["maximum"] as? Int == 100)
    #expect(properties["order"]?["enum"] as? [String] == ["name", "date", "size"])
    #expect(properties["keep"]?["description"] as? String == "How many copies stay. Default: 7.")
  }

  /// Files of the table that a schema cannot refuse: it knows forms, and no meaning.
  private static let beyondSchemas: Set<String> = [
    "two steps of one name", "a timeout of zero", "a retry that waits longer than its limit",
    "what a kind itself refuses", "what a kind itself refuses, deep inside",
    "what a kind refuses as a whole", "what only the decoder notices",
    "what only the decoder notices, by size", "a history that is kept for seconds",
    "a number with a leading zero",
  ]

  private static let script = """
    import json, sys
    try:
        import jsonschema
    except ImportError:
        print("no jsonschema")
        sys.exit(0)
    schema = json.load(open("schema.json"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for case in json.load(open("cases.json")):
        errors = [error.message for error in validator.iter_errors(case["value"])]
        if (not errors) != case["valid"]:
            print(case["name"], "is", "valid" if not errors else errors[0][:300])
    """

  @Test("agrees with the check, when Python's jsonschema reads it")
  func oracle() async throws {
    var cases: [[String: Any]] = []
    func add(_ name: String, _ text: String, valid: Bool) throws {
      var problems = ProblemList(file: "batteries.yaml")
      let node = try #require(ConfigParser.parse(Array(text.utf8), problems: &problems))
      cases.append(["name": name, "value": node.json, "valid": valid])
    }
    for file in WrongFile.keys + WrongFile.values {
      try add(
        file.testDescription,
        file.text,
        valid: Self.beyondSchemas.contains(file.testDescription)
      )
    }
    for (index, text) in RightFile.all.enumerated() { try add("right \(index)", text, valid: true) }

    let directory = try TemporaryDirectory()
    try directory.write(Self.schema, to: "schema.json")
    let data = try JSONSerialization.data(withJSONObject: cases)
    try directory.write(String(decoding: data, as: UTF8.self), to: "cases.json")
    try directory.write(Self.script, to: "check.py")
    let output = OutputCollector()
    let request = ProcessRequest(
      .shell("command -v python3 >/dev/null || { echo no python3; exit 0; }; python3 check.py"),
      environment: ProcessInfo.processInfo.environment,
      directory: directory.path
    )
    let outcome = try await ProcessRunner.run(request) { lines in await output.add(lines) }
    let lines = await output.lines
    guard lines.first?.hasPrefix("no ") != true else {
      print("Skipped the comparison with jsonschema: \(lines.joined())")
      return
    }
    #expect(outcome.exitStatus == 0)
    #expect(lines == [])
  }
}

private actor OutputCollector {
  var lines: [String] = []

  func add(_ new: [LogLine]) { lines += new.map(\.text) }
}

extension ConfigNode {
  /// The value as an editor reads it, by the core schema of YAML 1.2.
  fileprivate var json: Any {
    switch content {
    case .mapping(let entries):
      Dictionary(entries.map { ($0.key, $0.value.json) }) { first, _ in first }
    case .sequence(let items): items.map(\.json)
    case .scalar(let scalar) where scalar.isPlain:
      if isNull {
        NSNull()
      } else if let value = Scalars.boolean(scalar.text) {
        value
      } else if let value = Int(scalar.text) {
        value
      } else if let value = Scalars.number(scalar.text) {
        value
      } else {
        scalar.text
      }
    case .scalar(let scalar): scalar.text
    }
  }
}
