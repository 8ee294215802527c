import BatteryJobs
import Foundation

/// A drawing as SVG.
struct PageDrawing {
  private let drawing: StatsDrawing

  private static let width = 440.0
  private static let height = 280.0
  private static let right = 430.0
  private static let top = 24.0
  private static let bottom = 236.0
  /// What one sign of a label takes where labels are largest, on a phone.
  private static let sign = 8.0
  /// With more points than these, only so many are drawn, evenly chosen.
  private static let mostPoints = 5000

  init(_ drawing: StatsDrawing) { self.drawing = drawing }

  /// The drawing in a card of its own.
  var html: String {
    let (title, parts, label, box) =
      switch drawing {
      case .histogram(let title, let edges, let counts):
        // Without names of axes above and below.
        (title, Self.histogram(edges, counts), "Histogram of \(title)", (Self.top - 10, 264.0))
      case .scatter(let title, let x, let y, let curve):
        (title, Self.scatter(x, y, curve), "\(y.name) over \(x.name)", (0, Self.height))
      }
    return "<section class=\"card plot\">\n<h2>\(HTMLText.escaped(title))</h2>\n"
      + "<svg viewBox=\"0 \(Int(box.0)) \(Int(Self.width)) \(Int(box.1 - box.0))\" role=\"img\" aria-label=\""
      + "\(HTMLText.escaped(label))\">\n\(parts)</svg>\n</section>\n"
  }

  private static func histogram(_ edges: [Double], _ counts: [Int]) -> String {
    guard let first = edges.first, let last = edges.last, edges.count == counts.count + 1 else {
      return ""
    }
    let across = DrawingRange([first, last])
    let most = counts.max() ?? 1
    let ticks = Self.ticks(0, Double(max(most, 1)))
    let highest = max(Double(most), ticks.last ?? 1)
    let levels = Figure.texts(ticks, digits: 5)
    let names = Figure.texts(edges)
    let left = Self.left(of: levels)
    var svg = ""
    for (tick, label) in zip(ticks, levels) {
      svg += level(bottom - tick / highest * (bottom - top), from: left, label)
    }
    for (index, count) in counts.enumerated() where count > 0 {
      let from = left + across.share(edges[index]) * (right - left)
      let to = left + across.share(edges[index + 1]) * (right - left)
      let height = Double(count) / highest * (bottom - top)
      let gap = min(1, (to - from) / 5)
      let name = "\(names[index]) to \(names[index + 1]): \(count)"
      svg += "<rect class=\"bar\" x=\"\(at(from + gap / 2))\" y=\"\(at(bottom - height))\" width=\""
      svg += "\(at(max(to - from - gap, 0.5)))\" height=\"\(at(height))\"><title>"
      svg += "\(HTMLText.escaped(name))</title></rect>\n"
    }
    return svg + horizontal(across, from: left, name: nil)
  }

  private static func scatter(
    _ x: StatsDrawing.Axis,
    _ y: StatsDrawing.Axis,
    _ curve: [StatsDrawing.Point]
  ) -> String {
    let across = DrawingRange(x.values + curve.map(\.x))
    let up = DrawingRange(y.values + curve.map(\.y))
    let ticks = Self.ticks(up.low, up.high)
    let levels = Figure.texts(ticks, digits: 5)
    let left = Self.left(of: levels)
    func place(_ point: StatsDrawing.Point) -> (String, String) {
      (
        at(left + across.share(point.x) * (right - left)),
        at(bottom - up.share(point.y) * (bottom - top))
      )
    }
    var svg = ""
    for (tick, label) in zip(ticks, levels) {
      svg += level(bottom - up.share(tick) * (bottom - top), from: left, label)
    }
    let count = min(x.values.count, y.values.count)
    let step = max(1, (count + mostPoints - 1) / mostPoints)
    for index in stride(from: 0, to: count, by: step)
    where x.values[index].isFinite && y.values[index].isFinite {
      let (cx, cy) = place(.init(x: x.values[index], y: y.values[index]))
      svg += "<circle class=\"dot\" cx=\"\(cx)\" cy=\"\(cy)\" r=\"2.5\"/>\n"
    }
    if curve.count > 1 {
      let points = curve.map { place($0) }.map { "\($0.0),\($0.1)" }
      svg += "<polyline class=\"curve\" points=\"\(points.joined(separator: " "))\"/>\n"
    }
    svg +=
      "<text x=\"\(at(left))\" y=\"\(at(top - 11))\">\(HTMLText.escaped(shortened(y.name)))</text>\n"
    return svg + horizontal(across, from: left, name: x.name)
  }

