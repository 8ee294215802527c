import BatteryStatistics

/// The numbers of some rows of a column, in their order, without those that have none.
struct NumberRows: Sendable {
  /// What they are scaled by.
  var base = NumberBase.ten
  /// Integers, and by which power of the base each is divided; not of long numbers.
  var values: [Int64] = []
  var scales: [Int16] = []
  /// Numbers that do not fit, and how many are before each.
  var long: [(place: Int, number: ScaledNumber)] = []
  /// The same numbers as doubles, in the fast lane and where the source has doubles.
  var doubles: [Double] = []
  /// How many rows have no number.
  var missing = 0
  /// How many have one that is NaN or infinite, and the first of these rows.
  var notFinite = 0
  var firstNotFinite: Int?

  /// How many numbers there are.
  var count: Int { max(values.count + long.count, doubles.count) }
}
