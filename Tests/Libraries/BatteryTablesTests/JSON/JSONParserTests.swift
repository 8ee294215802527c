import BatteryTables
import Testing

@Suite("JSON parser", .timeLimit(.minutes(5))) struct JSONParserTests {
  @Test(
    "reads values and keeps the digits of numbers",
    arguments: [
      ("null", .null), ("true", true), (" false\n", false), ("0", 0), ("-1", -1),
      ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
      ("\"\"", ""), ("\"\\u00e4\\ud83d\\ude00\\n\\/\\\\\\\"\"", "ä😀\n/\\\""), ("[]", []),
      ("{}", [:]),
      ("[1,[2,{\"a\":[]}],\"x\"]", [1, [2, ["a": []]], "x"]),
      ("{\"b\":1,\"a\":{\"c\":null}}", ["b": 1, "a": ["c": .null]]),
      ("\u{FEFF}[1]", [1]),
    ] as [(String, JSONValue)]
  )
  func values(_ text: String, _ expected: JSONValue) throws {
    #expect(try JSONValue(parsing: text) == expected)
  }

  @Test(
    "keeps numbers as they are written where 64 bits do not hold them",
    arguments: [
      "9223372036854775808", "-0", "1.0", "1.10", "0.1e-7", "1E400", "123456789012345678901234.5",
    ]
  )
  func digits(_ text: String) throws {
    guard case .number(let number) = try JSONValue(parsing: text) else {
      Issue.record("\(text) is no number with digits")
      return
    }
    #expect(number.text == text)
    #expect(JSONValue.number(number).description == text)
  }

  @Test(
    "says where a text is wrong, what, and what to do",
    arguments: [
      ("", "1:1: there is no value. Write one, such as {} or null."),
      ("[1,]", "1:4: nothing follows a comma. Remove the comma, or add what is missing."),
      ("{\"a\":1,}", "1:8: nothing follows a comma. Remove the comma, or add what is missing."),
      (
        "{\n  \"ä\" 1}",
        "2:7: \"1\" stands where the colon behind a key should. Add the colon."
      ),
      (
        "[01]",
        "1:2: a number begins with a zero too many. Remove it, or put the digits in double quotes."
      ),
      (
        "[NaN]",
        "1:2: NaN is no JSON value. Write null, or a text in double quotes."
      ),
      (
        "\"a\u{1}\"",
        "1:3: the control character U+0001 stands in a text. Write it as \\u0001."
      ),
      (
        "\"\\ud800\"",
        "1:2: half of a surrogate pair stands alone. Write both halves, or the character itself."
      ),
      ("{\"a\":1} x", "1:9: more text follows the value. Remove it, or read the texts one by one."),
      (
        "{\"a\":1,\"b\":2,\"a\":3}",
        "1:14: the key \"a\" stands twice in one object. Remove one, or allow duplicate keys."
      ),
      (
        "[1, {\"a\": ]",
        "1:11: nothing follows a comma. Remove the comma, or add what is missing."
      ),
      (
        "[\"abc",
        "1:6: the text ends within a text. Check whether it was cut off, and close what is open."
      ),
    ]
  )
  func errors(_ text: String, _ message: String) {
    let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: text) }
    #expect(error?.description == message)
  }

  @Test("refuses bytes that are not UTF-8")
  func encoding() {
    for bytes: [UInt8] in [
      [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE4],
    ] {
      let error = #expect(throws: JSONSyntaxError.self) {
        try JSONValue(parsing: [0x22] + bytes + [0x22])
      }
      #expect(error?.code == .invalidEncoding && error?.offset == 1)
    }
    let error = #expect(throws: JSONSyntaxError.self) {
      try JSONValue(parsing: [0xFF, 0xFE, 0x7B, 0, 0x7D, 0])
    }
    #expect(error?.reason == "the text looks like UTF-16 or UTF-32. Convert it to UTF-8.")
  }

  @Test("refuses what is nested too deeply, and reads what is not, without exhausting the stack")
  func depth() throws {
    let options = JSONOptions(depthLimit: 10_000)
    let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
    let value = try JSONValue(parsing: deep, options)
    #expect(value.description == deep)
    #expect(try value == JSONValue(parsing: deep, options))
    let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: deep) }
    #expect(error?.code == .tooDeep && error?.offset == 512)
    _ = #expect(throws: JSONSyntaxError.self) {
      try JSONValue(parsing: String(repeating: "{\"a\":[", count: 500_000))
    }
  }

  @Test("keeps duplicate keys in their order when asked, and finds the last")
  func duplicates() throws {
    let text = "{\"a\":1,\"b\":2,\"a\":3}"
    let value = try JSONValue(parsing: text, JSONOptions(duplicateKeys: .keep))
    #expect(value.description == text)
    #expect(value["a"] == 3)
    var members = (0..<40).map { "\"k\($0)\":\($0)" }
    #expect(try JSONValue(parsing: "{\(members.joined(separator: ","))}")["k39"] == 39)
    members.append("\"k7\":0")
    _ = #expect(throws: JSONSyntaxError.self) {
      try JSONValue(parsing: "{\(members.joined(separator: ","))}")
    }
  }

  @Test("objects are changed by their keys")
  func members() {
    var object: JSONObject = ["a": 1, "b": 2]
    object["b"] = 3
    object["c"] = [true]
    object["a"] = nil
    #expect(JSONValue.object(object).description == "{\"b\":3,\"c\":[true]}")
    for number in 0..<30 { object["n\(number)"] = .integer(Int64(number)) }
    object["n3"] = nil
    #expect(object["n3"] == nil && object["n29"] == 29 && object.count == 31)
  }

  @Test("writes indented text with sorted keys when asked")
  func pretty() throws {
    let value: JSONValue = ["b": [1, [], ["x": "\u{1}\"\\\u{8}ä"]], "a": [:]]
    #expect(
      JSONWriter(isPretty: true, sortsKeys: true).string(value) == """
        {
          "a": {},
          "b": [
            1,
            [],
            {
              "x": "\\u0001\\"\\\\\\bä"
            }
          ]
        }
        """
    )
  }
}
