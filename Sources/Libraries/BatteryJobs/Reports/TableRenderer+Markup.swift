import Foundation

extension TableRenderer {
  func json(_ table: ReportTable) -> String {
    let names = table.columns.map { Self.jsonString($0.name) }
    let rows = table.rows.map { row in
      let members = zip(names, row).map { "\($0):\(Self.jsonString($1))" }
      return "{" + members.joined(separator: ",") + "}"
    }
    return rows.isEmpty ? "[]\n" : "[\n  " + rows.joined(separator: ",\n  ") + "\n]\n"
  }

  private static func jsonString(_ text: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    guard let data = try? encoder.encode(text) else { return "\"\"" }
    return String(decoding: data, as: UTF8.self)
  }

  func csv(_ table: ReportTable) -> String {
    let rows = [table.columns.map(\.name)] + table.rows
    return rows.map { $0.map(Self.csvField).joined(separator: ",") + "\r\n" }.joined()
  }

  private static func csvField(_ text: String) -> String {
    let needsQuotes = text.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
    guard needsQuotes || text.first == " " || text.last == " " else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  func markdown(_ table: ReportTable) -> String {
    guard !table.columns.isEmpty else { return "" }
    let rule = table.columns.map { $0.alignment == .trailing ? "---:" : "---" }
    let rows =
      [table.columns.map { Self.markdownCell($0.name) }, rule]
      + table.rows.map { $0.map(Self.markdownCell) }
    return rows.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
  }

  private static func markdownCell(_ text: String) -> String {
    escaped(text) { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case "|", "\\", "`", "*", "_", "[", "]": "\\\(scalar)"
      default: nil
      }
    }
  }

  func html(_ table: ReportTable) -> String {
    func row(_ tag: String, _ cells: [String]) -> String {
      let parts = zip(cells, table.columns).map { cell, column in
        let side = column.alignment == .trailing ? " style=\"text-align:right\"" : ""
        return "<\(tag)\(side)>\(Self.htmlText(cell))</\(tag)>"
      }
      return "<tr>" + parts.joined() + "</tr>\n"
    }
    return "<table>\n<thead>\n" + row("th", table.columns.map(\.name)) + "</thead>\n<tbody>\n"
      + table.rows.map { row("td", $0) }.joined() + "</tbody>\n</table>\n"
  }

  private static func htmlText(_ text: String) -> String {
    escaped(text) { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case "'": "&#39;"
      default: nil
      }
    }
  }

  /// Replaces what a markup reads as its own, and makes line breaks into `<br>`.
  private static func escaped(
    _ text: String,
    _ replacement: (Unicode.Scalar) -> String?
  ) -> String {
    if DisplayText.widthOfPlain(text) != nil,
      text.unicodeScalars.allSatisfy({ replacement($0) == nil })
    {
      return text
    }
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    return lines.map { line in
      var result = ""
      for scalar in DisplayText.harmless(String(line)).unicodeScalars {
        if let text = replacement(scalar) {
          result += text
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
      return result
    }.joined(separator: "<br>")
  }
}
