import BatteryJobs
import BatteryTables

/// One of the tables of an answer for programs: what the JSON says as rows of raw values.
struct AnswerTable: Sendable {
  /// The cells of a row with the names of their columns.
  typealias Row = [JSONObject.Member]

  /// The name by which it is asked for.
  var name: String
  /// The columns where there is no row; otherwise they are those of the rows.
  var head: [String] = []
  /// The rows that the JSON of one answer has for it.
  var rows: @Sendable (_ answer: JSONValue) -> [Row]

  /// The table of a whole answer, of which `by` made groups: every row has a cell for each column,
  /// an empty one where there is no value.
  func table(of json: JSONValue, by: [String]) -> ReportTable {
    var rows: [Row] = []
    if by.isEmpty {
      rows = self.rows(json)
    } else {
      for group in json["groups"]?.array ?? [] {
        let names = group["group"]?.object?.members ?? []
        rows += self.rows(group).map { names + $0 }
      }
    }
    guard !rows.isEmpty else { return ReportTable(columns: (by + head).map { .init($0) }) }
    return Self.table(rows)
  }

  /// Rows with one column for each name; names that a row has twice are told apart by a number.
  private static func table(_ rows: [Row]) -> ReportTable {
    var names: [String] = []
    var places: [String: Int] = [:]
    let cells = rows.map { row in
      // A number makes a name that no other member has.
      var counts: [String: Int] = [:]
      var taken = Set(row.map(\.key))
      return row.map { member -> (place: Int, text: String) in
        var name = member.key
        var count = counts[member.key] ?? 0
        while count > 0, !taken.insert(name).inserted {
          count += 1
          name = "\(member.key) \(count)"
        }
        counts[member.key] = max(1, count)
        let place = places[name] ?? names.count
        if place == names.count {
          names.append(name)
          places[name] = place
        }
        return (place, text(member.value))
      }
    }
    return ReportTable(
      columns: names.map { .init($0) },
      rows: cells.map { row in
        var line = [String](repeating: "", count: names.count)
        for cell in row { line[cell.place] = cell.text }
        return line
      }
    )
  }

  /// The value as a cell: digits as JSON has them, and nothing for what is missing.
  private static func text(_ value: JSONValue) -> String {
    switch value {
    case .null: ""
    case .string(let text): text
    default: value.description
    }
  }
}

extension AnswerTable {
  /// A row for each column that was asked about, with its figures.
  static func columns() -> AnswerTable {
    AnswerTable(name: "columns") { json in
      columns(of: json).map { name, column -> Row in
        [.init("column", .string(name))] + flat(column, lane: json)
      }
    }
  }

  /// A row for each object of a list that every column has.
  static func nested(_ name: String, in key: String, head: [String] = []) -> AnswerTable {
    AnswerTable(name: name, head: head) { json in
      columns(of: json).flatMap { name, column -> [Row] in
        (column[key]?.array ?? []).map { item -> Row in
          [.init("column", .string(name))] + flat(item, lane: column["lane"] == nil ? json : column)
        }
      }
    }
  }

  /// A row for each object of a list.
  static func list(_ name: String, in key: String, head: [String] = []) -> AnswerTable {
    AnswerTable(name: name, head: head) { json in
      (json[key]?.array ?? []).map { flat($0, lane: json) }
    }
  }

  /// One row with all figures that are no lists; of an object that is missing the cells are empty.
  static func figures(_ name: String, objects: [String: [String]] = [:]) -> AnswerTable {
    AnswerTable(name: name) { json in
      let members = (json.object?.members ?? []).filter { $0.key != "group" }
      var row: Row = []
      for member in members {
        if member.value.isNull, let keys = objects[member.key] {
          row += keys.map { .init(joined(member.key, $0), .null) }
        } else {
          row += flat(.object(JSONObject([member])))
        }
      }
      return row.isEmpty ? [] : [row]
    }
  }

  /// The columns that were asked about, in their order.
  static func columns(of json: JSONValue) -> [(name: String, figures: JSONValue)] {
    (json["columns"]?.object?.members ?? []).map { ($0.key, $0.value) }
  }

  /// The values of an object without its lists, and those of objects in it under both names.
  ///
  /// The lane of the answer stands at the end where the object does not say it.
  static func flat(_ value: JSONValue, lane answer: JSONValue? = nil) -> Row {
    var row: Row = []
    for member in value.object?.members ?? [] {
      switch member.value {
      case .array: break
      case .object:
        row += flat(member.value).map { .init(joined(member.key, $0.key), $0.value) }
      default: row.append(member)
      }
    }
    if let lane = answer?["lane"], value["lane"] == nil { row.append(.init("lane", lane)) }
    return row
  }

  /// Two names as one: `largestLeverage` and `row` make `largestLeverageRow`.
  private static func joined(_ first: String, _ second: String) -> String {
    first + second.prefix(1).uppercased() + second.dropFirst()
  }
}
