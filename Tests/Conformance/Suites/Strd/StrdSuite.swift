import BatteryStatistics
import Foundation

/// NIST's statistical reference data sets: tables with values that are certified to 15 digits.
///
/// The folder holds `certified.csv` and the tables, `FAMILY/SET.csv`. Every certified quantity has to
/// come out of the texts with at least 14 digits; one that is certified to be 0 or infinite has to be
/// exactly that.
public enum StrdSuite: ConformanceSuite {
  /// The name on the command line.
  public static let name = "strd"

  private static let leastDigits = 14.0

  /// Runs every set of a folder.
  public static func run(path: String) throws(ConformanceError) -> ConformanceResult {
    var result = ConformanceResult()
    for set in try StrdCertificate(folder: path).sets {
      let title = "\(set.family)/\(set.name)"
      let file = "\(path)/\(set.family)/\(set.name).csv"
      let exact: StrdAnswers
      do {
        exact = try StrdAnswers(set, file, lane: .exact)
      } catch {
        for quantity in set.quantities { result.record("\(title): \(quantity.name): \(error)") }
        continue
      }
      var digits: [String] = []
      for quantity in set.quantities {
        let found = Self.digits(exact.values[quantity.name], quantity.value)
        digits.append("\(quantity.name) \(Self.text(found))")
        result.record(
          found >= leastDigits
            ? nil
            : "\(title): \(quantity.name): expected \(quantity.text), found"
              + " \(exact.values[quantity.name].map { "\($0)" } ?? "nothing")"
        )
      }
      result.notes.append("\(title): \(digits.joined(separator: ", ")) digits")
      result.notes.append(fast(set, file))
    }
    return result
  }

  /// How many digits doubles keep, of the quantities that are neither 0 nor infinite.
  private static func fast(
    _ set: StrdCertificate.DataSet,
    _ path: String
  ) -> String {
    let title = "\(set.family)/\(set.name)"
    do {
      let fast = try StrdAnswers(set, path, lane: .fast)
      let found = set.quantities.filter { $0.value != 0 && $0.value.isFinite }
        .map { digits(fast.values[$0.name], $0.value) }
      return "\(title): the fast lane has \(text(found.min() ?? 0)) digits at least"
    } catch {
      return "\(title): the fast lane has no answer: \(error)"
    }
  }

  /// The negative logarithm of the relative error, at most 15: as many digits as are certified.
  private static func digits(_ found: Double?, _ right: Double) -> Double {
    guard let found, !found.isNaN else { return 0 }
    if found == right { return 15 }
    guard right != 0, right.isFinite, found.isFinite else { return 0 }
    return max(0, min(15, -log10((found - right).magnitude / right.magnitude)))
  }

  private static func text(_ digits: Double) -> String {
    // Down, so that 13.99 is not taken for 14.
    String(format: "%.1f", (digits * 10).rounded(.down) / 10)
  }
}
