internal import BatteryTables
internal import Foundation

/// Writes figures for programs and for people, and remembers which of them JSON cannot say.
struct FigureWriter {
  /// The names of the figures that are infinite.
  private(set) var infinite: [String] = []
  /// The names of the figures that have no value.
  private(set) var undefined: [String] = []

  /// A figure with 17 significant digits, which are those of the nearest double; `null` for one that is
  /// infinite or undefined, which ``notes`` then name, and for one that is not given at all.
  mutating func json(_ value: Double?, _ name: String) -> JSONValue {
    guard let value else { return .null }
    if value.isNaN {
      undefined.append(name)
    } else if value.isInfinite {
      infinite.append(name)
    }
    return Self.json(value)
  }

  /// A figure with 17 significant digits; `null` for one that is infinite or undefined.
  static func json(_ value: Double) -> JSONValue { Figure.json(value) }

  /// What has to be said of figures that are `null`.
  var notes: [String] {
    var notes: [String] = []
    if !infinite.isEmpty {
      notes.append("Infinite, so null in JSON: \(Self.list(infinite)).")
    }
    if !undefined.isEmpty {
      notes.append("Not defined here, so null in JSON: \(Self.list(undefined)).")
    }
    return notes
  }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(12).joined(separator: ", ")
    return names.count > 12 ? "\(shown) and \(names.count - 12) more" : shown
  }

  /// A figure for people, with so many significant digits unless others were asked for.
  static func text(_ value: Double?, digits: Int = Figure.usualDigits) -> String {
    Figure.text(value, digits: digits)
  }

  /// A probability for people.
  static func probability(_ value: Double?) -> String { text(value, digits: 4) }
}
