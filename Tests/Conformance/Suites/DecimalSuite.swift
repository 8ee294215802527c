import DecimalCases

/// The cases of the General Decimal Arithmetic specification, `*.decTest`, and answers of Python's,
/// `*.tsv`.
///
/// The former come with CPython, in `decimaltestdata` beside its `test` package, and are not kept here:
/// the files have no licence line.
public enum DecimalSuite: ConformanceSuite {
  /// The name on the command line.
  public static let name = "decimal"

  /// Runs every file in a folder.
  public static func run(path: String) throws(ConformanceError) -> ConformanceResult {
    let files = DecimalCaseFolder.files(in: path)
    let tables = DecimalCaseFolder.tables(in: path)
    guard !files.isEmpty || !tables.isEmpty else {
      throw ConformanceError("\(path): holds no cases; name a folder of *.decTest or *.tsv files")
    }
    var result = ConformanceResult()
    for table in tables {
      for line in table.text.split(separator: "\n") {
        result.record(DecimalAnswers.failure(String(line)).map { "\(table.name): \($0)" })
      }
    }
    var skipped: [String: Int] = [:]
    for file in files {
      let report = DecimalCases.run(file.text, file: file.name)
      result.passed += report.passed + report.passedBeyond
      result.failures += report.failures
      skipped.merge(report.skipped) { $0 + $1 }
      let left = report.skipped.values.reduce(0, +)
      result.notes.append(
        "\(file.name): \(report.passed) passed, \(report.passedBeyond) passed beyond CPython's, "
          + "\(report.failures.count) failed, \(left) skipped"
      )
    }
    for (reason, count) in skipped.sorted(by: { $0.key < $1.key }) {
      result.notes.append("skipped \(count): \(reason)")
    }
    return result
  }
}
