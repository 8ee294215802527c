extension TestResult: Codable {
  private enum Key: String, CodingKey {
    case method, statistic, p, degreesOfFreedom, estimate, low, high, probability
  }

  /// Reads a result that was written on any machine.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    self.init(
      method: try container.decode(String.self, forKey: .method),
      statistic: try container.decodeFigure(.statistic),
      p: try container.decodeFigure(.p),
      degreesOfFreedom: try container.decodeFigureIfPresent(.degreesOfFreedom),
      estimate: try container.decodeFigureIfPresent(.estimate),
      low: try container.decodeFigureIfPresent(.low),
      high: try container.decodeFigureIfPresent(.high),
      probability: try container.decode(ProbabilityKind.self, forKey: .probability)
    )
  }

  /// Writes the result; figures that are not finite as texts, so that they pass JSON.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(method, forKey: .method)
    try container.encode(figure: statistic, forKey: .statistic)
    try container.encode(figure: p, forKey: .p)
    try container.encode(figure: degreesOfFreedom, forKey: .degreesOfFreedom)
    try container.encode(figure: estimate, forKey: .estimate)
    try container.encode(figure: low, forKey: .low)
    try container.encode(figure: high, forKey: .high)
    try container.encode(probability, forKey: .probability)
  }
}
