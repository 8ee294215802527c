/// Limbs behind a reference, in one allocation; written once, before anybody else sees them.
///
/// An array would do the same at three times the cost: making one asks the runtime for its
/// metadata and the allocator for its true size.
final class LimbStorage: ManagedBuffer<Void, Limb> {
  /// Room for limbs that are not set yet.
  @inline(__always)
  static func make(_ count: Int) -> LimbStorage {
    unsafeDowncast(
      LimbStorage.create(minimumCapacity: count) { _ in () },
      to: LimbStorage.self
    )
  }

  @inline(__always)
  var limbs: Limbs.Target { withUnsafeMutablePointerToElements { $0 } }
}
