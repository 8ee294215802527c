internal import BatteryTables

/// A format in the specifiers of GoAccess, such as `%h %^[%d:%t %^] "%r" %s %b`.
struct GoAccessFormat: Hashable, Sendable {
  /// A part of a line, up to a byte that ends it: that which follows the specifier in the format.
  enum Item: Hashable, Sendable {
    case literal(UInt8)
    /// `%~`
    case blanks
    case ignored(until: UInt8?)
    case field(FieldUse, until: UInt8?)
    case day(until: UInt8?)
    case clock(until: UInt8?)
    case time(until: UInt8?)
    /// The first address of several, between which some bytes stand.
    case forwarded(separators: [UInt8], until: UInt8?)
  }

  /// The format as it was given.
  let text: String
  /// What a line is made of; empty when each is an object of JSON.
  let items: [Item]
  /// The fields of the objects of JSON.
  let table: FieldTable?
  /// How `%d`, `%t` and `%x` are written; `nil` for any of the usual ways.
  let day: TimePattern?
  let clock: TimePattern?
  let time: TimePattern?

  /// Reads a format.
  ///
  /// - Throws: ``LogFormatError`` when a specifier is not known, or none is a time.
  init(
    _ text: String,
    dateFormat: String? = nil,
    timeFormat: String? = nil
  ) throws(LogFormatError) {
    self.text = text
    day = try Self.pattern(dateFormat)
    clock = try Self.pattern(timeFormat)
    time = try Self.pattern(timeFormat ?? dateFormat)
    if text.hasPrefix("{") {
      items = []
      table = try Self.table(text)
    } else {
      items = try Self.items(Self.unescaped(text))
      table = nil
      let hasTime = items.contains { item in
        switch item {
        case .day, .time: true
        default: false
        }
      }
      guard hasTime else {
        throw LogFormatError("the format \(text) has no time. Add %d and %t, or %x")
      }
    }
  }

  private static func pattern(_ text: String?) throws(LogFormatError) -> TimePattern? {
    guard let text else { return nil }
    return try TimePattern(text)
  }

  /// Replaces `\t` and its like.
  private static func unescaped(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var isEscaped = false
    for byte in text.utf8 {
      if isEscaped {
        bytes.append(byte == UInt8(ascii: "t") ? 9 : byte == UInt8(ascii: "n") ? 10 : byte)
        isEscaped = false
      } else if byte == LineScan.backslash {
        isEscaped = true
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }

  private static func items(_ format: [UInt8]) throws(LogFormatError) -> [Item] {
    var items: [Item] = []
    var place = 0
    func byte(_ place: Int) -> UInt8? { place < format.count ? format[place] : nil }
    while let first = byte(place) {
      place += 1
      if first == UInt8(ascii: "~"), byte(place) == UInt8(ascii: "h") {
        guard byte(place + 1) == UInt8(ascii: "{"),
          let close = format[place...].firstIndex(of: UInt8(ascii: "}"))
        else {
          throw LogFormatError("~h needs the bytes between addresses in braces, such as ~h{, }")
        }
        let separators = Array(format[(place + 2)..<close])
        items.append(.forwarded(separators: separators, until: byte(close + 1)))
        place = close + 1
        continue
      }
      guard first == UInt8(ascii: "%"), let specifier = byte(place) else {
        items.append(.literal(first))
        continue
      }
      place += 1
      let until = byte(place)
      switch specifier {
      case UInt8(ascii: "d"): items.append(.day(until: until))
      case UInt8(ascii: "t"): items.append(.clock(until: until))
      case UInt8(ascii: "x"): items.append(.time(until: until))
      case UInt8(ascii: "~"): items.append(.blanks)
      case UInt8(ascii: "^"), UInt8(ascii: "C"), UInt8(ascii: "K"), UInt8(ascii: "k"),
        UInt8(ascii: "M"):
        items.append(.ignored(until: until))
      default:
        guard let use = use(specifier) else {
          throw LogFormatError(
            "the format has %\(String(decoding: [specifier], as: UTF8.self)), which is none of "
              + "%x %t %d %v %e %C %h %r %m %U %q %H %s %b %R %u %K %k %M %D %T %L %n %^ %~"
          )
        }
        items.append(.field(use, until: until))
      }
    }
    return items
  }

  private static func use(_ specifier: UInt8) -> FieldUse? {
    switch specifier {
    case UInt8(ascii: "h"): FieldUse(.host)
    case UInt8(ascii: "e"): FieldUse(.user)
    case UInt8(ascii: "v"): FieldUse(.virtualHost)
    case UInt8(ascii: "r"): FieldUse(.request)
    case UInt8(ascii: "m"): FieldUse(.method)
    case UInt8(ascii: "U"): FieldUse(.target)
    case UInt8(ascii: "q"): FieldUse(.query)
    case UInt8(ascii: "H"): FieldUse(.protocolVersion)
    case UInt8(ascii: "s"): FieldUse(.status)
    case UInt8(ascii: "b"): FieldUse(.bytes)
    case UInt8(ascii: "R"): FieldUse(.referrer)
    case UInt8(ascii: "u"): FieldUse(.agent, encoding: .percent)
    case UInt8(ascii: "D"): FieldUse(.duration, unit: .microseconds)
    case UInt8(ascii: "L"): FieldUse(.duration, unit: .milliseconds)
    case UInt8(ascii: "T"): FieldUse(.duration, unit: .seconds)
    case UInt8(ascii: "n"): FieldUse(.duration, unit: .nanoseconds)
    default: nil
    }
  }

  /// The fields of a format that is an object of JSON with specifiers for values.
  private static func table(_ text: String) throws(LogFormatError) -> FieldTable {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: text)
    } catch {
      throw LogFormatError("the format begins with a brace, but is no JSON: \(error)")
    }
    var fields: [(String, FieldUse)] = []
    collect(value, "", &fields)
    guard fields.contains(where: { $0.1.field == .time || $0.1.field == .day }) else {
      throw LogFormatError("the format \(text) has no time. Add %x, or %d and %t")
    }
    return FieldTable(fields)
  }

  private static func collect(
    _ value: JSONValue,
    _ path: String,
    _ fields: inout [(String, FieldUse)]
  ) {
    if let object = value.object {
      for member in object.members {
        collect(member.value, path.isEmpty ? member.key : "\(path).\(member.key)", &fields)
      }
    } else if let array = value.array {
      for element in array { collect(element, path, &fields) }
    } else if let text = value.string, let percent = text.utf8.firstIndex(of: UInt8(ascii: "%")),
      let specifier = text.utf8[percent...].dropFirst().first
    {
      switch specifier {
      case UInt8(ascii: "x"): fields.append((path, FieldUse(.time)))
      case UInt8(ascii: "d"): fields.append((path, FieldUse(.day)))
      case UInt8(ascii: "t"): fields.append((path, FieldUse(.clock)))
      default:
        if let use = use(specifier) { fields.append((path, use)) }
      }
    }
  }
}
