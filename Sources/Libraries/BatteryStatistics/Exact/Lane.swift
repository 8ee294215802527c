/// How an answer was computed.
public enum Lane: String, Sendable, Hashable, CaseIterable, Codable {
  /// From exact sums, rounded once: the same bits for any order and any division.
  case exact
  /// In doubles with errors kept small: the last digits depend on the order.
  case fast
  /// From a sketch, which keeps a part of the data and states its error.
  case approximate
}

extension ExactMoments {
  /// The lane of its answers.
  public var lane: Lane { .exact }
}

extension ExactComoments {
  /// The lane of its answers.
  public var lane: Lane { .exact }
}
