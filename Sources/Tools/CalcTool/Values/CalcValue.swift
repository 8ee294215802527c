import BatteryNumbers

/// What an expression can come to.
enum CalcValue {
  case exact(Fraction)
  case real(CalcReal)
  case truth(Bool)
}
