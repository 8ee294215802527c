/// The tables that the answers of each question may have, as help lists them.
extension DescribeQuestion {
  /// One row for each column.
  public static var tableNames: [String] { ["columns"] }
}

extension QuantileQuestion {
  /// One row for each quantile, or for each column.
  public static var tableNames: [String] { ["quantiles", "columns"] }
}

extension HistogramQuestion {
  /// One row for each part of a range, or for each column.
  public static var tableNames: [String] { ["bins", "columns"] }
}

extension CorrelateQuestion {
  /// One row for each two columns, or a matrix.
  public static var tableNames: [String] { ["pairs", "coefficients", "p"] }
}

extension RegressQuestion {
  /// One row for each coefficient, one for the model, or one for each inflated variance.
  public static var tableNames: [String] { ["coefficients", "figures", "inflation"] }
}

extension OutliersQuestion {
  /// One row for each outlier, for each column, or for each step of a test.
  public static var tableNames: [String] { ["outliers", "columns", "steps"] }
}

extension NormalityQuestion {
  /// One row for each test, or for each column.
  public static var tableNames: [String] { ["tests", "columns"] }
}

extension TestQuestion {
  /// One row for the test, and those of the test that is made.
  public static var tableNames: [String] {
    [
      "test", "samples", "groups (anova)", "observed, expected (chi-square of two columns)",
      "classes (of one)",
    ]
  }
}

extension CrossValidateQuestion {
  /// One row for each fold, for each metric, or one for all.
  public static var tableNames: [String] { ["folds", "metrics", "figures"] }
}

extension SampleQuestion {
  /// Rows are no answer.
  public static var tableNames: [String] { [] }
}
