/// How lines that web servers write by default differ: `common`, `combined`, and both with the
/// virtual host first.
struct ClassicLayout: Hashable, Sendable {
  /// Whether the name of the server comes first, with its port or without.
  var hasVirtualHost = false
  /// Whether the referrer and the agent follow the size.
  ///
  /// It only matters for telling the formats apart: fields that are missing at the end of a line are
  /// none of the record.
  var hasAgent = true
  /// What a whole number after all fields means, such as that of Apache's `%D`.
  var timeUnit = DurationUnit.microseconds
}
