import BatteryTables

extension LogReportRenderer {
  /// Writes `{"general":{…},"alerts":[…],"panels":{"requests":[…],…},"distinct":{"requests":…,…}}`, a row a line.
  func writeJSON(_ report: LogReport, to sink: inout some ByteSink) throws {
    var output = PieceBuffer()
    output.append(literal: "{\n  \"general\": ")
    append(report.general, to: &output)
    output.append(literal: ",\n  \"alerts\": [")
    for (row, alert) in report.alerts.enumerated() {
      output.append(row == 0 ? "\n    " : ",\n    ")
      append(alert, to: &output)
    }
    output.append(report.alerts.isEmpty ? "]" : "\n  ]")
    output.append(literal: ",\n  \"panels\": {")
    // All panels are there, so that nobody has to ask whether one is.
    for (index, name) in LogReport.Name.allCases.enumerated() {
      output.append("\(index == 0 ? "" : ",")\n    \"\(name.rawValue)\": [")
      let items = report.items(name)
      for (row, item) in items.enumerated() {
        output.append(row == 0 ? "\n      " : ",\n      ")
        append(item, to: &output)
        try output.drain(to: &sink)
      }
      output.append(items.isEmpty ? "]" : "\n    ]")
    }
    output.append(literal: "\n  },\n  \"distinct\": {")
    for (index, name) in LogReport.Name.allCases.enumerated() {
      let distinct = report.panels.first { $0.name == name }?.distinct ?? 0
      output.append("\(index == 0 ? "" : ",")\"\(name.rawValue)\":\(distinct)")
    }
    output.append(literal: "}\n}\n")
    try output.finish(to: &sink)
  }

  private func append(_ general: LogReport.General, to output: inout PieceBuffer) {
    output.append("{\"lines\":\(general.lines),\"parsed\":\(general.parsed),")
    output.append("\"rejected\":\(general.rejected),\"bytes\":\(general.bytes),")
    output.append("\"visitors\":\(general.visitors),\"from\":")
    append(general.from, to: &output)
    output.append(literal: ",\"to\":")
    append(general.to, to: &output)
    output.append(UInt8(ascii: "}"))
  }

  private func append(_ alert: RaisedAlert, to output: inout PieceBuffer) {
    output.append(literal: "{\"alert\":")
    append(alert.alert, to: &output)
    output.append(",\"value\":\(number(alert.value)),\"matching\":")
    output.append(alert.matching.map(String.init) ?? "null")
    output.append(",\"requests\":\(alert.requests),\"from\":")
    append(alert.from, to: &output)
    output.append(literal: ",\"to\":")
    append(alert.to, to: &output)
    output.append(literal: ",\"topPath\":")
    append(alert.topPath, to: &output)
    output.append(literal: ",\"topClient\":")
    append(alert.topClient, to: &output)
    output.append(UInt8(ascii: "}"))
  }

  private func append(_ top: RaisedAlert.Top?, to output: inout PieceBuffer) {
    guard let top else { return output.append(literal: "null") }
    output.append(literal: "{\"value\":")
    append(top.value, to: &output)
    output.append(",\"hits\":\(top.hits)}")
  }

  private func append(_ item: LogReport.Item, to output: inout PieceBuffer) {
    output.append(literal: "{\"value\":")
    append(item.value, to: &output)
    output.append(",\"hits\":\(item.hits),\"visitors\":\(item.visitors),\"bytes\":\(item.bytes)")
    output.append(",\"share\":\(number(item.share))")
    if let seconds = item.seconds {
      output.append(",\"seconds\":{\"p50\":\(number(seconds.p50)),\"p95\":\(number(seconds.p95))")
      output.append(",\"p99\":\(number(seconds.p99))}")
    }
    output.append(UInt8(ascii: "}"))
  }

  private func number(_ value: Double) -> String { value.isFinite ? "\(value)" : "null" }

  private func append(_ text: String?, to output: inout PieceBuffer) {
    guard let text else { return output.append(literal: "null") }
    output.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars { append(scalar, to: &output) }
    output.append(UInt8(ascii: "\""))
  }

  /// Adds a character of a string; what a terminal would obey or not show is escaped.
  private func append(_ scalar: Unicode.Scalar, to output: inout PieceBuffer) {
    switch scalar {
    case "\"": output.append(literal: "\\\"")
    case "\\": output.append(literal: "\\\\")
    case "\n": output.append(literal: "\\n")
    case "\r": output.append(literal: "\\r")
    case "\t": output.append(literal: "\\t")
    case " "..."~": output.append(UInt8(truncatingIfNeeded: scalar.value))
    default:
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator:
        for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
          let digits = String(unit, radix: 16)
          output.append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
        }
      default: output.append(scalar)
      }
    }
  }
}
