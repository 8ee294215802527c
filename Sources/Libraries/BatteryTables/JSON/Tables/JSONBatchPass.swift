/// Reads a source as batches of columns that are known.
final class JSONBatchPass {
  private let name: String
  private let options: JSONTableOptions
  private let work: OrderedWork<JSONBlock, Output>
  private var waiting: ArraySlice<Batch> = []
  private var place = JSONPlace()
  private(set) var parsedCount = 0
  private(set) var rejectedCount = 0

  init(
    _ blocks: any JSONBlockSource,
    _ layout: JSONTableLayout,
    _ schema: Schema,
    _ options: JSONTableOptions,
    name: String,
    threads: Int
  ) {
    self.name = name
    self.options = options
    work = OrderedWork(threads: threads, take: blocks.next) {
      let worker = Worker(layout, schema, options)
      return { block in
        defer { blocks.recycle(block) }
        return worker.read(block)
      }
    }
  }

  func next() throws -> Batch? {
    while waiting.isEmpty {
      guard let output = try work.next() else { return nil }
      try take(output)
    }
    return waiting.popFirst()
  }

  private func take(_ output: Output) throws {
    place = place.moved(by: output.lead)
    for reject in output.rejects {
      rejectedCount += 1
      let found = RejectedRow(
        source: name,
        line: place.line + reject.line,
        offset: output.offset + reject.place,
        reason: reject.reason
      )
      guard let report = options.onReject else {
        throw TableError(.invalidData, found.description)
      }
      report(found)
      if let most = options.maxRejects, rejectedCount > most {
        throw TableError(
          .invalidData,
          "\(found) More than \(most) records were rejected; look at the first ones."
        )
      }
    }
    parsedCount += output.rowCount
    waiting = output.batches[...]
    if let failure = output.failure {
      // What comes before the fault is of no use without what comes behind it.
      let at = place.moved(by: output.failurePlace)
      throw TableError(.invalidData, "\(name):\(at.line):\(at.column): \(failure.message)")
    }
    place = place.moved(by: output.end)
  }

  /// What was made of a block.
  private struct Output {
    var offset: Int
    var lead: JSONPlace
    var batches: [Batch] = []
    var rowCount = 0
    var rejects: [JSONBlockReject] = []
    /// The end of the block, as if it were all.
    var end = JSONPlace()
    var failure: JSONProblem?
    var failurePlace = JSONPlace()
  }

  /// What one thread works with.
  private final class Worker {
    private let layout: JSONTableLayout
    private let schema: Schema
    private let recordLimit: Int
    private let scanner: JSONRecordScanner

    init(_ layout: JSONTableLayout, _ schema: Schema, _ options: JSONTableOptions) {
      self.layout = layout
      self.schema = schema
      recordLimit = options.recordLimit
      let rows = min(options.batchRows, (4 << 20) / max(schema.count, 1))
      scanner = JSONRecordScanner(
        layout,
        .given(schema.names),
        rowLimit: max(rows, 1),
        lineLimit: options.recordLimit,
        options: options.json
      )
    }

    func read(_ block: JSONBlock) -> Output {
      var output = Output(offset: block.offset, lead: block.lead)
      if block.isOverlong {
        let reason =
          "the line has more than \(recordLimit) bytes. Raise the limit if that is meant."
        output.rejects = [JSONBlockReject(place: 0, reason: reason)]
        output.end.line = 2
        return output
      }
      scanner.begin()
      var place = 0
      while place < block.count, scanner.failure == nil {
        place = scanner.scan(block, from: place)
        guard scanner.rowCount > 0 else { continue }
        add(block, to: &output)
      }
      output.rejects += scanner.rejects
      countLines(block, &output)
      finish(block, &output)
      return output
    }

    private func add(_ block: JSONBlock, to output: inout Output) {
      var maker = JSONColumnMaker(base: block.bytes, count: scanner.rowCount)
      let columns = schema.fields.enumerated().map { column, field in
        maker.column(field, scanner.cells + column * scanner.rowLimit)
      }
      var batch = Batch(schema, columns)
      if !maker.misfits.isEmpty {
        for (row, reason) in maker.misfits {
          output.rejects.append(JSONBlockReject(place: scanner.rowStarts[row], reason: reason))
        }
        let kept = (0..<scanner.rowCount).filter { maker.misfits[$0] == nil }
        batch = batch.gathering(kept.map(Int32.init))
      }
      output.rowCount += scanner.rowCount - maker.misfits.count
      output.batches.append(batch)
    }

    private func countLines(_ block: JSONBlock, _ output: inout Output) {
      output.rejects.sort { $0.place < $1.place }
      var counted = JSONPlace()
      for index in output.rejects.indices {
        let place = output.rejects[index].place
        counted.advance(
          over: UnsafeBufferPointer(rebasing: block.buffer[counted.offset..<place])
        )
        output.rejects[index].line = counted.line - 1
      }
      if layout == .lines {
        output.end.line = 1 + scanner.lineCount
      } else {
        output.end.advance(over: block.buffer)
      }
    }

    /// Looks at how the array goes on behind the last item of the block.
    private func finish(_ block: JSONBlock, _ output: inout Output) {
      guard layout == .array else { return }
      var failure = scanner.failure
      if failure == nil, block.isLast {
        let isEmpty = scanner.rowCount == 0 && scanner.rejects.isEmpty && output.rowCount == 0
        if block.isCut {
          failure = JSONFailure(.unexpectedEnd(within: "an array"), at: block.offset + block.count)
        } else if scanner.endsWithComma || isEmpty && !block.isFirst {
          failure = JSONFailure(.trailingComma, at: block.offset + block.count)
        } else if let fault = block.fault {
          failure = JSONFailure(fault, at: block.offset + block.count)
        }
      }
      guard let failure else { return }
      output.failure = failure.problem
      let count = min(max(failure.offset - block.offset, 0), block.count)
      output.failurePlace.advance(over: UnsafeBufferPointer(rebasing: block.buffer[..<count]))
      if failure.problem == block.fault {
        output.failurePlace = output.failurePlace.moved(by: block.faultDistance)
      }
    }
  }
}

extension JSONPlace {
  /// The place that is `distance` (a place counted from the first) behind this one.
  func moved(by distance: JSONPlace) -> JSONPlace {
    JSONPlace(
      line: line + distance.line - 1,
      column: distance.line == 1 ? column + distance.column - 1 : distance.column,
      offset: offset + distance.offset
    )
  }
}
