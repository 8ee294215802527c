public import ArgumentParser
import BatteryNumbers
public import BatteryStatistics
public import StatsTool

/// `batteries stats test`: whether data speak against a hypothesis.
struct StatsTestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Test a hypothesis: means, variances, counts, ranks or a distribution.",
    discussion: """
      The first argument is the test: anova, t, chi-square, wilcoxon, mann-whitney or ks. Examples:
        batteries stats test anova plants.csv --value weight --group treatment
        batteries stats test t plants.csv --value before,after --paired
        batteries stats test chi-square survey.csv --label answer,region
      """
  )

  @Argument(help: "The test.")
  var test: HypothesisTestKind

  @Option(help: ArgumentHelp("The columns of numbers: one, or two samples.", valueName: "name,…"))
  var value: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The columns of the test: the same as --value, or --label of chi-square.",
      valueName: "name,…"
    )
  )
  var columns: [String] = []

  @Option(
    help: ArgumentHelp("The column that tells the samples of one column apart.", valueName: "name")
  )
  var group: String?

  @Option(help: ArgumentHelp("The columns of classes that are counted.", valueName: "name,…"))
  var label: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The mean, median or difference of the hypothesis.", valueName: "number")
  )
  var mean: String?

  @Flag(help: "Two samples belong together row by row.")
  var paired = false

  @Flag(help: "Two samples share one variance; Welch's test is made otherwise.")
  var equalVariances = false

  @Option(help: "The side of the alternative: two-sided, less or greater.")
  var alternative: Alternative = .twoSided

  @Option(
    help: ArgumentHelp(
      "How often each class is expected, in any unit.",
      valueName: "class=number,…"
    )
  )
  var expected: [String] = []

  @Option(
    help: ArgumentHelp(
      "What one sample is compared with: normal:M:S, uniform:A:B or exponential:R.",
      valueName: "distribution"
    )
  )
  var distribution: String?

  @Flag(help: "Do not correct statistics that jump.")
  var noCorrection = false

  @OptionGroup var options: StatsOptions<TestQuestion>

  func run() async throws {
    let names = try TestQuestion.columns(
      test,
      columns.flatMap(ColumnNames.split),
      values: value.flatMap(ColumnNames.split),
      labels: label.flatMap(ColumnNames.split)
    )
    try await options.run(
      TestQuestion(
        test: test,
        values: names.values,
        group: group,
        labels: names.labels,
        mean: try mean.map(Self.number),
        paired: paired,
        equalVariances: equalVariances,
        alternative: alternative,
        expected: try expectedShares(),
        distribution: try distribution.map { try NamedDistribution(parsing: $0) },
        correction: !noCorrection
      )
    )
  }

  private static func number(_ text: String) throws -> BatteryNumbers.Decimal {
    guard let number = BatteryNumbers.Decimal(text), number.isFinite else {
      throw ValidationError("--mean must be a number, not \(text).")
    }
    return number
  }

  private func expectedShares() throws -> [String: BatteryNumbers.Decimal] {
    var shares: [String: BatteryNumbers.Decimal] = [:]
    for item in expected.flatMap(ColumnNames.split) {
      guard let sign = item.lastIndex(of: "="),
        let number = BatteryNumbers.Decimal(String(item[item.index(after: sign)...])),
        number.isFinite
      else { throw ValidationError("--expected \"\(item)\": write class=number.") }
      shares[String(item[..<sign])] = number
    }
    return shares
  }
}

extension HypothesisTestKind: ExpressibleByArgument {}
extension Alternative: ExpressibleByArgument {}
