/// Whom to wake once a lock is released.
///
/// Waking somebody under a lock that the handler of a cancellation takes as well can block both for
/// ever, since the runtime holds a lock of its own around such handlers.
@usableFromInline struct Wakes: ~Copyable {
  @usableFromInline var first: (() -> Void)?
  @usableFromInline var others: [() -> Void] = []

  @inlinable init() {}

  @inlinable mutating func add(_ wake: @escaping () -> Void) {
    if first == nil { first = wake } else { others.append(wake) }
  }

  @inlinable consuming func run() {
    first?()
    for wake in others { wake() }
  }
}
