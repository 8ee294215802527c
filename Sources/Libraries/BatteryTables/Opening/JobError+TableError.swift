public import BatteryJobs

extension JobError {
  /// The same problem, as jobs tell of it.
  public init(_ error: TableError) {
    let code: Code =
      switch error.code {
      case .notFound: .notFound
      case .denied: .denied
      case .inputOutput, .cannotCreate: .inputOutput
      case .unavailable: .unavailable
      case .invalidExpression: .configuration
      default: .invalidInput
      }
    self.init(code, error.message)
  }
}
