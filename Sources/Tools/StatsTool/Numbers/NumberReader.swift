import BatteryNumbers
import BatteryStatistics
import BatteryTables

/// Makes numbers of a column of a batch.
struct NumberReader: Sendable {
  /// The name of the column, for messages.
  var name: String
  /// Whether numbers are computed exactly, or as doubles.
  var lane: Lane
  /// Whether doubles in the batch stand for the shortest text that reads back as them, which is what
  /// was written; else they are binary fractions.
  var hasTexts: Bool
  /// Whether it is a condition that takes the numbers.
  var isCompared = false

  /// What a cell is.
  enum Cell {
    case missing
    case notFinite
    case short(Int64, Int)
    case long(ScaledNumber)
    case double(Double)
  }

  /// Reads some rows of a column.
  ///
  /// - Parameters:
  ///   - column: The column.
  ///   - rows: The rows; `nil` for all.
  /// - Returns: The numbers.
  /// - Throws: `RowProblem` for the first cell that is not a number.
  func rows(_ column: Column, _ rows: [Int32]?) throws(RowProblem) -> NumberRows {
    var numbers = NumberRows()
    let count = rows?.count ?? column.count
    switch column {
    case .text(let texts) where lane == .exact, .decimal(let texts) where lane == .exact:
      try read(rows.map { texts.gathering($0) } ?? texts, rows, into: &numbers)
    case .text(let texts), .decimal(let texts):
      numbers.doubles.reserveCapacity(count)
      for index in 0..<count {
        let row = rows.map { Int($0[index]) } ?? index
        let value = texts.withBytes(of: row) { $0.isEmpty ? nil : NumberText.double($0) }
        if let value, value.isFinite {
          numbers.doubles.append(value)
        } else {
          numbers.add(try cell(texts, row), row, lane)
        }
      }
    default:
      if case .double = column, !hasTexts { numbers.base = .two }
      for index in 0..<count {
        let row = rows.map { Int($0[index]) } ?? index
        numbers.add(try cell(column, row), row, lane)
      }
    }
    return numbers
  }

  /// Reads texts into integers, the long ones apart; `rows` are the numbers of their rows.
  private func read(
    _ texts: TextColumn,
    _ rows: [Int32]?,
    into numbers: inout NumberRows
  ) throws(RowProblem) {
    for (place, before) in Self.pack(texts, into: &numbers) {
      if texts.nulls[place] {
        numbers.missing += 1
        continue
      }
      let row = rows.map { Int($0[place]) } ?? place
      switch try cell(text: texts[place] ?? "", row) {
      case .long(let number): numbers.long.append((before + numbers.long.count, number))
      case .short(let value, let scale):
        let number = ScaledNumber(BigInteger(Int(value)), scale: scale, base: .ten)
        numbers.long.append((before + numbers.long.count, number))
      case .double(let value):
        numbers.long.append((before + numbers.long.count, ScaledNumber(value)))
      case .missing: numbers.missing += 1
      case .notFinite:
        numbers.notFinite += 1
        numbers.firstNotFinite = numbers.firstNotFinite ?? row
      }
    }
  }

  /// Reads the texts that are short numbers.
  ///
  /// - Returns: The places of all others, and how many short ones are before each.
  private static func pack(
    _ texts: TextColumn,
    into numbers: inout NumberRows
  ) -> [(place: Int, before: Int)] {
    let count = texts.count
    var scales: [Int16] = []
    var others: [(place: Int, before: Int)] = []
    numbers.values = texts.bytes.withUnsafeBufferPointer { bytes in
      texts.offsets.withUnsafeBufferPointer { offsets in
        [Int64](unsafeUninitializedCapacity: count) { values, length in
          scales = [Int16](unsafeUninitializedCapacity: count) { scales, scaleLength in
            var number = 0
            defer {
              length = number
              scaleLength = number
            }
            guard let start = bytes.baseAddress, let target = values.baseAddress,
              let exponents = scales.baseAddress
            else {
              others = (0..<count).map { ($0, 0) }
              return
            }
            for place in 0..<count {
              let (from, to) = (offsets[place], offsets[place &+ 1])
              var (value, scale): (Int64, Int) = (0, 0)
              // A row without a value has no bytes.
              if NumberField.short(start + from, to &- from, &value, &scale)
                || NumberField.scientific(start + from, to &- from, &value, &scale),
                scale <= NumberStore.largestScale
              {
                (target + number).initialize(to: value)
                (exponents + number).initialize(to: Int16(scale))
                number &+= 1
              } else {
                others.append((place, number))
              }
            }
          }
        }
      }
    }
    numbers.scales = scales
    return others
  }

