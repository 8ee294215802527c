public import BatteryJobs

/// What a command did.
public struct RunReport: JobReport {
  /// The status with which the command ended.
  public var exitStatus: Int32

  /// How long it ran.
  public var seconds: Double

  /// The lines that it printed, those left out of the log included.
  public var outputLines: Int

  /// The bytes that it printed, those left out of the log included.
  public var outputBytes: Int64

  /// The lines that were left out of the log because there were too many.
  public var omittedLines: Int

  /// How many processes it left behind that had to be killed.
  public var killedProcesses: Int

  /// The files that history keeps.
  public var artifacts: [String]

  /// Patterns that matched no file.
  public var unmatchedArtifacts: [String]

  /// The status, the time and the amount of output.
  public var summary: String {
    let tenths = Int((seconds * 10).rounded())
    return "exited with status \(exitStatus) after \(tenths / 10).\(tenths % 10) s, "
      + "\(outputLines) \(outputLines == 1 ? "line" : "lines") of output"
  }

  /// What was left out, left behind or not found.
  public var warnings: [String] {
    var warnings: [String] = []
    if omittedLines > 0 {
      warnings.append("\(omittedLines) lines of output were left out of the log")
    }
    if killedProcesses > 0 {
      warnings.append("\(killedProcesses) processes that the command left behind were killed")
    }
    for pattern in unmatchedArtifacts {
      warnings.append("no file matches the artifact pattern \"\(pattern)\"")
    }
    return warnings
  }
}
