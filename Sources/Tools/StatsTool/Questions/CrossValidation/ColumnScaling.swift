public import BatteryStatistics

/// By what the columns of a model are scaled, fitted to the training rows of each fold.
public enum ColumnScaling: String, Codable, Hashable, Sendable, CaseIterable {
  /// Not at all.
  case none
  /// To a mean of 0 and a standard deviation of 1.
  case standard
  /// To numbers from 0 to 1.
  case minMax = "min-max"
  /// To a median of 0 and an interquartile range of 1.
  case robust

  /// The library's name; `nil` for none.
  public var method: Scaling.Method? {
    switch self {
    case .none: nil
    case .standard: .standard
    case .minMax: .minMax()
    case .robust: .robust
    }
  }
}
