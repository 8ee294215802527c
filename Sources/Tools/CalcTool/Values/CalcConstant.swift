/// A number that has a name.
enum CalcConstant: String, CaseIterable {
  case pi, e, tau, phi

  /// The constant of that name, in Latin or Greek.
  init?(name: String) {
    switch name {
    case "\u{3C0}": self = .pi
    case "\u{3C4}": self = .tau
    case "\u{3C6}": self = .phi
    default: self.init(rawValue: name)
    }
  }
}
