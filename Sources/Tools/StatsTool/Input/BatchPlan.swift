import BatteryStatistics
import BatteryTables

/// Where the columns are that a question needs.
struct BatchPlan {
  let numbers: [(place: Int, reader: NumberReader)]
  let labels: [Int]
  let keys: [Int]
  let numbered: Set<Int>
  let condition: CompiledExpression?

  init(_ schema: Schema, _ names: [String], _ input: StatsInput, hasTexts: Bool) throws {
    numbers = try names.map { name in
      let reader = NumberReader(name: name, lane: input.lane, hasTexts: hasTexts)
      return (try schema.requiredPlace(of: schema.spellings[name] ?? name), reader)
    }
    labels = try input.labels.map { try schema.requiredPlace(of: $0) }
    keys = try input.by.map { try schema.requiredPlace(of: $0) }
    numbered = Set(try input.numbered.map { try schema.requiredPlace(of: $0) })
    do throws(TableError) {
      condition = try input.condition?.compiledCondition(for: schema)
    } catch {
      let texts = (input.condition?.columns ?? []).sorted().filter {
        input.opener.reading.types[$0] == nil
          && schema.place(of: $0).map { schema[$0].type } == .text
      }
      guard texts.isEmpty else { throw MixedColumns(columns: texts, error: error) }
      throw error
    }
  }

  func batch(_ batch: Batch, _ lines: [Int]) throws -> StatsBatch {
    StatsBatch(
      batch: batch,
      rows: try condition?.rows(of: batch),
      numbers: numbers,
      labels: labels,
      keys: keys,
      numbered: numbered,
      lines: lines
    )
  }
}
