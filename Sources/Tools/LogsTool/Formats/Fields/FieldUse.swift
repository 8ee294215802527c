/// Which part of a record a named field is.
enum RecordField: Int, Hashable, Sendable {
  /// A day with its time, or a number since 1970.
  case time
  case day
  case clock
  case host
  case user
  case method
  /// A path with its query.
  case target
  case query
  case protocolVersion
  case referrer
  case agent
  case virtualHost
  case status
  case bytes
  case duration
  /// Method, target and protocol in one.
  case request
  /// What a record says that is not of HTTP.
  case message
}

/// How a field is taken into a record.
struct FieldUse: Hashable, Sendable {
  var field: RecordField
  /// Of several fields that mean the same, that with the lowest rank counts.
  var rank: UInt8 = 0
  /// What a whole number of a duration counts.
  var wholeNumbers = DurationUnit.milliseconds
  /// What a decimal number of a duration counts.
  var decimals = DurationUnit.seconds
  /// How percent signs and plus signs stand for other bytes.
  var encoding = Encoding.none

  enum Encoding: Hashable, Sendable {
    case none
    /// `%20` stands for a space.
    case percent
    /// `+` stands for a space.
    case plus
  }

  init(
    _ field: RecordField,
    rank: UInt8 = 0,
    unit: DurationUnit? = nil,
    encoding: Encoding = .none
  ) {
    self.field = field
    self.rank = rank
    self.encoding = encoding
    if let unit { (wholeNumbers, decimals) = (unit, unit) }
  }
}
