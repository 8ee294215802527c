import BatteryTables

extension LogReportRenderer {
  /// Writes a row for each item of each panel, as RFC 4180 has them; bytes and seconds are exact.
  func writeCSV(_ report: LogReport, to sink: inout some ByteSink) throws {
    var output = PieceBuffer()
    output.append(literal: "panel,value,hits,visitors,bytes,share,p50,p95,p99\r\n")
    for panel in report.orderedPanels {
      for item in panel.items {
        output.append(panel.name.rawValue)
        output.append(UInt8(ascii: ","))
        appendField(item.value, to: &output)
        output.append(",\(item.hits),\(item.visitors),\(item.bytes),\(item.share),")
        if let seconds = item.seconds {
          output.append("\(seconds.p50),\(seconds.p95),\(seconds.p99)\r\n")
        } else {
          output.append(literal: ",,\r\n")
        }
        try output.drain(to: &sink)
      }
    }
    try output.finish(to: &sink)
  }

  private func appendField(_ value: String, to output: inout PieceBuffer) {
    let isFormula = guardsFormulas && value.utf8.first.map(Self.formulaStarts.contains) == true
    let needsQuotes =
      value.isEmpty || value.utf8.first == 0x20 || value.utf8.last == 0x20
      || value.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
    guard needsQuotes else { return output.append(isFormula ? "'" + value : value) }
    output.append(UInt8(ascii: "\""))
    if isFormula { output.append(UInt8(ascii: "'")) }
    for byte in value.utf8 {
      if byte == UInt8(ascii: "\"") { output.append(byte) }
      output.append(byte)
    }
    output.append(UInt8(ascii: "\""))
  }

  private static let formulaStarts = Array("=+-@\t\r\n".utf8)
}
