import BatteryTables
import Foundation
import Testing

@Suite("JSON coding", .timeLimit(.minutes(5))) struct JSONCodingTests {
  /// A value that goes through ours and Foundation's coders in all four ways.
  struct Case: Sendable, CustomStringConvertible {
    var description: String
    var run: @Sendable () throws -> Void

    init<T: Codable & Equatable & SendableMetatype>(
      _ name: String,
      _ make: @escaping @Sendable () -> T
    ) {
      description = name
      run = {
        let value = make()
        let ours = try JSONDocumentEncoder().encode(value)
        let theirs = try JSONEncoder().encode(value)
        #expect(try JSONDocumentDecoder().decode(T.self, from: ours) == value)
        #expect(try JSONDecoder().decode(T.self, from: Data(ours)) == value)
        #expect(try JSONDocumentDecoder().decode(T.self, from: theirs) == value)
        let tree = try JSONValue(encoding: value)
        #expect(try tree.decode(T.self) == value)
        #expect(try JSONValue(parsing: ours) == tree)
        let snake = JSONCodingStyle(keys: .snakeCase)
        #expect(try JSONValue(encoding: value, snake).decode(T.self, snake) == value)
      }
    }
  }

  @Test(
    "takes every shape there and back, as Foundation's coders do",
    arguments: [
      Case("record") { Record() }, Case("numbers") { Numbers() },
      Case("shapes") { [Shape.point, .circle(radius: 2), .label("a", size: 3)] },
      Case("tree") { Tree.branch(.leaf(1), .leaf(2)) }, Case("spread") { Spread() },
      Case("mixed") { Mixed() }, Case("text") { "fragment \u{2028}" }, Case("number") { -7 },
      Case("truth") { true }, Case("nothing") { Int?.none }, Case("something") { Int?.some(1) },
      Case("empty") { [String]() }, Case("dictionary") { [Int: String]() },
      Case("optionals") { ["a": Int?.none, "b": 2] }, Case("decimal") { Decimal(0.25) },
      Case("data") { [Data(), Data([1])] }, Case("doubles") { [0.0, -0.0, 1e22, 123456.789] },
      Case("many") { Dictionary(uniqueKeysWithValues: (0..<200).map { ("key \($0)", $0) }) },
    ]
  )
  func shapes(example: Case) throws { try example.run() }

  @Test("takes random records there and back, as Foundation's coders do")
  func random() throws {
    var dice = Dice(4)
    for _ in 0..<300 {
      var record = Record()
      let scalars = (0..<Int.random(in: 0...12, using: &dice)).compactMap { _ in
        Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &dice))
      }
      record.name = String(String.UnicodeScalarView(scalars))
      record.nickname = Bool.random(using: &dice) ? record.name : nil
      record.scores = (0..<5).map { _ in Double(bitPattern: dice.next()) }.filter(\.isFinite)
      record.numbers.large = Int64(truncatingIfNeeded: dice.next())
      record.numbers.largest = dice.next()
      record.numbers.float = Float(Int32(truncatingIfNeeded: dice.next())) / 7
      record.byName = [record.name: 1]
      record.amount = Decimal(Int64(truncatingIfNeeded: dice.next())) / 1_000_000
      let ours = try JSONDocumentEncoder().encode(record)
      let theirs = try JSONEncoder().encode(record)
      #expect(try JSONDocumentDecoder().decode(Record.self, from: ours) == record)
      #expect(try JSONDecoder().decode(Record.self, from: Data(ours)) == record)
      #expect(try JSONDocumentDecoder().decode(Record.self, from: theirs) == record)
    }
  }

  /// A type, and what texts become with ours and Foundation's decoder: `nil` when they are refused.
  struct Target: Sendable, CustomStringConvertible {
    var description: String
    var outcomes: @Sendable (String) -> (ours: String?, theirs: String?)

    init<T: Decodable & SendableMetatype>(_ type: T.Type) {
      description = "\(type)"
      outcomes = { text in
        let ours = try? JSONDocumentDecoder().decode(T.self, from: text)
        let theirs = try? JSONDecoder().decode(T.self, from: Data(text.utf8))
        return (ours.map { "\($0)" }, theirs.map { "\($0)" })
      }
    }
  }

  @Test(
    "accepts and refuses what Foundation's decoder does",
    arguments: [
      Target(Int.self), Target(Int8.self), Target(UInt8.self), Target(UInt64.self),
      Target(Double.self), Target(Float.self), Target(Bool.self), Target(String.self),
      Target(Int?.self), Target([Int].self), Target([Int?].self), Target([String: Int].self),
      Target([Int: Int].self), Target(Colour.self), Target(Shape.self), Target(URL.self),
      Target(Data.self), Target(Decimal.self),
    ]
  )
  func acceptance(target: Target) {
    let texts = [
      "0", "1", "-1", "127", "128", "255", "256", "-129", "1.0", "1.5", "1e2", "1e-2", "1E+2",
      "9223372036854775807", "9223372036854775808", "-9223372036854775808",
      "18446744073709551615", "18446744073709551616", "1e400", "\"1\"", "\"\"", "true",
      "false", "null", "[]", "[1]", "[1,null]", "[null]", "[1.5]", "[\"a\"]", "{}", "{\"a\":1}",
      "{\"1\":1}", "{\"a\":null}", "\"red\"", "\"green\"", "{\"point\":{}}",
      "{\"circle\":{\"radius\":1}}", "{\"circle\":{}}", "{\"point\":{},\"circle\":{}}",
      "{\"label\":{\"_0\":\"a\"}}", "\"AA==\"", "\"A\"", "[1", "{\"a\":}", "", "nul", "01",
    ]
    for text in texts {
      let (ours, theirs) = target.outcomes(text)
      #expect(ours == theirs, "\(text)")
    }
  }

  @Test("keeps numbers exact where a double would not")
  func exactNumbers() throws {
    let decoder = JSONDocumentDecoder()
    #expect(try decoder.decode(Int64.self, from: "9007199254740993") == 9_007_199_254_740_993)
    #expect(try decoder.decode(Int64.self, from: "9007199254740993.0") == 9_007_199_254_740_993)
    #expect(try decoder.decode(UInt64.self, from: "1844674407370955161.5e1") == .max)
    #expect(try decoder.decode(Int.self, from: "-0") == 0)
    #expect(
      try decoder.decode(Int128.self, from: "-170141183460469231731687303715884105728") == .min
    )
    #expect(try JSONValue(encoding: UInt128.max).decode(UInt128.self) == .max)
    let digits = "0.1234567890123456789012345678901234567890"
    #expect(try decoder.decode(JSONNumber.self, from: digits).text == digits)
    #expect(try decoder.decode(JSONValue.self, from: digits).description == digits)
    #expect(throws: JSONCodingError.self) { try decoder.decode(Decimal.self, from: digits) }
    #expect(try decoder.decode(Decimal.self, from: "0.10") == Decimal(string: "0.1"))
    #expect(try JSONDocumentEncoder().string([1.0, 1e22, 0.1]) == "[1.0,1e+22,0.1]")
    #expect(try JSONDocumentEncoder().string([Float(0.1)]) == "[0.1]")
  }

  struct Order: Codable {
    struct Item: Codable {
      var price: Double
      var count: UInt8
      var made: Date?
      var colour: Colour?
    }

    var items: [Item]
  }

  @Test(
    "names the place, what was found and what was expected in one line",
    arguments: [
      (
        #"{"items":[{"price":1,"count":2},{"price":"x","count":2}]}"#,
        #"$.items[1].price: found the text "x", expected a number (Double)."#
      ),
      (
        #"{"items":[{"price":1,"count":256}]}"#,
        "$.items[0].count: found the number 256, expected a whole number from 0 to 255 (UInt8)."
      ),
      (
        #"{"items":[{"price":1,"count":2.5}]}"#,
        "$.items[0].count: found the number 2.5, expected a whole number (UInt8)."
      ),
      (
        #"{"items":[{"price":null,"count":2}]}"#,
        "$.items[0].price: found null, expected a number (Double)."
      ),
      (
        #"{"items":[{"count":2}]}"#,
        #"$.items[0]: the key "price" is missing, whose value should be of the type Double."#
          + " Add it, or make the property optional."
      ),
      (
        #"{"items":[{"price":1,"count":2,"made":"2026-11-22"}]}"#,
        #"$.items[0].made: found the text "2026-11-22", expected a time with an offset from UTC,"#
          + #" such as "2026-11-22T09:30:00Z" (Date)."#
      ),
      (
        #"{"items":[{"price":1,"count":2,"colour":"pink"}]}"#,
        "$.items[0].colour: Cannot initialize Colour from invalid String value pink."
      ),
      (#"{"items":{}}"#, "$.items: found an object, expected an array."),
      ("[]", "$: found an array, expected an object."),
      (
        #"{"items":[1]}"#,
        "$.items[0]: found the number 1, expected an object."
      ),
    ]
  )
  func errors(text: String, message: String) throws {
    let error = #expect(throws: JSONCodingError.self) {
      try JSONDocumentDecoder().decode(Order.self, from: text)
    }
    #expect(error?.description == message)
    let value = try JSONValue(parsing: text)
    let again = #expect(throws: JSONCodingError.self) { try value.decode(Order.self) }
    #expect(again == error)
  }

  @Test("names keys that are no names in quotes")
  func oddKeys() {
    let error = #expect(throws: JSONCodingError.self) {
      try JSONDocumentDecoder().decode([String: [Int]].self, from: #"{"a \"b\"":[0,true]}"#)
    }
    #expect(error?.path == #"$["a \"b\""][1]"#)
    #expect(error?.code == .typeMismatch)
  }

  @Test("a class asks an encoder of its own for its superclass")
  func superclasses() throws {
    let bytes = try JSONDocumentEncoder().encode(Dog(name: "Rex"))
    #expect(String(decoding: bytes, as: UTF8.self) == #"{"super":{"legs":4},"name":"Rex"}"#)
    let dog = try JSONDocumentDecoder().decode(Dog.self, from: bytes)
    #expect(dog.legs == 4 && dog.name == "Rex")
    let error = #expect(throws: JSONCodingError.self) {
      try JSONDocumentDecoder().decode(Dog.self, from: #"{"name":"Rex","super":{"legs":"4"}}"#)
    }
    #expect(error?.path == "$.super.legs")
  }

  struct Names: Codable, Equatable {
    var imageURL = 1
    var isHTTPDone = 2
    var _private_ = 3
    var dataByName = ["keyName": 4, "other_name": 5]
    var shape = Shape.point
  }

  @Test("writes names with underscores, and reads them back; keys of dictionaries are data")
  func snakeCase() throws {
    let style = JSONCodingStyle(keys: .snakeCase)
    let writer = JSONWriter(sortsKeys: true)
    let text = try JSONDocumentEncoder(style, writer).string(Names())
    #expect(
      text == #"{"_private_":3,"data_by_name":{"keyName":4,"other_name":5},"image_url":1,"#
        + #""is_http_done":2,"shape":{"point":{}}}"#
    )
    let theirs = JSONEncoder()
    theirs.keyEncodingStrategy = .convertToSnakeCase
    theirs.outputFormatting = .sortedKeys
    #expect(String(decoding: try theirs.encode(Names()), as: UTF8.self) == text)
    #expect(try JSONDocumentDecoder(style).decode(Names.self, from: text) == Names())
    let error = #expect(throws: JSONCodingError.self) {
      try JSONDocumentDecoder(style).decode(Names.self, from: #"{"imageURL":1}"#)
    }
    #expect(error?.reason.contains("\"image_url\" is missing") == true)
  }

  @Test("writes times as ISO 8601, or as the style says")
  func dates() throws {
    let date = Date(timeIntervalSince1970: 1_795_339_800.25)
    #expect(try JSONDocumentEncoder().string(date) == "\"2026-11-22T09:30:00.25Z\"")
    let decoder = JSONDocumentDecoder()
    #expect(try decoder.decode(Date.self, from: "\"2026-11-22T10:30:00.25+01:00\"") == date)
    for text in ["2026-11-22T09:30:00", "2026-11-22", "now", "2026-02-30T00:00:00Z"] {
      #expect(throws: JSONCodingError.self) { try decoder.decode(Date.self, from: "\"\(text)\"") }
    }
    let custom = JSONCodingStyle.Dates.custom(
      encode: { date, encoder in
        var container = encoder.unkeyedContainer()
        try container.encode(date.timeIntervalSince1970)
      },
      decode: { Date(timeIntervalSince1970: try [Double](from: $0)[0]) }
    )
    for (dates, text) in [
      (JSONCodingStyle.Dates.secondsSince1970, "[1795339800.25]"),
      (.millisecondsSince1970, "[1795339800250.0]"), (.secondsSince2001, "[817032600.25]"),
      (custom, "[[1795339800.25]]"),
    ] {
      let style = JSONCodingStyle(dates: dates)
      #expect(try JSONDocumentEncoder(style).string([date]) == text)
      #expect(try JSONDocumentDecoder(style).decode([Date].self, from: text) == [date])
    }
    #expect(throws: JSONCodingError.self) {
      try JSONDocumentEncoder().encode(Date.distantFuture + 1e15)
    }
  }

  @Test("refuses numbers that JSON cannot say, or writes them as texts")
  func nonFinite() throws {
    let numbers = [Double.infinity, -.infinity]
    let error = #expect(throws: JSONCodingError.self) { try JSONDocumentEncoder().encode(numbers) }
    #expect(error?.path == "$[0]")
    let style = JSONCodingStyle(nonFinite: .text)
    let text = try JSONDocumentEncoder(style).string(numbers + [.nan])
    #expect(text == #"["Infinity","-Infinity","NaN"]"#)
    let back = try JSONDocumentDecoder(style).decode([Double].self, from: text)
    #expect(Array(back[..<2]) == numbers && back[2].isNaN)
    #expect(throws: JSONCodingError.self) {
      try JSONDocumentDecoder().decode([Double].self, from: text)
    }
  }

  struct Chain: Codable {
    final class Link: Codable { var next: Link? }
  }

  @Test("what is too deep, or holds itself, is an error and no crash")
  func depth() throws {
    let deep = String(repeating: "[", count: 513) + String(repeating: "]", count: 513)
    let options = JSONOptions(depthLimit: 10_000)
    let decoder = JSONDocumentDecoder(JSONCodingStyle(), options)
    #expect(throws: JSONSyntaxError.self) { try decoder.decode(JSONValue.self, from: deep) }
    let shallow = String(deep.dropFirst().dropLast())
    #expect(try decoder.decode(JSONValue.self, from: shallow).description == shallow)
    let link = Chain.Link()
    link.next = link
    defer { link.next = nil }
    let error = #expect(throws: JSONCodingError.self) { try JSONDocumentEncoder().encode(link) }
    #expect(error?.reason.contains("512 deep") == true)
  }

  @Test("values may be as deep in each other as it says")
  func greatDepth() throws {
    let text =
      String(repeating: #"{"next":"#, count: 511) + "{}" + String(repeating: "}", count: 511)
    let link = try JSONDocumentDecoder().decode(Chain.Link.self, from: text)
    #expect(try JSONDocumentEncoder().string(link) == text)
  }

  @Test(
    "refuses what is no JSON, also where Foundation does not",
    arguments: [
      "[1,]", "{\"a\":1,}", "[1 2]", "{\"a\":1,\"a\":2}", "[\"\\ud800\"]", "[NaN]", "[1]x",
      "\u{FEFF}",
    ]
  )
  func strictness(text: String) {
    #expect(throws: JSONSyntaxError.self) {
      try JSONDocumentDecoder().decode(JSONValue.self, from: text)
    }
  }

  struct Lenient: Decodable, Equatable {
    var number: Int?
    var text: String

    enum Keys: String, CodingKey { case number, text }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Keys.self)
      do {
        number = try container.decode(Int.self, forKey: .number)
      } catch DecodingError.typeMismatch(_, let context) {
        #expect(context.codingPath.map(\.stringValue) == ["number"])
      } catch DecodingError.keyNotFound {
        number = -1
      }
      text = try container.decodeIfPresent(String.self, forKey: .text) ?? "none"
    }
  }

  @Test("a type finds Foundation's errors in what it catches itself")
  func ownErrors() throws {
    let decoder = JSONDocumentDecoder()
    let caught = try decoder.decode(Lenient.self, from: #"{"number":"x","text":null}"#)
    #expect(caught.number == nil && caught.text == "none")
    #expect(try decoder.decode(Lenient.self, from: "{}").number == -1)
  }

  @Test("a key that is there twice is refused, or the last one counts")
  func duplicates() throws {
    let text = #"{"a":1,"b":2,"\u0061":3}"#
    #expect(throws: JSONSyntaxError.self) {
      try JSONDocumentDecoder().decode([String: Int].self, from: text)
    }
    let many = "{" + (0..<40).map { "\"k\($0 % 39)\":\($0)" }.joined(separator: ",") + "}"
    #expect(throws: JSONSyntaxError.self) {
      try JSONDocumentDecoder().decode([String: Int].self, from: many)
    }
    let kept = JSONOptions(duplicateKeys: .keep)
    let decoder = JSONDocumentDecoder(JSONCodingStyle(), kept)
    #expect(try decoder.decode([String: Int].self, from: text) == ["a": 3, "b": 2])
  }

  @Test("any value is a property too, with Foundation's coders as well")
  func values() throws {
    let text = #"{"b":[1,2.5,null,true,"x",{}],"a":12345678901234567890}"#
    let value = try JSONDocumentDecoder().decode(JSONValue.self, from: text)
    #expect(try JSONDocumentEncoder().string(value) == text)
    let theirs = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    #expect(theirs["b"] == value["b"])
    #expect(theirs["a"] == value["a"])
    let back = try JSONValue(parsing: Array(JSONEncoder().encode(value)))
    #expect(back["a"] == value["a"] && back["b"] == value["b"])
  }

  @Test("the writer's ways are those of json.dumps")
  func writing() throws {
    let value: JSONValue = ["b": [1, "é😀"], "a": [:]]
    var writer = JSONWriter()
    writer.isSpaced = true
    writer.isASCII = true
    #expect(writer.string(value) == #"{"b": [1, "\u00e9\ud83d\ude00"], "a": {}}"#)
    writer = JSONWriter(isPretty: true, sortsKeys: true)
    writer.indentation = "\t"
    #expect(writer.string(value) == "{\n\t\"a\": {},\n\t\"b\": [\n\t\t1,\n\t\t\"é😀\"\n\t]\n}")
  }
}
