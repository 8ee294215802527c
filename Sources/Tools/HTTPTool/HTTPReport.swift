public import BatteryJobs

/// What was answered.
public struct HTTPReport: JobReport {
  /// The method and the address, without what may be secret.
  public var request: String

  /// The status of the last answer.
  public var status: Int

  /// How long it took, waits between attempts included.
  public var seconds: Double

  /// The bytes of the body.
  public var bytes: Int64

  /// How often the request was sent.
  public var attempts: Int

  /// The file that took the body.
  public var output: String?

  /// The status, the amount and the time.
  public var summary: String {
    let milliseconds = Int((seconds * 1000).rounded())
    var text = "\(request) answered \(status) with \(ByteCount(bytes: bytes)) "
    text += "in \(milliseconds) ms"
    if attempts > 1 { text += " after \(attempts) attempts" }
    return text
  }
}
