extension TableExpression {
  /// An error of reading files for this expression, which may have met a text in double quotes, that
  /// is one of a column then.
  ///
  /// - Parameter error: What was thrown.
  /// - Returns: The error; with what stands around texts, where that is the likely slip.
  public func explaining(_ error: any Error) -> any Error {
    guard let error = error as? TableError, error.code == .unknownColumn else { return error }
    let slip = columns.sorted().first { name in
      text.contains("\"\(name)\"") && error.message.contains("There is no column \"\(name)\".")
        && !error.message.contains(ExpressionSource.hint(name))
    }
    guard let slip else { return error }
    return TableError(error.code, error.message + " " + ExpressionSource.hint(slip))
  }
}
