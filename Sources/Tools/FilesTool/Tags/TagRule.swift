import BatteryJobs
public import Foundation
import SystemPackage

/// A rule that gives a tag to what a search finds, anew after each indexing.
public struct TagRule: Codable, Hashable, Sendable {
  /// The tag.
  public var tag: String

  /// Which files have it.
  public var find: FileQuery

  /// Describes a rule.
  public init(tag: String, find: FileQuery) {
    self.tag = tag
    self.find = find
  }
}

extension Catalog {
  /// The rules, in the order of their tags.
  ///
  /// - Throws: ``JobError`` when the catalog cannot be read.
  public func rules() throws -> [TagRule] {
    let statement = try connection.statement("SELECT tag, query FROM rules ORDER BY tag, query")
    var rules: [TagRule] = []
    while try statement.step() {
      let query = try Self.query(statement.text(1), "the rule for \(statement.text(0))")
      rules.append(TagRule(tag: statement.text(0), find: query))
    }
    return rules
  }

  /// Adds a rule and tags what it finds.
  ///
  /// - Throws: ``JobError`` when the tag cannot be one or the catalog not be written.
  public func add(rule: TagRule, now: Date = Date()) throws {
    try Self.check(tag: rule.tag)
    guard !rule.find.isEmpty else {
      throw JobError(
        .configuration,
        "The rule for \"\(rule.tag)\" would tag every file. Say which, by name or kind.",
        exitStatus: 64
      )
    }
    _ = try FileSearch(self, rule.find, now: now, home: "/")
    let statement = try connection.statement("INSERT OR IGNORE INTO rules(tag, query) VALUES(?, ?)")
    statement.bind(rule.tag)
    statement.bind(try Self.text(of: rule.find))
    try statement.run()
    try applyRules(now: now)
  }

  /// Removes the rules for a tag, and the tag from what has it by them alone.
  ///
  /// - Returns: How many rules there were.
  /// - Throws: ``JobError`` when the catalog cannot be written.
  public func removeRules(for tag: String, now: Date = Date()) throws -> Int {
    let statement = try connection.statement("DELETE FROM rules WHERE tag = ?")
    statement.bind(tag)
    try statement.run()
    let count = connection.changes
    if count > 0 { try applyRules(now: now) }
    return count
  }

  /// Tags what the rules find now, and nothing else, as far as rules tag.
  func applyRules(now: Date) throws {
    let rules = try rules()
    let has = "SELECT EXISTS(SELECT 1 FROM tagged WHERE source = \(TagSource.rule.rawValue))"
    guard try !rules.isEmpty || connection.integer(has) != 0 else { return }
    try connection.transaction {
      try connection.execute("DELETE FROM tagged WHERE source = \(TagSource.rule.rawValue)")
      for rule in rules {
        var entries: [Int64] = []
        try FileSearch(self, rule.find, now: now, home: "/").run { file in
          entries.append(file.id)
          return true
        }
        let tag = try number(ofTag: rule.tag)
        for entry in entries { _ = try give(tag, to: entry, .rule) }
      }
      try removeUnusedTags()
    }
  }

  // MARK: - Searches as texts

  static func text(of query: FileQuery) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(query), as: UTF8.self)
  }

  static func query(_ text: String, _ owner: String) throws -> FileQuery {
    do {
      return try JSONDecoder().decode(FileQuery.self, from: Data(text.utf8))
    } catch {
      throw JobError(
        .invalidInput,
        "\(DisplayText.harmless(owner)): it cannot be read. Remove it and save it anew."
      )
    }
  }
}
