/// What is drawn of data: as blocks in a terminal, as SVG in a page.
public enum StatsDrawing: Hashable, Sendable {
  /// How many values are in each of the parts between neighbouring edges.
  case histogram(title: String, edges: [Double], counts: [Int])
  /// Points, with a fitted curve where there is one.
  case scatter(title: String, x: Axis, y: Axis, curve: [Point])

  /// The coordinates of the points along one axis, and what they are.
  public struct Axis: Hashable, Sendable {
    /// The name of the column.
    public var name: String
    /// One value for each point.
    public var values: [Double]

    /// Names the values.
    public init(name: String, values: [Double]) {
      self.name = name
      self.values = values
    }
  }

  /// A point of a curve.
  public struct Point: Hashable, Sendable {
    /// Along the horizontal axis.
    public var x: Double
    /// Along the vertical axis.
    public var y: Double

    /// Places a point.
    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }
}
