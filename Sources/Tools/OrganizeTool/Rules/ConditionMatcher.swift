import BatteryFiles
import BatteryJobs
import BatteryTables
import Foundation
import SystemPackage

/// A condition, ready to be asked of many files.
struct ConditionMatcher: Sendable {
  /// What conditions need to know that is not the file's own.
  struct Surroundings: Sendable {
    var now: Int64
    var zone: TimeZoneRules
    /// The files that are duplicates of others, by device and inode.
    var duplicates: Set<FileIdentity> = []
  }

  private let match: PathFilter
  private let exclude: PathFilter
  private let expression: SearchExpression?
  private let suffixes: Set<String>
  private let kinds: Set<FileKind>
  private let condition: OrganizeCondition
  private let created: Range<Int64>?
  private let modified: Range<Int64>?
  private let taken: Range<Int64>?
  private let texts: [TextSearch]
  private let surroundings: Surroundings
  private let all: [ConditionMatcher]
  private let any: [ConditionMatcher]
  private let none: [ConditionMatcher]

  init(_ condition: OrganizeCondition, _ surroundings: Surroundings) throws {
    self.condition = condition
    self.surroundings = surroundings
    match = try PathFilter(condition.match)
    exclude = try PathFilter(condition.exclude)
    expression = try condition.expression.map { try SearchExpression($0) }
    suffixes = Set(condition.extension.map { $0.lowercased().trimmingPrefix(".") }.map(String.init))
    kinds = Set(condition.kind)
    created = condition.created?.instants(in: surroundings.zone)
    modified = condition.modified?.instants(in: surroundings.zone)
    // A camera writes what its clock shows, whatever the zone.
    taken = condition.taken?.instants(in: .utc)
    texts = condition.contains.map { TextSearch($0) }
    all = try condition.all.map { try ConditionMatcher($0, surroundings) }
    any = try condition.any.map { try ConditionMatcher($0, surroundings) }
    none = try condition.none.map { try ConditionMatcher($0, surroundings) }
  }

  /// Whether a file meets the condition; what costs most is asked last.
  ///
  /// - Throws: ``FileError`` when the file cannot be read.
  func holds(
    _ file: FileCandidate,
    in directory: FilePath,
    _ probe: FileProbe
  ) throws(FileError) -> Bool {
    guard holdsOutside(file, in: directory) else { return false }
    if !kinds.isEmpty {
      guard kinds.contains(try probe.kind()) else { return false }
    }
    if !condition.tagged.isEmpty {
      let tags = try probe.tags()
      guard condition.tagged.contains(where: { tags.contains($0) }) else { return false }
    }
    if let taken {
      guard let time = try PhotoTime.taken(probe), taken.contains(time) else { return false }
    }
    if !texts.isEmpty {
      var isFound = false
      for text in texts where !isFound { isFound = try text.isIn(probe) }
      guard isFound else { return false }
    }
    for matcher in all {
      guard try matcher.holds(file, in: directory, probe) else { return false }
    }
    for matcher in none {
      if try matcher.holds(file, in: directory, probe) { return false }
    }
    for matcher in any {
      if try matcher.holds(file, in: directory, probe) { return true }
    }
    return any.isEmpty
  }

  /// The groups of the expression, or of one in a condition below that matches.
  func groups(_ name: [UInt8]) -> [String: String] {
    var found: [String: String] = [:]
    if let expression {
      for (group, text) in expression.groups(in: String(decoding: name, as: UTF8.self)) ?? [] {
        found[group] = String(text)
      }
    }
    for matcher in all + any { found.merge(matcher.groups(name)) { first, _ in first } }
    return found
  }

  /// What can be said without looking into the file.
  private func holdsOutside(_ file: FileCandidate, in directory: FilePath) -> Bool {
    if let hidden = condition.hidden, hidden != file.isHidden { return false }
    if let empty = condition.empty, empty != (file.size == 0) { return false }
    if let size = condition.size, !size.contains(file.size) { return false }
    if let age = condition.age, !age.contains(modified: file.modified, now: surroundings.now) {
      return false
    }
    if let modified, !modified.contains(file.modified) { return false }
    if let created, file.created.map({ created.contains($0) }) != true { return false }
    if !suffixes.isEmpty, !suffixes.contains(FileDetails.suffix(file.name)) { return false }
    if !match.isEmpty, !match.matches(name: file.name, in: directory) { return false }
    if !exclude.isEmpty, exclude.matches(name: file.name, in: directory) { return false }
    if let expression, !file.name.withUnsafeBufferPointer({ expression.matches($0) }) {
      return false
    }
    if let duplicate = condition.duplicate {
      let identity = FileIdentity(device: file.device, inode: file.inode)
      if duplicate != surroundings.duplicates.contains(identity) { return false }
    }
    return true
  }
}

/// Which file it is.
struct FileIdentity: Hashable, Sendable {
  var device: UInt64
  var inode: UInt64
}
