import BatteryStatistics
import Foundation
import Testing

/// A question, its data, and R's figures.
struct RCase {
  let kind: String
  let options: [String: String]
  /// What stands before "=", empty for lists without a name, and the list.
  let data: [(name: String, column: FormulaColumn)]
  private(set) var figures: [String: [Double]]
  let place: Int

  /// All cases; where R is off, with the figures of `Oracles/judge.py`.
  static let recorded: [RCase] = {
    let rows = try? Oracle.rows("r.tsv")
    var cases = (rows ?? []).enumerated().compactMap { try? RCase($1, place: $0 + 1) }
    for row in (try? Oracle.rows("judged.tsv")) ?? [] {
      guard let place = Int(row[0]), let right = try? Oracle.numbers(row[3]),
        cases.indices.contains(place - 1), cases[place - 1].kind == row[1]
      else { return [] }
      cases[place - 1].figures[row[2]] = right
    }
    return cases
  }()

  private init(_ row: [String], place: Int) throws {
    kind = row[0]
    self.place = place
    options = Dictionary(
      uniqueKeysWithValues: row[1].split(separator: ";").map { option in
        let (name, value) = Self.split(option)
        return (name, value)
      }
    )
    data = try row[2].split(separator: ";").map { text in
      let (name, list) = Self.split(text)
      if list.hasPrefix("@") {
        return (name, .labels(list.dropFirst().split(separator: ",").map(String.init)))
      }
      return (name, .numbers(try Oracle.numbers(list)))
    }
    figures = Dictionary(
      uniqueKeysWithValues: try row[3].split(separator: ";").map { figure in
        let (name, list) = Self.split(figure)
        return (name, try Oracle.numbers(list))
      }
    )
  }

  private static func split(_ text: Substring) -> (String, String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    return parts.count == 2 ? (String(parts[0]), String(parts[1])) : ("", String(text))
  }

  var samples: [[Double]] {
    data.map { if case .numbers(let values) = $0.column { values } else { [] } }
  }

  func number(_ option: String) throws -> Double {
    try #require(options[option].flatMap(Double.init), "\(option)")
  }

  var side: Alternative {
    switch options["side"] {
    case "less": .less
    case "greater": .greater
    default: .twoSided
    }
  }

  /// Compares all of R's figures with ours; those of lists that share a scale by the largest one.
  func compare(
    _ found: [String: [Double]],
    _ limit: Double,
    except: [String: Double] = [:]
  ) throws {
    for (name, right) in figures {
      let ours = try #require(found[name], "\(name)")
      #expect(ours.count == right.count, "\(name)")
      let size = right.lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0
      let shared = ["interval", "residuals", "standardized", "low", "high"].contains(name)
      for (a, b) in zip(ours, right) where a != b {
        let error = shared ? (a - b).magnitude / size : relativeError(a, b)
        let limit = except[name] ?? limit
        #expect(error <= limit, "line \(place), \(kind) \(options) \(name): \(a), R has \(b)")
      }
    }
  }
}
