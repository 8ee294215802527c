public import BatteryJobs
import BatteryStatistics
import BatteryTables

extension StatsJob {
  /// Checks all that can be wrong without any data: what a run refuses by its configuration alone.
  public func validate() throws(ConfigurationError) {
    try validateCommand()
    try reading.validate()
    try checkTargets()
    try checkReport()
  }

  /// Checks the same of a command, which prints an answer that goes to no file.
  public func validateCommand() throws(ConfigurationError) {
    try checkFiles()
    try validateQuestion()
    try checkOutput()
    try checkLook()
  }

  /// Checks what is asked, and whether the question has a use for what was given.
  public func validateQuestion() throws(ConfigurationError) {
    do throws(StatisticsError) {
      try question.validate()
    } catch {
      throw refusal(error.message)
    }
    try checkColumns()
    try checkCondition()
    try checkEffect()
    try checkNumbers()
  }

  /// A problem of the question itself.
  private func refusal(_ remedy: String) -> ConfigurationError {
    ConfigurationError(path: type(of: question).name, problem: "cannot be asked", remedy: remedy)
  }

  private func checkFiles() throws(ConfigurationError) {
    guard !files.isEmpty, !files.contains("") else {
      throw ConfigurationError(
        path: "files",
        problem: "names no file",
        remedy: "Write a file or a pattern, such as sales-*.csv."
      )
    }
  }

  /// A column that is named twice is most likely another one with a slip.
  private func checkColumns() throws(ConfigurationError) {
    func twice(_ names: [String]) -> String? {
      var seen: Set<String> = []
      return names.first { !seen.insert($0).inserted }
    }
    let asked = question as? any StatsQuestion
    for names in [asked?.numberColumns ?? [], asked?.labelColumns ?? []] {
      guard let name = twice(names) else { continue }
      throw refusal("The column \(name) is named twice. Name it once.")
    }
    if let asked {
      do throws(StatisticsError) {
        _ = try StatsWork(asked, settings).weightsAmongColumns()
      } catch {
        throw refusal(error.message)
      }
    }
    if let name = twice(by) {
      throw ConfigurationError(
        path: "by",
        problem: "names the column \(name) twice",
        remedy: "Name it once."
      )
    }
  }

  private func checkCondition() throws(ConfigurationError) {
    guard let condition else { return }
    do throws(TableError) {
      _ = try TableExpression(condition)
    } catch {
      let reason = error.message.hasSuffix(".") ? String(error.message.dropLast()) : error.message
      throw ConfigurationError(
        path: "where",
        problem: "cannot be read: \(reason)",
        remedy: "See Documentation/Expressions.md for how expressions are written."
      )
    }
  }

  /// Refuses what would change nothing, so that nobody believes that it did.
  private func checkEffect() throws(ConfigurationError) {
    let name = type(of: question).name
    func refuse(_ path: String, _ remedy: String) -> ConfigurationError {
      ConfigurationError(path: path, problem: "makes no difference to \(name)", remedy: remedy)
    }
    if confidence != nil, !question.usesConfidence {
      throw refuse(
        "confidence",
        "Leave it out; regress (but ridge, lasso and the like) and test t have intervals."
      )
    }
    if seed != nil, !type(of: question).options.contains(.seed) {
      throw refuse("seed", "Leave it out; cross-validate and sample take rows at random.")
    }
    if weights != nil, let refusal = (question as? any StatsQuestion)?.weightsRefusal {
      throw ConfigurationError(
        path: "weights",
        problem: "cannot be used",
        remedy: "\(refusal.reason). \(refusal.remedy)"
      )
    }
    if plots == true, !type(of: question).options.contains(.plots) {
      throw refuse("plots", "Leave it out; there is nothing to draw.")
    }
    if lane == .exact, let quantile = question as? QuantileQuestion, quantile.sketch {
      throw ConfigurationError(
        path: "lane",
        problem: "is exact, and a sketch is an estimate",
        remedy: "Leave one of both out."
      )
    }
    if let sample = question as? SampleQuestion { try checkEffect(on: sample, refuse) }
  }

  /// Rows are written as they are, and each is as probable as another.
  private func checkEffect(
    on sample: SampleQuestion,
    _ refuse: (_ path: String, _ remedy: String) -> ConfigurationError
  ) throws(ConfigurationError) {
    if weights != nil {
      throw refuse("weights", "Leave it out; each row has the same chance to be taken.")
    }
    if !by.isEmpty, !sample.stratify.isEmpty {
      throw ConfigurationError(
        path: "by",
        problem: "says by what rows are divided, and so does stratify",
        remedy: "Leave one of both out."
      )
    }
    let given = [
      ("lane", lane != nil), ("na", na != .fail), ("answerTable", table != nil),
      ("digits", digits != nil),
    ]
    guard let path = given.first(where: \.1)?.0 else { return }
    throw refuse(path, "Leave it out; rows are written as they are.")
  }

  private func checkNumbers() throws(ConfigurationError) {
    if lane == .approximate {
      throw ConfigurationError(
        path: "lane",
        problem: "is no way to compute",
        remedy: "Write exact or fast; quantile takes sketch: true."
      )
    }
    if let confidence, !(confidence > 0 && confidence < 1) {
      throw ConfigurationError(
        path: "confidence",
        problem: "is not between 0 and 1",
        remedy: "Write one such as 0.95."
      )
    }
    if let workers, !(1...1024).contains(workers) {
      throw ConfigurationError(
        path: "workers",
        problem: "is not from 1 to 1024",
        remedy: "Write such a number."
      )
    }
    if let memory, memory.bytes < TableMemory.least {
      throw ConfigurationError(
        path: "memory",
        problem: "is less than 64MiB",
        remedy: "Write 64MiB or more."
      )
    }
  }

  private func checkOutput() throws(ConfigurationError) {
    if let sample = question as? SampleQuestion { return try check(sample) }
    if let output, format == nil, Self.format(of: output) == nil {
      throw ConfigurationError(
        path: "output",
        problem: "has no ending that says how to write it",
        remedy: "End it with .json, .csv, .md, .html or .txt, or write format."
      )
    }
  }

  /// Rows go to files, whose names say how they are written.
  private func check(_ sample: SampleQuestion) throws(ConfigurationError) {
    guard let output else {
      throw ConfigurationError(
        path: "sample",
        problem: "has no file for its rows",
        remedy: "Write one beside it, such as output: sample.csv."
      )
    }
    for (path, name) in [("output", output)] + (sample.rest.map { [("sample.rest", $0)] } ?? [])
    where format == nil && TableOutputFormat(name: name) == nil {
      throw ConfigurationError(
        path: path,
        problem: "has no ending that says how to write it",
        remedy: "End it with .csv, .tsv, .json, .jsonl, .md or .html, or write format."
      )
    }
  }
}
