import Synchronization

/// A constant in as many limbs as were ever asked for; safe to ask from several threads.
final class ConstantCache: Sendable {
  private let known = Mutex<(limbs: Int, value: Coefficient)>((0, .zero))
  private let compute: @Sendable (Int) -> Coefficient

  /// Keeps what `compute` gives, for a number of limbs, within a few thousand units of the last place.
  init(_ compute: @escaping @Sendable (_ limbs: Int) -> Coefficient) { self.compute = compute }

  /// The constant in fixed point, within two units of the last place.
  func value(_ limbs: Int) -> Coefficient {
    let known = known.withLock { $0 }
    if known.limbs >= limbs { return known.value.droppingLimbs(known.limbs - limbs) }
    // Computed without the lock: who needs few digits does not wait for who needs a million.
    let value = compute(limbs + 2).droppingLimbs(1)
    self.known.withLock { if $0.limbs < limbs + 1 { $0 = (limbs + 1, value) } }
    return value.droppingLimbs(1)
  }
}
