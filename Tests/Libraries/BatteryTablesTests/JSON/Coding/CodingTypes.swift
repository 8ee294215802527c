import Foundation

/// Types of every shape that Codable has.
enum Shape: Codable, Equatable {
  case point
  case circle(radius: Double)
  case label(String, size: Int?)
}

enum Colour: String, Codable, CodingKeyRepresentable { case red, blue }

indirect enum Tree: Codable, Equatable {
  case leaf(Int)
  case branch(Tree, Tree)
}

struct Numbers: Codable, Equatable {
  var tiny: Int8 = -128
  var small: Int16 = 32767
  var middle: Int32 = -2_147_483_648
  var large: Int64 = .max
  var least: Int64 = .min
  var byte: UInt8 = 255
  var largest: UInt64 = .max
  var word: UInt = 0
  var double = 0.1
  var float: Float = 0.1
  var small2: Double = Double.leastNonzeroMagnitude
  var big = 1.7976931348623157e308
}

struct Record: Codable, Equatable {
  var name = "Ann \"the\" \u{1F600}\n\u{0}"
  var nickname: String?
  var isActive = true
  var scores: [Double] = [1.5, -0.25, 1e300]
  var matrix: [[Int]] = [[], [1], [2, 3]]
  var gaps: [Int?] = [1, nil, 3]
  var byName: [String: Int] = ["one_two": 12, "threeFour": 34]
  var byNumber: [Int: String] = [-1: "minus", 7: "seven"]
  var byColour: [Colour: Int] = [.red: 1, .blue: 2]
  var byFlag: [Bool: Int] = [true: 1]
  var tags: Set<String> = ["a", "b"]
  var shape = Shape.label("x", size: nil)
  var colour = Colour.blue
  var tree = Tree.branch(.leaf(1), .branch(.leaf(2), .leaf(3)))
  var site: URL? = URL(string: "https://example.org/a?b=c")
  var data = Data([0, 255, 128])
  var amount: Decimal = Decimal(string: "12345678901234567890.123456789") ?? 0
  var numbers = Numbers()
}

class Animal: Codable {
  var legs: Int

  init(legs: Int) { self.legs = legs }
}

final class Dog: Animal {
  var name: String

  init(name: String) {
    self.name = name
    super.init(legs: 4)
  }

  private enum Keys: String, CodingKey { case name }

  required init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    name = try container.decode(String.self, forKey: .name)
    try super.init(from: container.superDecoder())
  }

  override func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try super.encode(to: container.superEncoder())
    try container.encode(name, forKey: .name)
  }
}

/// Puts its members into containers within containers, and fills them out of order.
struct Spread: Codable, Equatable {
  var x = 1
  var y = "two"
  var list = [3, 4]

  private enum Outer: String, CodingKey { case inner, list }
  private enum Inner: String, CodingKey { case x, deep }

  init() {}

  init(from decoder: any Decoder) throws {
    let outer = try decoder.container(keyedBy: Outer.self)
    let inner = try outer.nestedContainer(keyedBy: Inner.self, forKey: .inner)
    x = try inner.decode(Int.self, forKey: .x)
    var deep = try inner.nestedUnkeyedContainer(forKey: .deep)
    y = try deep.decode(String.self)
    var items = try outer.nestedUnkeyedContainer(forKey: .list)
    list = []
    while !items.isAtEnd {
      var item = try items.nestedUnkeyedContainer()
      list.append(try item.decode(Int.self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var outer = encoder.container(keyedBy: Outer.self)
    var inner = outer.nestedContainer(keyedBy: Inner.self, forKey: .inner)
    var items = outer.nestedUnkeyedContainer(forKey: .list)
    var deep = inner.nestedUnkeyedContainer(forKey: .deep)
    for number in list {
      var item = items.nestedUnkeyedContainer()
      try item.encode(number)
    }
    try deep.encode(y)
    try inner.encode(x, forKey: .x)
  }
}

/// Items of several types in one array, the last within an encoder for a superclass.
struct Mixed: Codable, Equatable {
  var number = 1
  var text = "t"
  var rest = ["r"]

  init() {}

  init(from decoder: any Decoder) throws {
    var items = try decoder.unkeyedContainer()
    number = try items.decode(Int.self)
    text = try items.decode(String.self)
    let isNull = try items.decodeNil()
    guard isNull else {
      throw DecodingError.dataCorruptedError(in: items, debugDescription: "expected null")
    }
    rest = try [String](from: items.superDecoder())
  }

  func encode(to encoder: any Encoder) throws {
    var items = encoder.unkeyedContainer()
    try items.encode(number)
    try items.encode(text)
    try items.encodeNil()
    try rest.encode(to: items.superEncoder())
  }
}
