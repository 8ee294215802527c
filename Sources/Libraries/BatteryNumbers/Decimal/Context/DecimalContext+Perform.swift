import Synchronization

extension DecimalContext {
  /// The conditions that one operation collects.
  typealias Conditions = DecimalCondition.Set

  /// Runs an operation, raises its signals, and throws when one is trapped.
  @inline(__always)
  func perform(
    _ operation: StaticString,
    _ body: (inout Conditions) -> Decimal
  ) throws(DecimalError) -> Decimal {
    var conditions: Conditions = []
    let result = isValid ? body(&conditions) : refuse(.invalidContext, &conditions)
    if !conditions.isEmpty { try raise(conditions, operation, result) }
    return result
  }

  private func raise(
    _ conditions: Conditions,
    _ operation: StaticString,
    _ result: Decimal
  ) throws(DecimalError) {
    let signals = conditions.signals
    recorder.raise(signals)
    if !traps.isDisjoint(with: signals), let condition = conditions.gravest(in: traps) {
      throw DecimalError(condition, operation: operation.description, result: result)
    }
  }

  /// Runs an operator, raises its signals, and remembers the first that is trapped.
  @inline(__always)
  func performOperator(
    _ operation: StaticString,
    _ body: (inout Conditions) -> Decimal
  ) -> Decimal {
    var conditions: Conditions = []
    let result = isValid ? body(&conditions) : refuse(.invalidContext, &conditions)
    if !conditions.isEmpty { note(conditions, operation, result) }
    return result
  }

  func note(_ conditions: Conditions, _ operation: StaticString, _ result: Decimal) {
    let signals = conditions.signals
    recorder.raise(signals)
    guard !traps.isDisjoint(with: signals), let condition = conditions.gravest(in: traps) else {
      return
    }
    let error = DecimalError(condition, operation: operation.description, result: result)
    recorder.sprung.withLock { $0 = $0 ?? error }
  }

  /// Notes a condition that has no result.
  func refuse(_ condition: Conditions, _ conditions: inout Conditions) -> Decimal {
    conditions.insert(condition)
    return .nan
  }

  /// Whether an operation may work with that many digits; notes the condition if not.
  @inline(__always)
  func allows(_ digits: Int, _ conditions: inout Conditions) -> Bool {
    if _fastPath(digits <= digitLimit) { return true }
    conditions.insert(.insufficientStorage)
    return false
  }

  // MARK: Scopes

  /// Runs `body` with a copy of this context as ``current``, whose flags are its own.
  ///
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws; else a ``DecimalError`` when an operator in it raised a trapped
  ///   signal: the first one.
  public func run<R>(_ body: () throws -> R) throws -> R {
    let scope = withOwnFlags()
    let result = try Self.$current.withValue(scope) { try body() }
    try scope.throwSprung()
    return result
  }

  /// Runs `body` with a copy of this context as ``current``, whose flags are its own.
  ///
  /// Tasks that `body` starts as its children use the context too.
  ///
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws; else a ``DecimalError`` when an operator in it raised a trapped
  ///   signal: the first one.
  public func run<R>(_ body: () async throws -> R) async throws -> R {
    let scope = withOwnFlags()
    let result = try await Self.$current.withValue(scope) { try await body() }
    try scope.throwSprung()
    return result
  }

  private func throwSprung() throws(DecimalError) {
    if let error = recorder.sprung.withLock({ $0 }) { throw error }
  }
}
