internal import BatteryNumbers
internal import BatteryTables

/// A number that was given, as it was given: 3.6 and not 3.6000000000000001.
enum GivenNumber {
  /// The shortest text that reads back as the same double.
  static func text(_ number: Double) -> String {
    if number == number.rounded(), number.magnitude < 1e15 { return "\(Int(number))" }
    return "\(number)"
  }

  /// The same for programs; `null` for what is no number.
  static func json(_ number: Double) -> JSONValue {
    JSONNumber(text(number)).map { .number($0) } ?? .null
  }

  /// All digits that a decimal number was given with.
  static func json(_ number: Decimal) -> JSONValue {
    JSONNumber("\(number)").map { .number($0) } ?? .null
  }
}

extension NumberColumn {
  /// A number as it stands in the file; of a source that has doubles the shortest text of one.
  func given(at place: Int) -> JSONValue {
    decimals.map { GivenNumber.json($0[place]) } ?? GivenNumber.json(doubles[place])
  }
}
