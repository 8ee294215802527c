internal import Synchronization

/// What a model says of each row, computed when it is asked for, once.
final class RowFigures: Sendable {
  struct Values: Sendable, Hashable, Codable {
    var residuals: [Double] = []
    var leverage: [Double] = []
  }

  private enum State: Sendable {
    case waiting(@Sendable () -> Values)
    case known(Values)
  }

  private let state: Mutex<State>

  init(_ compute: @escaping @Sendable () -> Values) { state = Mutex(.waiting(compute)) }

  init(_ values: Values) { state = Mutex(.known(values)) }

  var values: Values {
    state.withLock { state in
      switch state {
      case .known(let values): return values
      case .waiting(let compute):
        let values = compute()
        state = .known(values)
        return values
      }
    }
  }
}

extension RowFigures: Hashable {
  static func == (first: RowFigures, second: RowFigures) -> Bool {
    first === second || first.values == second.values
  }

  // Models that differ in their rows alone are too few to compute the rows for.
  func hash(into hasher: inout Hasher) {}
}

extension RowFigures: Codable {
  convenience init(from decoder: any Decoder) throws { self.init(try Values(from: decoder)) }

  func encode(to encoder: any Encoder) throws { try values.encode(to: encoder) }
}
