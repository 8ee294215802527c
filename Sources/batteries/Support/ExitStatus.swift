/// The statuses that the program ends with; 64 and above as in `sysexits.h`.
enum ExitStatus {
  /// Done.
  static let success: Int32 = 0
  /// The answer is no: a job failed, a check found something.
  static let negative: Int32 = 1
  /// The command line is wrong.
  static let usage: Int32 = 64
  /// The data is wrong.
  static let badData: Int32 = 65
  /// An input does not exist.
  static let missing: Int32 = 66
  /// The hub, or a service, does not answer.
  static let unavailable: Int32 = 69
  /// A defect of this program.
  static let software: Int32 = 70
  /// A file cannot be made.
  static let cannotCreate: Int32 = 73
  /// An input or output failed.
  static let inputOutput: Int32 = 74
  /// The permission is missing.
  static let denied: Int32 = 77
  /// The configuration cannot be used.
  static let configuration: Int32 = 78
  /// Ctrl-C.
  static let interrupted: Int32 = 130
}
