import BatteryJobs

/// Draws with the signs of a terminal: bars of eighths, and points of braille.
struct TextDrawing {
  /// How many columns there are.
  var width: Int

  private static let rows = 12
  private static let mostBars = 40

  /// A drawing as lines, the last one with its ending.
  func text(_ drawing: StatsDrawing) -> String {
    switch drawing {
    case .histogram(let title, let edges, let counts): histogram(title, edges, counts)
    case .scatter(let title, let x, let y, let curve): scatter(title, x, y, curve)
    }
  }

  // MARK: - Histograms

  /// Few bins lie below each other, with their figures; of many each is a column.
  private func histogram(_ title: String, _ edges: [Double], _ counts: [Int]) -> String {
    let title = DisplayText.harmless(title)
    guard counts.count <= Self.mostBars, edges.count == counts.count + 1 else {
      return columns(title, edges, counts)
    }
    let labels = Figure.texts(edges, digits: 5)
    let labelWidth = labels.map(\.count).max() ?? 0
    let figures = counts.map { "\($0)" }
    let figureWidth = figures.map(\.count).max() ?? 0
    let room = max(10, width - labelWidth - figureWidth - 4)
    let most = max(1, counts.max() ?? 1)
    var text = title + "\n"
    for index in counts.indices {
      let bar = Self.bar(Double(counts[index]) / Double(most) * Double(room), counts[index] > 0)
      text += Self.padded(labels[index], labelWidth) + "  "
      text += Self.padded(figures[index], figureWidth)
      text += (bar.isEmpty ? "" : "  \(bar)") + "\n"
    }
    return text + Self.padded(labels[counts.count], labelWidth) + "\n"
  }

  /// A bar of so many columns, in eighths; of something there is always something to see.
  private static func bar(_ length: Double, _ isAny: Bool) -> String {
    let eighths = max(isAny ? 1 : 0, Int((length * 8).rounded()))
    let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
    return String(repeating: "█", count: eighths / 8) + rest
  }

  private func columns(_ title: String, _ edges: [Double], _ counts: [Int]) -> String {
    // As many bins go into one column as are needed for all to fit.
    let share = max(1, (counts.count + width - 1) / max(1, width))
    let sums = stride(from: 0, to: counts.count, by: share).map { start in
      counts[start..<min(start + share, counts.count)].reduce(0, +)
    }
    let most = max(1, sums.max() ?? 1)
    let levels = sums.map { count in
      max(count > 0 ? 1 : 0, Int((Double(count) / Double(most) * Double(Self.rows * 8)).rounded()))
    }
    var text = title + "\n"
    for row in (0..<Self.rows).reversed() {
      var line = ""
      for level in levels { line += Self.blocks[min(max(level - row * 8, 0), 8)] }
      while line.hasSuffix(" ") { line.removeLast() }
      text += line + "\n"
    }
    let (low, high) = Self.ends(edges.first ?? 0, edges.last ?? 0)
    let gap = max(1, sums.count - low.count - high.count)
    return text + low + String(repeating: " ", count: gap) + high + "\n"
  }

  private static let blocks = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  // MARK: - Points

  private func scatter(
    _ title: String,
    _ x: StatsDrawing.Axis,
    _ y: StatsDrawing.Axis,
    _ curve: [StatsDrawing.Point]
  ) -> String {
    let horizontal = DrawingRange(x.values + curve.map(\.x))
    let vertical = DrawingRange(y.values + curve.map(\.y))
    let (bottom, top) = Self.ends(vertical.low, vertical.high)
    let labelWidth = max(top.count, bottom.count)
    let columns = max(20, min(width - labelWidth - 2, 80))
    let rows = max(Self.rows, min(24, columns / 3))
    var dots = BrailleCanvas(columns: columns, rows: rows)
    for (left, up) in zip(x.values, y.values) where left.isFinite && up.isFinite {
      dots.set(horizontal.share(left), vertical.share(up))
    }
    for (one, next) in zip(curve, curve.dropFirst()) {
      let (from, to) = (horizontal.share(one.x), horizontal.share(next.x))
      let steps = max(1, Int(abs(to - from) * Double(columns * 2)))
      for step in 0...steps {
        let part = Double(step) / Double(steps)
        let up = (1 - part) * one.y + part * next.y
        dots.set(from + part * (to - from), vertical.share(up))
      }
    }
    var text = DisplayText.harmless(title) + "\n"
    for (row, line) in dots.lines.enumerated() {
      let label = row == 0 ? top : row == rows - 1 ? bottom : ""
      text += Self.padded(label, labelWidth) + " ┤" + line + "\n"
    }
    let (left, right) = Self.ends(horizontal.low, horizontal.high)
    let gap = max(1, columns - left.count - right.count)
    text += String(repeating: " ", count: labelWidth + 2) + left
    text += String(repeating: " ", count: gap) + right + "\n"
    let names = "\(DisplayText.harmless(y.name)) over \(DisplayText.harmless(x.name))"
    return text + String(repeating: " ", count: labelWidth + 2) + names + "\n"
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  /// The ends of an axis, with digits enough to tell them apart.
  private static func ends(_ low: Double, _ high: Double) -> (low: String, high: String) {
    let texts = Figure.texts([low, high], digits: 5)
    return (texts[0], texts[1])
  }
}

/// The values between which an axis lies.
struct DrawingRange {
  var low: Double
  var high: Double

  init(_ values: [Double]) {
    let finite = values.filter(\.isFinite)
    low = finite.min() ?? 0
    high = finite.max() ?? 1
    if low == high {
      // Far from 0, where a half would be rounded away, by a thousandth.
      let margin = max(0.5, low.magnitude * 0x1p-10)
      low = max(low - margin, -.greatestFiniteMagnitude)
      high = min(high + margin, .greatestFiniteMagnitude)
    }
  }

  /// Where a value is, from 0 to 1; in the middle where nothing tells.
  func share(_ value: Double) -> Double {
    // Halves, because the difference of two doubles may be beyond the largest.
    let width = high / 2 - low / 2
    guard width > 0, !value.isNaN else { return 0.5 }
    return min(max((value / 2 - low / 2) / width, 0), 1)
  }
}

/// Dots of which eight make a sign.
private struct BrailleCanvas {
  private let columns: Int
  private let rows: Int
  private var signs: [UInt32]

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    signs = Array(repeating: 0, count: columns * rows)
  }

  private static let bits: [[UInt32]] = [
    [0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80],
  ]

  /// Sets the dot at shares of the width and the height, from the lower left.
  mutating func set(_ across: Double, _ up: Double) {
    let x = min(Int(across * Double(columns * 2)), columns * 2 - 1)
    let y = min(Int((1 - up) * Double(rows * 4)), rows * 4 - 1)
    signs[y / 4 * columns + x / 2] |= Self.bits[y % 4][x % 2]
  }

  var lines: [String] {
    (0..<rows).map { row in
      var line = ""
      for sign in signs[row * columns..<(row + 1) * columns] {
        line.unicodeScalars.append(sign == 0 ? " " : Unicode.Scalar(0x2800 + sign) ?? " ")
      }
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    }
  }
}