  /// Reads one cell.
  ///
  /// - Throws: `RowProblem` when it is not a number.
  func cell(_ column: Column, _ row: Int) throws(RowProblem) -> Cell {
    if column.nulls[row] { return .missing }
    switch column {
    case .text(let texts), .decimal(let texts): return try cell(texts, row)
    case .integer(let values): return .short(values.values[row], 0)
    case .double(let values):
      let value = values.values[row]
      guard value.isFinite else { return .notFinite }
      guard hasTexts, lane == .exact else { return .double(value) }
      return try cell(text: "\(value)", row)
    default: return try cell(text: column[row].description, row)
    }
  }

  private func cell(_ texts: TextColumn, _ row: Int) throws(RowProblem) -> Cell {
    guard let text = texts[row] else { return .missing }
    return try cell(text: text, row)
  }

  private func cell(text: String, _ row: Int) throws(RowProblem) -> Cell {
    var text = text
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    if text.first.map(isBlank) ?? false || text.last.map(isBlank) ?? false {
      text = String(text.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }
    if text.isEmpty { return .missing }
    if lane == .fast {
      let value = text.withUTF8 { NumberText.double($0) } ?? ScaledNumber(text)?.double
      if let value, value.isFinite { return .double(value) }
      if value != nil, !Self.isNotFinite(text) {
        throw RowProblem(row: row, reason: beyondDouble(text))
      }
    } else {
      var (value, scale): (Int64, Int) = (0, 0)
      let isShort = text.withUTF8 { bytes in
        bytes.baseAddress.map { NumberField.short($0, bytes.count, &value, &scale) } ?? false
      }
      if isShort, scale <= NumberStore.largestScale { return .short(value, scale) }
      if let number = ScaledNumber(text) { return number.shortCell ?? .long(number) }
    }
    if Self.isNotFinite(text) { return .notFinite }
    throw RowProblem(row: row, reason: problem(text))
  }

  /// Whether a text is one of those that stand for NaN or an infinity.
  static func isNotFinite(_ text: String) -> Bool {
    let word = text.lowercased().drop { $0 == "+" || $0 == "-" }
    return ["nan", "inf", "infinity"].contains(word)
  }

  private func beyondDouble(_ text: String) -> String {
    let remedy = ScaledNumber(text) == nil ? "Correct it." : "Leave --fast or --sketch out."
    return "\"\(Self.shortened(text))\" in the column \"\(name)\" is beyond a double. \(remedy)"
  }

  private static func shortened(_ text: String) -> String {
    text.count > 40 ? "\(text.prefix(40))…" : text
  }

  private func problem(_ text: String) -> String {
    let shown = Self.shortened(text)
    if text.utf8.allSatisfy({ "+-.0123456789eE".utf8.contains($0) }), let double = Double(text) {
      return "\"\(shown)\" in the column \"\(name)\" has an exponent or digits beyond"
        + " \(ScaledNumber.largestScale). "
        + (double.isFinite ? "Pass --fast to read it as a double." : "Correct it.")
    }
    let remedy =
      text.contains(",")
      ? "Write numbers with a point and without separators."
      : "Correct it, \(isCompared ? "" : "leave the column out with --columns, ")or pass --null"
        + " \(Self.quoted(shown)) where it stands for no value."
    return "\"\(shown)\" in the column \"\(name)\" is not a number. \(remedy)"
  }

  private static func quoted(_ text: String) -> String {
    text.allSatisfy { $0.isLetter || $0.isNumber } ? text : "'\(text)'"
  }
}

extension ScaledNumber {
  /// The same with 64 bits, where that is enough.
  fileprivate var shortCell: NumberReader.Cell? {
    guard let value = coefficient.asInt else { return nil }
    if (0...NumberStore.largestScale).contains(scale) { return .short(Int64(value), scale) }
    guard scale < 0, scale > -19,
      let whole = (coefficient * base.power(-scale)).asInt
    else { return nil }
    return .short(Int64(whole), 0)
  }
}

extension NumberRows {
  /// Adds a cell.
  fileprivate mutating func add(_ cell: NumberReader.Cell, _ row: Int, _ lane: Lane) {
    switch cell {
    case .missing: missing += 1
    case .notFinite:
      notFinite += 1
      firstNotFinite = firstNotFinite ?? row
    case .double(let value):
      doubles.append(value)
      guard lane == .exact else { return }
      let parts = BinaryParts(value)
      values.append(parts.coefficient)
      scales.append(Int16(parts.scale))
    case .short(let value, let scale) where lane == .fast:
      doubles.append(
        ScaledNumber.double(value, scale)
      )
    case .short(let value, let scale):
      values.append(value)
      scales.append(Int16(scale))
    case .long(let number):
      if lane == .fast { doubles.append(number.double) } else { long.append((count, number)) }
    }
  }
}