  /// Where the frame begins, so that labels have room before it.
  private static func left(of labels: [String]) -> Double {
    min(max(Double(labels.map(\.count).max() ?? 0) * sign + 10, 30), width / 2)
  }

  /// The name of an axis, no longer than the drawing is wide.
  private static func shortened(_ name: String) -> String {
    name.count > 48 ? "\(name.prefix(47))…" : name
  }

  private static func level(_ y: Double, from left: Double, _ label: String) -> String {
    "<line class=\"axis\" x1=\"\(at(left))\" x2=\"\(at(right))\" y1=\"\(at(y))\" y2=\"\(at(y))\"/>\n"
      + "<text x=\"\(at(left - 6))\" y=\"\(at(y + 4))\" text-anchor=\"end\">"
      + "\(HTMLText.escaped(label))</text>\n"
  }

  private static func horizontal(
    _ range: DrawingRange,
    from left: Double,
    name: String?
  ) -> String {
    var ticks = Self.ticks(range.low, range.high)
    var labels = Figure.texts(ticks, digits: 5)
    // Long labels would run into each other.
    while ticks.count > 2,
      Double(labels.map(\.count).max() ?? 0) + 2 > (right - left) / sign / Double(ticks.count)
    {
      let kept = ticks.indices.filter { $0.isMultiple(of: 2) }
      (ticks, labels) = (kept.map { ticks[$0] }, kept.map { labels[$0] })
    }
    var svg = ""
    for (tick, label) in zip(ticks, labels) {
      let x = left + range.share(tick) * (right - left)
      let half = Double(label.count) * sign / 2
      // A label at the edge ends there.
      let anchor = x + half > width ? "end" : "middle"
      let place = anchor == "end" ? width : x
      svg += "<text x=\"\(at(place))\" y=\"\(at(bottom + 17))\" text-anchor=\"\(anchor)\">"
      svg += "\(HTMLText.escaped(label))</text>\n"
    }
    guard let name else { return svg }
    return svg + "<text x=\"\(at((left + right) / 2))\" y=\"\(at(bottom + 36))\""
      + " text-anchor=\"middle\">\(HTMLText.escaped(shortened(name)))</text>\n"
  }

  /// Round numbers from the lowest to the highest value: steps of 1, 2 or 5 times a power of ten.
  static func ticks(_ low: Double, _ high: Double) -> [Double] {
    let rough = (high - low) / 6
    guard rough.isFinite, rough > 0 else { return low == high ? [low] : [low, high] }
    // Below, the power of ten or what it divides would not be a double.
    guard rough > 1e-290 else { return [low, high] }
    let power = Double("1e\(Int(log10(rough).rounded(.down)))") ?? 1
    let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= rough } ?? rough
    let first = (low / step).rounded(.up)
    let last = (high / step + 1e-9).rounded(.down)
    guard first <= last, last - first < 20 else { return [low, high] }
    // By divisions, so that 0.3 is 3 tenths and not three times a tenth.
    return stride(from: first, through: last, by: 1).map {
      power < 1 ? $0 * (step / power) / (1 / power) : $0 * step
    }
  }

  /// A coordinate with two digits behind the point.
  private static func at(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let rest = abs(hundredths % 100)
    let sign = hundredths < 0 && hundredths > -100 ? "-" : ""
    return "\(sign)\(hundredths / 100)" + (rest == 0 ? "" : rest < 10 ? ".0\(rest)" : ".\(rest)")
  }
}
