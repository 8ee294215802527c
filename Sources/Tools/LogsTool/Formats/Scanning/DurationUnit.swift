/// What a number that says how long an answer took counts.
enum DurationUnit: Hashable, Sendable {
  case seconds
  case milliseconds
  case microseconds
  case nanoseconds

  /// How many nanoseconds it has.
  var nanoseconds: Int64 {
    switch self {
    case .seconds: 1_000_000_000
    case .milliseconds: 1_000_000
    case .microseconds: 1000
    case .nanoseconds: 1
    }
  }
}
