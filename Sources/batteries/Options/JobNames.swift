import ArgumentParser
import BatteryHub

/// The names of the configured jobs, for the shell's completion.
enum JobNames {
  static let completion = CompletionKind.custom { _, _, _ in
    let options = ConfigurationOptions.default
    return (try? options.load().jobs.map(\.name)) ?? []
  }
}

extension ConfigurationOptions {
  /// The options of a command line that names no configuration.
  fileprivate static var `default`: ConfigurationOptions {
    (try? parse([])) ?? ConfigurationOptions()
  }
}
