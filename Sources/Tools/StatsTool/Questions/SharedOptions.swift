/// Which of the options that not every question has a use for one takes.
///
/// A question refuses the others with the reason; ``ConfiguredQuestion/options`` says which those
/// are whatever else is asked.
public struct SharedOptions: OptionSet, Hashable, Sendable {
  /// The bits.
  public let rawValue: Int

  /// Makes a set of its bits.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// Rows may have weights.
  public static let weights = SharedOptions(rawValue: 1)
  /// There are intervals, which have a confidence.
  public static let confidence = SharedOptions(rawValue: 2)
  /// Rows are taken at random, by a seed.
  public static let seed = SharedOptions(rawValue: 4)
  /// There is something to draw.
  public static let plots = SharedOptions(rawValue: 8)
  /// Quantiles are computed, by a method.
  public static let quantileMethod = SharedOptions(rawValue: 16)
}
