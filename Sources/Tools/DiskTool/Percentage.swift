public import BatteryJobs

/// A share as people write it: `80%`.
public struct Percentage: Hashable, Sendable {
  /// The share in hundredths, from 0 to 100.
  public let percent: Int

  /// Creates a share; `nil` outside 0 to 100.
  public init?(percent: Int) {
    guard (0...100).contains(percent) else { return nil }
    self.percent = percent
  }

  /// Reads a share such as `80%`; a bare number is the same.
  public init?(_ text: String) {
    let digits = text.hasSuffix("%") ? text.dropLast() : text[...]
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits) else {
      return nil
    }
    self.init(percent: number)
  }

  /// The share from 0 to 1.
  public var share: Double { Double(percent) / 100 }
}

extension Percentage: CustomStringConvertible {
  /// The share as it is written.
  public var description: String { "\(percent)%" }
}

extension Percentage: Comparable {
  /// Compares two shares.
  public static func < (left: Percentage, right: Percentage) -> Bool {
    left.percent < right.percent
  }
}

extension Percentage: TextCodable {
  /// What the value is and how to write it.
  public static var wanted: String { "a share; write it as 80%" }
}
