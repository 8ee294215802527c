/// Hashes that are the same on every machine and in every run, unlike `Hasher`'s.
enum StableHash {
  /// The 64-bit FNV-1a hash of a text's UTF-8 bytes.
  ///
  /// Source: Fowler, Noll, Vo, https://datatracker.ietf.org/doc/html/draft-eastlake-fnv.
  static func fnv1a(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
