/// Figures that may be infinite, as the open end of an interval: JSON has no number for them, and they
/// are written as the text "Infinity" or "-Infinity".
extension KeyedEncodingContainer {
  mutating func encode(figure: Double?, forKey key: Key) throws {
    guard let figure else { return }
    if figure.isFinite {
      try encode(figure, forKey: key)
    } else {
      try encode(figure.isNaN ? "NaN" : figure > 0 ? "Infinity" : "-Infinity", forKey: key)
    }
  }
}

extension KeyedDecodingContainer {
  func decodeFigureIfPresent(_ key: Key) throws -> Double? {
    guard contains(key), try !decodeNil(forKey: key) else { return nil }
    return try decodeFigure(key)
  }

  func decodeFigure(_ key: Key) throws -> Double {
    guard let text = try? decode(String.self, forKey: key) else {
      return try decode(Double.self, forKey: key)
    }
    switch text {
    case "Infinity": return .infinity
    case "-Infinity": return -.infinity
    case "NaN": return .nan
    default:
      throw DecodingError.dataCorruptedError(
        forKey: key,
        in: self,
        debugDescription: "\(text) is no figure. Write a number, Infinity, -Infinity or NaN."
      )
    }
  }
}
