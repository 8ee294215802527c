import BatteryJobs

/// Numbers as people read them.
enum Figures {
  /// A whole number with commas between thousands: `1,448,370`.
  static func count(_ value: Int) -> String {
    let digits = String(value.magnitude)
    guard digits.utf8.count > 3 else { return String(value) }
    var result = value < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.utf8.count - index).isMultiple(of: 3) { result.append(",") }
      result.append(digit)
    }
    return result
  }

  /// A whole number in few characters, for axes: `1.5k`, `20M`.
  static func short(_ value: Int) -> String {
    var rest = Double(value)
    var units = ["", "k", "M", "G", "T", "P", "E"][...]
    while rest >= 1000, units.count > 1 {
      rest /= 1000
      units.removeFirst()
    }
    return decimal(rest, places: rest < 10 ? 2 : 1, isTrimmed: true) + (units.first ?? "")
  }

  /// An amount of data: `16.6 GiB`.
  static func bytes(_ value: Int) -> String { ByteCount(bytes: Int64(value)).description }

  /// A share as hundredths: `12.3%`, and `<0.1%` for what is not quite nothing.
  static func percent(_ share: Double) -> String {
    guard share.isFinite, share > 0 else { return "0%" }
    if share < 0.0005 { return "<0.1%" }
    if share < 1, share >= 0.9995 { return ">99.9%" }
    return decimal(share * 100, places: 1, isTrimmed: share >= 1) + "%"
  }

  /// A part of a whole, from 0 to 1.
  static func share(_ part: Int, of whole: Int) -> Double {
    whole > 0 ? Double(part) / Double(whole) : 0
  }

  /// A time that an answer took, with about three digits: `0.42 ms`, `12.3 ms`, `1.25 s`.
  static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite else { return "–" }
    guard seconds > 0 else { return "0 ms" }
    let milliseconds = seconds * 1000
    return switch milliseconds {
    case ..<9.995: decimal(milliseconds, places: 2) + " ms"
    case ..<99.95: decimal(milliseconds, places: 1) + " ms"
    case ..<999.5: decimal(milliseconds, places: 0) + " ms"
    case ..<99_950: decimal(seconds, places: 2) + " s"
    default: count(Int(min(seconds, 1e15).rounded())) + " s"
    }
  }

  /// A number with some digits after the point.
  private static func decimal(_ value: Double, places: Int, isTrimmed: Bool = false) -> String {
    var factor = 1
    for _ in 0..<places { factor *= 10 }
    let scaled = Int((min(value, 1e15) * Double(factor)).rounded())
    var fraction = String(scaled % factor + factor).dropFirst()
    if isTrimmed { while fraction.last == "0" { fraction.removeLast() } }
    let whole = String(scaled / factor)
    return places == 0 || fraction.isEmpty ? whole : "\(whole).\(fraction)"
  }
}
