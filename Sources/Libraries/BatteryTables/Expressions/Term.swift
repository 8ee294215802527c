/// A part of an expression after its columns are found and its types checked.
struct Term: Sendable {
  typealias Evaluation = @Sendable (Batch) throws(TableError) -> Column

  /// What the values are; `nil` of the literal `null`.
  var type: ColumnType?
  /// The value, when it is the same for every row.
  var constant: Value?
  /// The byte of the expression where it begins.
  var offset: Int
  /// The value of every row.
  var evaluate: Evaluation

  /// A value that is the same for every row.
  init(_ constant: Value, at offset: Int) {
    self.init(constant, constant.type, at: offset)
  }

  /// A value that is the same for every row, or none of a type.
  init(_ constant: Value, _ type: ColumnType?, at offset: Int) {
    self.type = type
    self.constant = constant
    self.offset = offset
    evaluate = { batch throws(TableError) in
      Column(repeating: constant, type ?? .text, count: batch.count)
    }
  }

  /// A value for each row.
  init(_ type: ColumnType, at offset: Int, _ evaluate: @escaping Evaluation) {
    self.type = type
    self.offset = offset
    self.evaluate = evaluate
  }

  /// The same, computed now when all it depends on is known.
  func folded(_ operands: [Term]) throws(TableError) -> Term {
    guard operands.allSatisfy({ $0.constant != nil }) else { return self }
    let oneRow = Batch(Schema([.init("", .boolean)]), [.boolean(ValueColumn([true]))])
    return Term(try evaluate(oneRow)[0], type, at: offset)
  }
}

extension Column {
  /// Rows that all have the same value.
  init(repeating value: Value, _ type: ColumnType, count: Int) {
    switch value {
    case .null:
      var nulls = NullMask()
      for _ in 0..<count { nulls.append(isNull: true) }
      switch type {
      case .integer: self = .integer(ValueColumn(Array(repeating: 0, count: count), nulls: nulls))
      case .double: self = .double(ValueColumn(Array(repeating: 0, count: count), nulls: nulls))
      case .boolean:
        self = .boolean(ValueColumn(Array(repeating: false, count: count), nulls: nulls))
      case .date: self = .date(ValueColumn(Array(repeating: 0, count: count), nulls: nulls))
      case .timestamp:
        let instants = ValueColumn(Array(repeating: Int64(0), count: count), nulls: nulls)
        self = .timestamp(TimestampColumn(instants: instants))
      case .decimal: self = .decimal(TextColumn(Array(repeating: String?.none, count: count)))
      case .text: self = .text(TextColumn(Array(repeating: String?.none, count: count)))
      }
    case .integer(let number):
      self = .integer(ValueColumn(Array(repeating: number, count: count)))
    case .double(let number): self = .double(ValueColumn(Array(repeating: number, count: count)))
    case .boolean(let truth): self = .boolean(ValueColumn(Array(repeating: truth, count: count)))
    case .date(let day):
      self = .date(ValueColumn(Array(repeating: day.daysSince1970, count: count)))
    case .timestamp(let time):
      let instants = ValueColumn(Array(repeating: time.microseconds, count: count))
      self = .timestamp(
        TimestampColumn(
          instants: instants,
          offsets: time.offset.map { Array(repeating: $0, count: count) } ?? []
        )
      )
    case .decimal(let text): self = .decimal(TextColumn(Array(repeating: text, count: count)))
    case .text(let text):
      let codes = ValueColumn(Array(repeating: UInt32(0), count: count))
      self = .dictionary(DictionaryColumn(dictionary: TextColumn([text]), codes: codes))
    }
  }
}
