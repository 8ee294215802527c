public import BatteryJobs

extension TableReading {
  /// Checks what can be wrong without any file.
  public func validate() throws(ConfigurationError) {
    for (name, text) in [("delimiter", delimiter), ("quote", quote)] {
      guard let text, Self.byte(text) == nil, text != "none" else { continue }
      throw ConfigurationError(
        path: name,
        problem: "is not one ASCII character",
        remedy: "Write one, or tab, pipe or semicolon."
      )
    }
  }
}
