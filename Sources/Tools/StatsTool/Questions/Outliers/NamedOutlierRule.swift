public import BatteryStatistics

/// A rule that tells outliers, written as `z:3`, `mad:3.5`, `iqr:1.5`, `grubbs:0.05`,
/// `grubbs:0.05:less`, `grubbs-repeated:0.05`, `esd:10:0.05` or `hampel:3:3`.
///
/// The last number may be left out; `hampel` alone looks at three neighbours on either side.
public struct NamedOutlierRule: Hashable, Sendable, CustomStringConvertible {
  /// The rule.
  public var rule: OutlierRule

  /// Names a rule.
  public init(_ rule: OutlierRule) { self.rule = rule }

  /// Reads a rule's name and numbers.
  ///
  /// - Throws: ``StatisticsError`` for a name that is not known, or numbers that do not fit it.
  public init(parsing text: String) throws(StatisticsError) {
    var parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)[...]
    let name = parts.removeFirst()
    let failure = StatisticsError(
      .invalidArgument,
      "The rule \(text) is not known. Take z:3, mad:3.5, iqr:1.5, grubbs:0.05, grubbs:0.05:less,"
        + " grubbs-repeated:0.05, esd:10:0.05 or hampel:3:3."
    )
    func number(_ usual: Double) throws(StatisticsError) -> Double {
      guard let text = parts.popFirst() else { return usual }
      guard let value = Double(text) else { throw failure }
      return value
    }
    func count(_ usual: Int?) throws(StatisticsError) -> Int {
      guard let value = parts.popFirst().map({ Int($0) }) ?? usual else { throw failure }
      return value
    }
    switch name {
    case "z": rule = .zScore(threshold: try number(3))
    case "mad": rule = .modifiedZScore(threshold: try number(3.5))
    case "iqr": rule = .interquartileRange(factor: try number(1.5))
    case "grubbs", "grubbs-repeated":
      let significance = try number(0.05)
      let side = parts.popFirst() ?? Alternative.twoSided.rawValue
      guard let alternative = Alternative(rawValue: side) else { throw failure }
      rule = .grubbs(
        significance: significance,
        alternative: alternative,
        repeated: name == "grubbs-repeated"
      )
    case "esd":
      let maximum = try count(nil)
      rule = .generalizedESD(significance: try number(0.05), maximum: maximum)
    case "hampel":
      let halfWidth = try count(3)
      rule = .hampel(halfWidth: halfWidth, threshold: try number(3))
    default: throw failure
    }
    guard parts.isEmpty else { throw failure }
    try rule.validate()
  }

  /// The name and the numbers, as they are read.
  public var description: String {
    let text = GivenNumber.text
    return switch rule {
    case .zScore(let threshold): "z:" + text(threshold)
    case .modifiedZScore(let threshold): "mad:" + text(threshold)
    case .interquartileRange(let factor, _): "iqr:" + text(factor)
    case .grubbs(let significance, let alternative, let repeated):
      (repeated ? "grubbs-repeated:" : "grubbs:") + text(significance)
        + (alternative == .twoSided ? "" : ":\(alternative.rawValue)")
    case .generalizedESD(let significance, let maximum): "esd:\(maximum):" + text(significance)
    case .hampel(let halfWidth, let threshold): "hampel:\(halfWidth):" + text(threshold)
    }
  }
}

extension NamedOutlierRule: Codable {
  /// Reads the rule from a text.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    do {
      self = try NamedOutlierRule(parsing: text)
    } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(error)")
    }
  }

  /// Writes the rule as a text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
