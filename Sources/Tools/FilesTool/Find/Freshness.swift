import BatteryFiles
import BatteryJobs
public import Foundation
import SystemPackage

/// How far what a search found may differ from the disk.
public struct Freshness: Sendable {
  /// When the folders were indexed last, the one longest ago; `nil` when one never was.
  public var indexed: Date?

  /// How many directories of what was found were looked at.
  public var directories = 0

  /// In how many of them names came or went since.
  public var changed = 0

  /// In one line: `indexed 3 h ago; 2 of 14 directories changed since`.
  public func summary(now: Date) -> String {
    guard let indexed else { return "a folder was never indexed to its end" }
    var text = "indexed \(SpokenTime.relative(indexed, to: now))"
    if changed > 0 {
      text += "; \(changed) of \(directories) directories changed since. "
      text += "Run batteries files index"
    }
    return text + "."
  }
}

extension Catalog {
  /// How many directories are looked at, so that a search stays fast.
  private static let looks = 100

  /// Says how fresh the answer of a search is, by a look at the directories of some of it.
  ///
  /// - Throws: ``JobError`` when the catalog cannot be read.
  public func freshness(of found: [FoundFile]) throws -> Freshness {
    var freshness = Freshness()
    let folders = try folders()
    if folders.allSatisfy({ $0.indexed != nil }) {
      freshness.indexed = folders.compactMap(\.indexed).min()
    }
    var seen: Set<Int64> = []
    for file in found where seen.count < Self.looks && seen.insert(file.parent).inserted {
      let statement = try connection.statement("SELECT modified FROM entries WHERE id = ?")
      statement.bind(file.parent)
      guard try statement.step() else { continue }
      let modified = statement.integer(0)
      statement.reset()
      freshness.directories += 1
      let status = try? FileStatus(at: file.path.removingLastComponent())
      if status?.modified != modified { freshness.changed += 1 }
    }
    return freshness
  }
}
