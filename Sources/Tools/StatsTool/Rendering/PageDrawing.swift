import BatteryJobs
import Foundation

/// A drawing as SVG.
struct PageDrawing {
  private let drawing: StatsDrawing

  private static let width = 560.0
  private static let height = 320.0
  private static let left = 62.0
  private static let right = 548.0
  private static let top = 12.0
  private static let bottom = 282.0
  /// With more points than these, only so many are drawn, evenly chosen.
  private static let mostPoints = 5000

  init(_ drawing: StatsDrawing) { self.drawing = drawing }

  /// The drawing in a card of its own.
  var html: String {
    let (title, parts, label) =
      switch drawing {
      case .histogram(let title, let edges, let counts):
        (title, Self.histogram(edges, counts), "Histogram of \(title)")
      case .scatter(let title, let x, let y, let curve):
        (title, Self.scatter(x, y, curve), "\(y.name) over \(x.name)")
      }
    return "<section class=\"card\">\n<h2>\(HTMLText.escaped(title))</h2>\n"
      + "<svg viewBox=\"0 0 \(Int(Self.width)) \(Int(Self.height))\" role=\"img\" aria-label=\""
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
    var svg = ""
    for tick in ticks {
      svg += level(bottom - tick / highest * (bottom - top), Figure.short(tick))
    }
    for (index, count) in counts.enumerated() where count > 0 {
      let from = left + across.share(edges[index]) * (right - left)
      let to = left + across.share(edges[index + 1]) * (right - left)
      let height = Double(count) / highest * (bottom - top)
      let gap = min(1, (to - from) / 5)
      let name = "\(Figure.short(edges[index])) to \(Figure.short(edges[index + 1])): \(count)"
      svg += "<rect class=\"bar\" x=\"\(at(from + gap / 2))\" y=\"\(at(bottom - height))\" width=\""
      svg += "\(at(max(to - from - gap, 0.5)))\" height=\"\(at(height))\"><title>"
      svg += "\(HTMLText.escaped(name))</title></rect>\n"
    }
    return svg + horizontal(across, name: nil)
  }

  private static func scatter(
    _ x: StatsDrawing.Axis,
    _ y: StatsDrawing.Axis,
    _ curve: [StatsDrawing.Point]
  ) -> String {
    let across = DrawingRange(x.values + curve.map(\.x))
    let up = DrawingRange(y.values + curve.map(\.y))
    func place(_ point: StatsDrawing.Point) -> (String, String) {
      (
        at(left + across.share(point.x) * (right - left)),
        at(bottom - up.share(point.y) * (bottom - top))
      )
    }
    var svg = ""
    for tick in ticks(up.low, up.high) {
      svg += level(bottom - up.share(tick) * (bottom - top), Figure.short(tick))
    }
    let count = min(x.values.count, y.values.count)
    let step = max(1, (count + mostPoints - 1) / mostPoints)
    for index in stride(from: 0, to: count, by: step)
    where x.values[index].isFinite && y.values[index].isFinite {
      let (cx, cy) = place(.init(x: x.values[index], y: y.values[index]))
      svg += "<circle class=\"dot\" cx=\"\(cx)\" cy=\"\(cy)\" r=\"3\"/>\n"
    }
    if curve.count > 1 {
      let points = curve.map { place($0) }.map { "\($0.0),\($0.1)" }
      svg += "<polyline class=\"curve\" points=\"\(points.joined(separator: " "))\"/>\n"
    }
    svg +=
      "<text x=\"\(at(left))\" y=\"\(at(top + 4))\" dx=\"4\">\(HTMLText.escaped(y.name))</text>\n"
    return svg + horizontal(across, name: x.name)
  }

  private static func level(_ y: Double, _ label: String) -> String {
    "<line class=\"axis\" x1=\"\(at(left))\" x2=\"\(at(right))\" y1=\"\(at(y))\" y2=\"\(at(y))\"/>\n"
      + "<text x=\"\(at(left - 6))\" y=\"\(at(y + 4))\" text-anchor=\"end\">"
      + "\(HTMLText.escaped(label))</text>\n"
  }

  private static func horizontal(_ range: DrawingRange, name: String?) -> String {
    var svg = ""
    for tick in ticks(range.low, range.high) {
      let x = left + range.share(tick) * (right - left)
      svg += "<text x=\"\(at(x))\" y=\"\(at(bottom + 17))\" text-anchor=\"middle\">"
      svg += "\(HTMLText.escaped(Figure.short(tick)))</text>\n"
    }
    guard let name else { return svg }
    return svg + "<text x=\"\(at(right))\" y=\"\(at(bottom + 34))\" text-anchor=\"end\">"
      + "\(HTMLText.escaped(name))</text>\n"
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
