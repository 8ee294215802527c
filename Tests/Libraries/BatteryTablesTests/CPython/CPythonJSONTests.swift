import BatteryTables
import Testing

@Suite("JSON as CPython's test_json has it", .timeLimit(.minutes(5))) struct CPythonJSONTests {
  /// A recorded value; `nil` when it holds a number that JSON cannot say.
  private static func value(_ recorded: JSONValue) -> JSONValue? {
    if let items = recorded.array {
      let values = items.compactMap(value)
      return values.count == items.count ? .array(values) : nil
    }
    guard let object = recorded.object else { return recorded }
    if let digits = object["int"]?.string {
      return Int64(digits).map(JSONValue.integer) ?? JSONNumber(digits).map(JSONValue.number)
    }
    if let digits = object["float"]?.string {
      return Double(digits).flatMap(JSONValue.double)
    }
    let members = object["object"]?.array ?? []
    let values = members.compactMap { member -> JSONObject.Member? in
      guard let key = member[0]?.string, let item = member[1].flatMap(value) else { return nil }
      return JSONObject.Member(key, item)
    }
    return values.count == members.count ? .object(JSONObject(values)) : nil
  }

  @Test("values are written as CPython writes them, and what it wrote is read as the same value")
  func write() throws {
    let cases = try CPythonCases("json", kind: "write")
    var problems: [String] = []
    for example in cases.cases {
      let id = try #require(example["id"]?.string)
      let output = try #require(example["output"]?.string)
      let isSorted = example["sort"]?.boolean == true
      let theirs = [example["compact"], example["pretty"]].map { $0?.string ?? "refused" }
      guard let value = example["value"].flatMap(Self.value) else {
        let problem = cases.problem(id, ours: "refused", theirs: theirs[0])
        problems += [problem].compactMap(\.self)
        // CPython writes NaN and the infinities by default; none of that is JSON.
        if (try? JSONValue(parsing: output)) != nil { problems.append("\(id): reads \(output)") }
        continue
      }
      let writer = JSONWriter(sortsKeys: isSorted)
      let compact = writer.string(value)
      let pretty = JSONWriter(isPretty: true, sortsKeys: isSorted).string(value)
      let problem = cases.problem(
        id,
        ours: "\(compact)\n\(pretty)",
        theirs: theirs.joined(separator: "\n")
      )
      problems += [problem].compactMap(\.self)
      // Whatever its white space and escapes are.
      let read = try JSONValue(parsing: output, JSONOptions(duplicateKeys: .keep))
      if problem == nil, Self.normal(read) != Self.normal(value) {
        problems.append("\(id): \(output) is read as \(read)")
      }
    }
    #expect(problems.joined(separator: "\n") == "")
    #expect(cases.cases.count == 56)
  }

  /// A text that equal values share, however their numbers are written.
  private static func normal(_ value: JSONValue) -> String {
    switch value {
    case .number(let number): "\(number.double)"
    case .array(let items): "[\(items.map(normal))]"
    case .object(let object):
      "{\(object.members.sorted { $0.key < $1.key }.map { "\($0.key):\(normal($0.value))" })}"
    default: value.description
    }
  }

  @Test("texts are refused at the place where CPython refuses them")
  func refuse() throws {
    let cases = try CPythonCases("json", kind: "refuse")
    var problems: [String] = []
    for example in cases.cases {
      let id = try #require(example["id"]?.string)
      let text = try #require(example["text"]?.string)
      let line = try #require(example["line"]?.integer)
      let column = try #require(example["column"]?.integer)
      var ours = "read"
      do {
        _ = try JSONValue(parsing: text)
      } catch {
        ours = "\(error.line):\(error.column)"
      }
      let problem = cases.problem(id, ours: ours, theirs: "\(line):\(column)")
      problems += [problem].compactMap(\.self)
    }
    #expect(problems.joined(separator: "\n") == "")
    #expect(cases.cases.count == 82)
  }
}
