import BatteryFiles
import BatteryJobs
import Foundation
import SystemPackage

/// Fills templates in for one file after another.
struct TemplateWriter {
  /// A file has no value for a field.
  struct Gap: Error, CustomStringConvertible {
    var field: String
    var description: String { "it has no \(field)" }
  }

  private let zone: TimeZoneRules
  private let now: Int64
  // Most files of a folder are of few days.
  private var days: [Int64: LocalDateTime] = [:]

  init(zone: TimeZoneRules, now: Int64) {
    self.zone = zone
    self.now = now
  }

  /// The path or name for a file, which has the name `name` by now.
  mutating func write(
    _ template: NameTemplate,
    _ file: FileDetails,
    name: [UInt8],
    directory: PlanPath,
    counter: Int
  ) throws(Gap) -> [UInt8] {
    var bytes: [UInt8] = []
    for piece in template.pieces {
      switch piece {
      case .literal(let text): bytes += text
      case .field(let fields, let format):
        var isWritten = false
        for (index, field) in fields.enumerated() where !isWritten {
          guard let text = value(field, format, file, name, directory, counter) else { continue }
          // Nothing is a suffix too, unless something else is to stand for it.
          let mayBeEmpty = field == .suffix || field == .directory
          guard !text.isEmpty || mayBeEmpty && index == fields.count - 1 else { continue }
          bytes += Self.cased(text, format)
          isWritten = true
        }
        guard isWritten else { throw Gap(field: Self.spoken(fields)) }
      }
    }
    return bytes
  }

  private mutating func value(
    _ field: TemplateField,
    _ format: TemplateFormat,
    _ file: FileDetails,
    _ name: [UInt8],
    _ directory: PlanPath,
    _ counter: Int
  ) -> [UInt8]? {
    switch field {
    case .name: return name
    case .stem: return Array(name[..<FileDetails.suffixStart(name)])
    case .suffix: return Array(name[FileDetails.suffixStart(name)...])
    case .extension: return Array(FileDetails.suffix(name).utf8)
    case .kind:
      return file.kind.map { Array((format == .folder ? $0.folder : $0.rawValue).utf8) }
    case .parent: return directory.isEmpty ? nil : directory.name
    case .directory: return directory.bytes
    case .size: return Array(Self.sizeClass(file.stamp.size).utf8)
    case .created: return file.created.map { time($0, format) }
    case .modified: return time(file.stamp.modified, format)
    case .now: return time(now, format)
    case .taken:
      return file.taken.map { Self.written(Self.local($0, .utc), format) }
    case .counter: return Self.padded(counter, Self.width(format))
    case .hash: return file.hash.map { Array($0.utf8.prefix(Self.width(format))) }
    case .group(let group): return file.groups[group].map { Self.harmless($0) }
    case .word(let word): return Array(word.utf8)
    }
  }

  // MARK: - Times

  private mutating func time(_ nanoseconds: Int64, _ format: TemplateFormat) -> [UInt8] {
    let seconds = Self.seconds(nanoseconds)
    // Zones change their offset on whole quarters of an hour.
    let quarter = seconds >= 0 ? seconds / 900 : (seconds - 899) / 900
    let rest = Int(seconds - quarter * 900)
    var local: LocalDateTime
    if let known = days[quarter] {
      local = known
    } else {
      local = Self.local(quarter * 900 * 1_000_000_000, zone)
      if days.count > 10_000 { days = [:] }
      days[quarter] = local
    }
    if rest > 0 { local = Self.local(nanoseconds, zone, or: local) }
    return Self.written(local, format)
  }

  private static func local(
    _ nanoseconds: Int64,
    _ zone: TimeZoneRules,
    or start: LocalDateTime
  ) -> LocalDateTime {
    var local = start
    let seconds = Self.seconds(nanoseconds)
    let rest = Int(seconds - (seconds >= 0 ? seconds / 900 : (seconds - 899) / 900) * 900)
    let minute = start.minute * 60 + start.second + rest
    guard minute < 3600 else { return Self.local(nanoseconds, zone) }
    local.minute = minute / 60
    local.second = minute % 60
    return local
  }

  private static func local(_ nanoseconds: Int64, _ zone: TimeZoneRules) -> LocalDateTime {
    zone.localTime(at: Date(timeIntervalSince1970: Double(seconds(nanoseconds))))
  }

  private static func seconds(_ nanoseconds: Int64) -> Int64 {
    nanoseconds >= 0 ? nanoseconds / 1_000_000_000 : (nanoseconds - 999_999_999) / 1_000_000_000
  }

  private static func written(_ time: LocalDateTime, _ format: TemplateFormat) -> [UInt8] {
    guard case .time(let parts) = format else { return [] }
    var bytes: [UInt8] = []
    for part in parts {
      switch part {
      case .year: bytes += padded(time.year, 4)
      case .shortYear: bytes += padded(time.year % 100, 2)
      case .month: bytes += padded(time.month, 2)
      case .day: bytes += padded(time.day, 2)
      case .hour: bytes += padded(time.hour, 2)
      case .minute: bytes += padded(time.minute, 2)
      case .second: bytes += padded(time.second, 2)
      case .quarter: bytes += padded((time.month + 2) / 3, 1)
      case .literal(let text): bytes += text
      }
    }
    return bytes
  }

  // MARK: - Text

  private static func padded(_ number: Int, _ width: Int) -> [UInt8] {
    let digits = Array("\(number)".utf8)
    return Array(repeating: 0x30, count: max(0, width - digits.count)) + digits
  }

  private static func width(_ format: TemplateFormat) -> Int {
    if case .width(let width) = format { width } else { 1 }
  }

  /// A slash in what was found in a name or text makes no directory.
  private static func harmless(_ text: String) -> [UInt8] {
    text.utf8.map { $0 == 0x2F || $0 == 0 ? 0x5F : $0 }
  }

  private static func cased(_ text: [UInt8], _ format: TemplateFormat) -> [UInt8] {
    guard format == .upper || format == .lower,
      let string = String(validating: text, as: UTF8.self)
    else { return text }
    return Array((format == .upper ? string.uppercased() : string.lowercased()).utf8)
  }

  private static func sizeClass(_ size: Int64) -> String {
    switch size {
    case 0: "Empty"
    case ..<1_000_000: "Small"
    case ..<100_000_000: "Medium"
    case ..<1_000_000_000: "Large"
    default: "Huge"
    }
  }

  private static func spoken(_ fields: [TemplateField]) -> String {
    fields.map { field in
      switch field {
      case .taken: "time at which it was taken"
      case .created: "time at which it was made"
      case .extension: "suffix"
      case .parent: "directory above it"
      case .group(let name): "text for \(name)"
      default: "\(field)"
      }
    }
    .joined(separator: " or ")
  }
}
