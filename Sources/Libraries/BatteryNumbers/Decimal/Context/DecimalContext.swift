import Synchronization

/// The precision, rounding and limits of decimal arithmetic, what it traps, and its flags.
///
/// ``current`` is a task-local value: change it for a piece of work with ``run(_:)-(()->R)``. A
/// context's own methods throw as soon as a trapped signal is raised; the operators of ``Decimal``
/// go on with the result that the specification gives, and `run` throws at the end.
///
/// Copies of a context share their flags; ``withOwnFlags()`` makes one that does not.
public struct DecimalContext: Sendable {
  /// How many digits a result has at most, from 1 to 999,999,999.
  public var precision: Int { didSet { check() } }
  /// How results are brought to the precision.
  public var rounding: DecimalRounding
  /// The exponent of the first digit of the smallest normal number, at most 0.
  public var minimumExponent: Int { didSet { check() } }
  /// The largest exponent of a number's first digit, at least 0.
  public var maximumExponent: Int { didSet { check() } }
  /// Whether exponents are held down to what an interchange format of this precision has.
  public var clamp: Bool
  /// Whether texts have `E` before the exponent, not `e`.
  public var capitals: Bool
  /// The signals that stop the work.
  public var traps: DecimalSignals
  /// The most digits that one operation may work with.
  ///
  /// An operation that needs more is refused, as ``DecimalCondition/insufficientStorage``, before
  /// it takes memory. It takes at most about 20 bytes for each digit.
  public var digitLimit: Int
  /// Whether the precision and the exponents are inside the limits.
  public private(set) var isValid = true

  let recorder = Recorder()

  /// The digits that one operation may work with unless a context says otherwise.
  public static let defaultDigitLimit = 10_000_000

  /// Creates a context, as Python's default one unless told otherwise.
  ///
  /// A context outside the limits is not ``isValid``: each operation in it is invalid.
  public init(
    precision: Int = 28,
    rounding: DecimalRounding = .halfEven,
    minimumExponent: Int = -999_999,
    maximumExponent: Int = 999_999,
    clamp: Bool = false,
    capitals: Bool = true,
    traps: DecimalSignals = [.invalidOperation, .divisionByZero, .overflow],
    digitLimit: Int = DecimalContext.defaultDigitLimit
  ) {
    self.precision = precision
    self.rounding = rounding
    self.minimumExponent = minimumExponent
    self.maximumExponent = maximumExponent
    self.clamp = clamp
    self.capitals = capitals
    self.traps = traps
    self.digitLimit = digitLimit
    check()
  }

  /// The context that operators use in this task.
  ///
  /// - Warning: Outside of ``run(_:)-(()->R)`` nothing throws what an operator trapped, and all tasks
  ///   share one context and so its flags: `Decimal(1) / 0` is infinite, and any other task sees
  ///   `divisionByZero` among the flags. Work inside `run`, call the context's methods, which throw
  ///   at once, or ask ``takeTrapped()`` after the operators.
  @TaskLocal public static var current = DecimalContext()

  /// The specification's basic context: 9 digits, half up, most signals trapped.
  public static var basic: DecimalContext {
    DecimalContext(
      precision: 9,
      rounding: .halfUp,
      traps: [.divisionByZero, .overflow, .invalidOperation, .clamped, .underflow]
    )
  }

  /// The specification's extended context: 9 digits, half even, no traps.
  public static var extended: DecimalContext { DecimalContext(precision: 9, traps: []) }

  /// A context of the interchange format of that many bits: 32, 64 or 128, or more by 32.
  ///
  /// - Returns: `nil` when there is no such format.
  public static func ieee(bits: Int) -> DecimalContext? {
    guard bits >= 32, bits <= 512, bits % 32 == 0 else { return nil }
    let largest = 3 * (1 << (bits / 16 + 3))
    return DecimalContext(
      precision: 9 * (bits / 32) - 2,
      minimumExponent: 1 - largest,
      maximumExponent: largest,
      clamp: true,
      traps: []
    )
  }

  private mutating func check() {
    isValid =
      precision >= 1 && precision <= Decimal.largestPrecision && minimumExponent <= 0
      && minimumExponent >= -Decimal.largestExponent && maximumExponent >= 0
      && maximumExponent <= Decimal.largestExponent
  }

  /// The exponent of the last digit of the smallest subnormal number.
  @inline(__always)
  public var tinyExponent: Int { minimumExponent &- precision &+ 1 }

  /// The largest exponent of the last digit of a number with all its digits.
  @inline(__always)
  public var topExponent: Int { maximumExponent &- precision &+ 1 }

  // MARK: Flags

  /// The signals raised since the flags were cleared.
  public var flags: DecimalSignals {
    get { DecimalSignals(rawValue: recorder.raised.load(ordering: .relaxed)) }
    nonmutating set { recorder.raised.store(newValue.rawValue, ordering: .relaxed) }
  }

  /// Lowers all flags, and forgets what operators trapped.
  public func clearFlags() {
    flags = []
    _ = takeTrapped()
  }

  /// The first trapped signal that an operator raised since this was asked, or the flags cleared.
  ///
  /// What was taken, ``run(_:)-(()->R)`` does not throw any more.
  public func takeTrapped() -> DecimalError? { recorder.sprung.withLock { $0.take() } }

  /// A copy whose flags are its own, and lowered.
  public func withOwnFlags() -> DecimalContext {
    DecimalContext(
      precision: precision,
      rounding: rounding,
      minimumExponent: minimumExponent,
      maximumExponent: maximumExponent,
      clamp: clamp,
      capitals: capitals,
      traps: traps,
      digitLimit: digitLimit
    )
  }

  /// Keeps what was raised, across copies and tasks.
  final class Recorder: Sendable {
    let raised = Atomic<UInt16>(0)
    /// The first trap that an operator sprang.
    let sprung = Mutex<DecimalError?>(nil)

    @inline(__always)
    func raise(_ signals: DecimalSignals) {
      // Most signals are up already: a load is cheaper than a write that all cores see.
      let old = raised.load(ordering: .relaxed)
      if old | signals.rawValue != old {
        raised.bitwiseOr(signals.rawValue, ordering: .relaxed)
      }
    }
  }
}
