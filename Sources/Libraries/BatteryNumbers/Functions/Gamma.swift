internal import Foundation

/// The logarithm of the gamma function with the bits of Python's `math.lgamma`.
///
/// It differs from the C library's in the last bit now and then, and a random stream that depends on
/// it with it. Source: Lanczos' approximation with Pugh's coefficients for g = 6.0247 and thirteen
/// terms, as Boost's library has them.
enum Gamma {
  private static let g = 6.024680040776729583740234375
  private static let numerators = [
    23531376880.410759688572007674451636754734846804940,
    42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843,
    17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708,
    1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801,
    31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768,
    186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024,
    210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408,
  ]
  /// The coefficients of x · (x + 1) · … · (x + 11).
  private static let denominators: [Double] = [
    0, 39_916_800, 120_543_840, 150_917_976, 105_258_076, 45_995_730, 13_339_535, 2_637_558,
    357_423, 32_670, 1_925, 66, 1,
  ]

  /// The logarithm of Γ(x) for a positive x.
  static func logarithm(_ x: Double) -> Double {
    if x == 1 || x == 2 { return 0 }
    if x.isInfinite { return x }
    if x < 1e-20 { return -log(x) }
    return log(sum(x)) - g + (x - 0.5) * (log(x + g - 0.5) - 1)
  }

  private static func sum(_ x: Double) -> Double {
    var (above, below) = (0.0, 0.0)
    if x < 5 {
      for place in (0..<13).reversed() {
        above = above * x + numerators[place]
        below = below * x + denominators[place]
      }
    } else {
      for place in 0..<13 {
        above = above / x + numerators[place]
        below = below / x + denominators[place]
      }
    }
    return above / below
  }
}
