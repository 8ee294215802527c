import ArgumentParser
import BatteryJobs

extension TextCodable {
  /// Reads an argument, for options whose message says how it is written.
  ///
  /// - Throws: `ValidationError` with what is wanted.
  init(wanted argument: String) throws {
    guard let value = Self(argument) else {
      throw ValidationError("it is not \(Self.wanted).")
    }
    self = value
  }
}
