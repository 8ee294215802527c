import BatteryJobs

/// How a field is written.
enum TemplateFormat: Hashable, Sendable {
  /// A part of a time.
  enum TimePart: Hashable, Sendable {
    case year
    case shortYear
    case month
    case day
    case hour
    case minute
    case second
    case quarter
    case literal([UInt8])
  }

  struct Problem: Error {
    var problem: String
    var remedy: String
  }

  case plain
  case time([TimePart])
  /// At least as many digits, or letters of the hash.
  case width(Int)
  /// The name of the folder for a kind.
  case folder
  case upper
  case lower

  /// Reads what is behind the colon.
  init(_ text: String?, for fields: [TemplateField], in field: String) throws(Problem) {
    let isTime = fields.contains(where: \.isTime)
    if isTime, !fields.allSatisfy({ $0.isTime || Self.isWord($0) }) {
      throw Problem(
        problem: "has times and other fields in {\(field)}",
        remedy: "Put only times beside a time."
      )
    }
    if isTime {
      self = .time(try Self.parts(text ?? "yyyy-MM-dd", field))
      return
    }
    guard let text else {
      self = fields == [.counter] ? .width(1) : fields == [.hash] ? .width(8) : .plain
      return
    }
    if fields == [.counter] || fields == [.hash] {
      let most = fields == [.counter] ? 9 : 32
      guard let width = Int(text), (1...most).contains(width) else {
        throw Problem(problem: "has {\(field)}", remedy: "Write a number from 1 to \(most).")
      }
      self = .width(width)
    } else if text == "upper" {
      self = .upper
    } else if text == "lower" {
      self = .lower
    } else if text == "folder", fields.first == .kind {
      self = .folder
    } else {
      throw Problem(
        problem: "has {\(field)}, which says how to write a field that cannot be written so",
        remedy: "Leave \":\(text)\" out, or write upper or lower."
      )
    }
  }

  private static func isWord(_ field: TemplateField) -> Bool {
    if case .word = field { true } else { false }
  }

  /// Reads `yyyy-MM-dd`: letters are parts of a time, all else stands for itself.
  private static func parts(_ text: String, _ field: String) throws(Problem) -> [TimePart] {
    var parts: [TimePart] = []
    var rest = Substring(text)
    while let first = rest.first {
      let run = rest.prefix { $0 == first }
      rest = rest.dropFirst(run.count)
      switch run {
      case "yyyy": parts.append(.year)
      case "yy": parts.append(.shortYear)
      case "MM": parts.append(.month)
      case "dd": parts.append(.day)
      case "HH": parts.append(.hour)
      case "mm": parts.append(.minute)
      case "ss": parts.append(.second)
      case "Q": parts.append(.quarter)
      default:
        guard !first.isLetter else {
          throw Problem(
            problem: "has \"\(run)\" in {\(field)}, which is no part of a time",
            remedy: "The parts are yyyy, yy, MM, dd, HH, mm, ss and Q."
          )
        }
        parts.append(.literal(Array(run.utf8)))
      }
    }
    guard !parts.isEmpty else {
      throw Problem(problem: "has {\(field)} with nothing behind the colon", remedy: "Write yyyy.")
    }
    return parts
  }
}
