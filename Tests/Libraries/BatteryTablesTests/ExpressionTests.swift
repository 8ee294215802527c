import BatteryTables
import Testing

@Suite("Expressions") struct ExpressionTests {
  static let people = table(
    [
      ("id", .integer), ("name", .text), ("price", .double), ("exact", .decimal),
      ("active", .boolean), ("born", .date), ("seen", .timestamp), ("unit price", .integer),
    ],
    [
      [
        .integer(1), .text("Ada"), .double(2.5), .decimal("0.10"), .boolean(true),
        .date(CalendarDay(daysSince1970: 0)),
        .timestamp(Timestamp(microseconds: 1_767_261_600_000_000, offset: 60)), .integer(10),
      ],
      [
        .integer(2), .text("Zoë"), .double(-1), .decimal("9007199254740993"), .boolean(false),
        .date(CalendarDay(daysSince1970: 20_454)),
        .timestamp(Timestamp(microseconds: 0)), .integer(20),
      ],
      [.integer(3), .null, .null, .null, .null, .null, .null, .null],
      [
        .integer(.max), .text(""), .double(0.1), .decimal("-3.7"), .boolean(true),
        .date(CalendarDay(daysSince1970: -1)),
        .timestamp(Timestamp(microseconds: -1_000_000)), .integer(30),
      ],
    ]
  )

  @Test(
    "choose the rows for which they are true",
    arguments: [
      ("id = 1", [0]), ("id <> 1", [1, 2, 3]), ("id != 1 and id < 3", [1]),
      ("id == 2 or id >= 3", [1, 2, 3]),
      ("name = 'Ada'", [0]), ("name <> 'Ada'", [1, 3]), ("'B' < name", [1]), ("name = ''", [3]),
      ("name is null", [2]), ("name is not null", [0, 1, 3]), ("not (name = 'Ada')", [1, 3]),
      ("name = null", []), ("price = 0.1", [3]), ("price < 1", [1, 3]),
      ("price > -1.5", [0, 1, 3]),
      ("exact = 0.1", [0]), ("exact = 9007199254740992", []), ("exact = 9007199254740993", [1]),
      ("exact > price", [1]), ("id > 9223372036854775806.5", [3]), ("id = 1.0", [0]),
      ("active", [0, 3]), ("not active", [1]), ("active is true", [0, 3]),
      ("active is not true", [1, 2]),
      ("active and name is null", []), ("active or id = 3", [0, 2, 3]), ("active = false", [1]),
      ("born = date '1970-01-01'", [0]), ("born >= '2026-01-01'", [1]),
      ("born < '1970-01-01'", [3]),
      ("seen >= timestamp '2026-01-01T10:00:00Z'", [0]), ("seen < born", [1]),
      ("seen = '1970-01-01'", [1]),
      ("`unit price` > 10", [1, 3]), ("\"unit price\" between 10 and 20", [0, 1]),
      ("id not between 1 and 2", [2, 3]), ("id in (1, 3)", [0, 2]),
      ("name in ('Ada', 'Zoë')", [0, 1]),
      ("name not in ('Ada')", [1, 3]), ("id not in (1, null)", []), ("id in (1, 2.0)", [0, 1]),
      ("name like 'A%'", [0]), ("name like '%a'", [0]), ("name like '%d%'", [0]),
      ("name like 'Zo_'", [1]),
      ("name like 'A_a'", [0]), ("name like '%o%_'", [1]), ("name not like '%'", []),
      ("name like ''", [3]),
      ("name ~ '^A'", [0]), ("name ~ 'a$'", [0]), ("name ~ 'o'", [1]), ("name ~ '^$'", [3]),
      ("name ~ '^[A-Z].[a-zë]$'", [0, 1]), ("name !~ 'd'", [1, 3]), ("name ~ '(?i)ADA'", [0]),
      ("contains(name, 'd')", [0]), ("starts_with(name, 'Zo')", [1]), ("ends_with(name, 'ë')", [1]),
      ("length(name) = 3", [0, 1]), ("lower(name) = 'zoë'", [1]), ("upper(name) = 'ADA'", [0]),
      ("id % 2 = 0", [1]), ("id - 3 = 0", [2]), ("true", [0, 1, 2, 3]), ("1 = 2", []), ("null", []),
      ("coalesce(price, 0) = 0", [2]), ("if(name is null, 1, 2) = 1", [2]),
      ("case when id = 1 then 'x' when id = 2 then 'y' end = 'y'", [1]),
      ("case id when 1 then true else false end", [0]), ("year(born) = 1970", [0]),
      ("hour(seen) = 11", [0]), ("weekday(born) = 4", [0, 1]),
      ("date_trunc('month', born) = '2026-01-01'", [1]),
      ("born - date '1970-01-01' = 20454", [1]), ("born + 1 = '1970-01-02'", [0]),
      ("cast(name as text) || '!' = 'Ada!'", [0]), ("id::text = '2'", [1]),
      ("try_cast(name as integer) is null", [0, 1, 2, 3]), ("max(id, 2) = 2", [0, 1]),
      ("min(price, exact) < 0", [1, 3]), ("-id = -2", [1]),
      ("name is null or length(name) > 3", [2]),
      ("false and cast(name as integer) = 1", []),
    ] as [(String, [Int])]
  )
  func chosen(text: String, rows: [Int]) throws {
    let condition = try TableExpression(text).compiledCondition(for: Self.people.schema)
    #expect(try condition.rows(of: Self.people).map { Int($0) } == rows)
    // The same with a dictionary in place of the texts.
    var coded = Self.people
    guard case .text(let names) = coded.columns[1] else { return }
    coded.columns[1] = .dictionary(DictionaryColumn(encoding: names))
    #expect(try condition.rows(of: coded).map { Int($0) } == rows)
  }

  @Test(
    "compute values",
    arguments: [
      ("1 + 2 * 3", .integer(7)), ("(1 + 2) * 3", .integer(9)), ("7 / 2", .double(3.5)),
      ("7 // 2", .integer(3)), ("-7 // 2", .integer(-3)), ("-7 % 3", .integer(-1)),
      ("1 // 0", .null),
      ("1 / 0", .null), ("0.1 + 0.2", .decimal("0.3")), ("0.1 * 0.2", .decimal("0.02")),
      ("1.50 - 0.5", .decimal("1.00")), ("7.5 % 2", .decimal("1.5")), ("7.5 // 2", .decimal("3")),
      ("1e3 + 1", .decimal("1001")), ("-9223372036854775808", .integer(.min)),
      ("9223372036854775808", .decimal("9223372036854775808")),
      ("99999999999999999999 + 1", .decimal("100000000000000000000")),
      ("'a' || 1 || true", .text("a1true")), ("'a' || null", .null), ("'it''s'", .text("it's")),
      ("round(2.675, 2)", .decimal("2.68")), ("round(cast(2.675 as double), 2)", .double(2.68)),
      ("round(-2.5)", .decimal("-3")), ("floor(-2.5)", .decimal("-3")),
      ("ceil(2.1)", .decimal("3")),
      ("floor(cast('2.9' as double))", .double(2)), ("abs(-3)", .integer(3)),
      ("abs(-3.5)", .decimal("3.5")),
      ("round(1234, -2)", .integer(1200)), ("substring('Zürich', 2, 3)", .text("üri")),
      ("substring('abc', 2)", .text("bc")), ("substring('abc', 0, 2)", .text("a")),
      ("substring('abc', 9)", .text("")), ("trim('  x ')", .text("x")),
      ("ltrim(' x ')", .text("x ")),
      ("replace('banana', 'an', 'o')", .text("booa")), ("length('äß🦊')", .integer(3)),
      ("upper('straße')", .text("STRASSE")), ("coalesce(null, null, 3)", .integer(3)),
      ("nullif(1, 1)", .null), ("max(1, 2.5)", .decimal("2.5")),
      ("min('b', 'a', null)", .text("a")),
      ("cast('12' as integer)", .integer(12)), ("cast(' 1.50 ' as decimal)", .decimal("1.50")),
      ("cast(1.5 as integer)", .integer(2)), ("cast(true as integer)", .integer(1)),
      ("try_cast('x' as date)", .null),
      ("cast('2026-11-22' as date)", .date(CalendarDay(daysSince1970: 20_779))),
      ("date_trunc('week', date '2026-11-22')", .date(CalendarDay(daysSince1970: 20_773))),
      ("date_trunc('quarter', date '2026-11-22')", .date(CalendarDay(daysSince1970: 20_727))),
      ("weekday(date '2026-11-22')", .integer(7)),
      ("minute(timestamp '2026-11-22T09:30:15')", .integer(30)),
      ("timestamp '1970-01-01T00:00:02' - timestamp '1970-01-01 00:00:00.5'", .double(1.5)),
      ("case when false then 1 end", .null), ("true and null", .null),
      ("false and null", .boolean(false)),
      ("true or null", .boolean(true)), ("not null", .null), ("null = null", .null),
      ("1 < 2.5", .boolean(true)), ("2 in (1, null)", .null), ("1 in (1, null)", .boolean(true)),
    ] as [(String, Value)]
  )
  func computed(text: String, value: Value) throws {
    let expression = try TableExpression(text).compiled(for: Self.people.schema)
    let column = try expression.column(of: Self.people)
    #expect(column.count == 4)
    for row in 0..<4 { #expect(column[row] == value) }
    #expect(expression.constant == value)
  }

  @Test(
    "say where something is wrong and what to do",
    arguments: [
      ("nome = 'x'", "where:1:1: There is no column \"nome\". Did you mean name?"),
      (
        "unit_price = 1",
        "where:1:1: There is no column \"unit_price\". Did you mean \"unit price\"?"
      ),
      (
        "id = 1 and\n  lenght(name) > 2",
        "where:2:3: There is no function lenght. Did you mean length?"
      ),
      ("id = '5'", "where:1:4: An integer cannot be compared with a text. Write 5 without quotes."),
      (
        "name = 5",
        "where:1:6: A text cannot be compared with an integer. Write '5' in single quotes."
      ),
      (
        "id = 1 and name",
        "where:1:12: Here must be a condition, not a text. Compare it with something."
      ),
      ("id + 1", "where:1:4: Here must be a condition, not an integer. Compare it with something."),
      ("name + 'x' = 'y'", "where:1:1: \"+\" takes numbers, not a text. Texts are joined with ||."),
      ("id = ", "where:1:6: Here must be a value, not the end."),
      ("id = 1 1", "where:1:8: Here must be an operator or the end, not 1."),
      (
        "name = \"Ada\"",
        "where:1:8: There is no column \"Ada\". A text stands in single quotes: 'Ada'. The columns are id, name, price, exact, active, born, seen, \"unit price\"."
      ),
      ("name = 'Ada", "where:1:8: The text that begins here does not end. Add ' after it."),
      (
        "1 < id < 3",
        "where:1:8: Comparisons cannot be chained. Write `a < b and b < c`, or `b between a and c`."
      ),
      (
        "id = 1x",
        "where:1:6: A name cannot begin with a digit. Write it in double quotes, or a text in single ones."
      ),
      (
        "id ; 1",
        "where:1:4: \";\" means nothing here. Write names with other signs in double quotes."
      ),
      ("born > 'yesterday'", "where:1:8: 'yesterday' is no date. Write it like '2026-01-31'."),
      (
        "born > date '2026-02-30'",
        "where:1:13: '2026-02-30' is no date. Write it like '2026-01-31'."
      ),
      (
        "name ~ '('",
        "where:1:8: '(' is no regular expression. Write \\ before a sign that stands for itself."
      ),
      (
        "round(id, name) = 1",
        "where:1:11: The digits of round are a whole number up to 30, the same for every row."
      ),
      ("lower(id) = 'x'", "where:1:7: lower takes a text, not an integer. Write cast(… as text)."),
      ("lower(name, 2) = 'x'", "where:1:1: lower takes 1 argument, not 2."),
      (
        "cast(id as number) = 1",
        "where:1:12: Here must be one of the types integer, double, decimal, boolean, date, timestamp, text, not \"number\"."
      ),
      (
        "coalesce(id, name) = 1",
        "where:1:14: The values are an integer and a text. Cast them to one type."
      ),
      (
        "9223372036854775807 + 1 > 0",
        "where:1:21: 9223372036854775807 + 1 does not fit an integer of 64 bits. Write cast(… as decimal) on one side."
      ),
      (
        "date '2026-01-01' + -9223372036854775808 is null",
        "where:1:19: 2026-01-01 + -9223372036854775808 is not in the years from 0 to 9999. Take fewer days."
      ),
      (
        "date '9999-12-31' + 1 is null",
        "where:1:19: 9999-12-31 + 1 is not in the years from 0 to 9999. Take fewer days."
      ),
      (
        "date '0000-01-01' - 1 is null",
        "where:1:19: 0000-01-01 - 1 is not in the years from 0 to 9999. Take fewer days."
      ),
      (
        "round(1.5, -9223372036854775808) = 1",
        "where:1:12: The digits of round are a whole number up to 30, the same for every row."
      ),
    ]
  )
  func errors(text: String, message: String) {
    let error = #expect(throws: TableError.self) {
      try TableExpression(text).compiledCondition(for: Self.people.schema)
    }
    #expect(error?.message == message)
  }

  @Test("report a number that does not fit, also in a row far down, and never wrap it")
  func overflow() throws {
    let expression = try TableExpression("id + 1", name: "derive").compiled(for: Self.people.schema)
    let error = #expect(throws: TableError.self) { try expression.column(of: Self.people) }
    #expect(
      error?.message
        == "derive:1:4: 9223372036854775807 + 1 does not fit an integer of 64 bits."
        + " Write cast(… as decimal) on one side."
    )
    let exact = try TableExpression("cast(id as decimal) + 1").compiled(for: Self.people.schema)
    #expect(try exact.column(of: Self.people)[3] == .decimal("9223372036854775808"))
  }

  @Test(
    "take whatever stands in a cell, also what is as far from zero as can be",
    arguments: [
      ("day + n", nil), ("day - n", nil), ("abs(n)", nil), ("n % -1", .integer(0)),
      ("n // 1", .integer(.min)), ("round(n, -30)", .integer(0)),
      ("substring('abc', n, n)", .text("")), ("substring('abc', 1, n)", .text("")),
      ("cast(number as double)", .double(0)), ("number + 1", nil), ("round(number, -30)", nil),
      ("number < 1", .boolean(true)), ("abs(number)", nil), ("cast(number as integer)", nil),
      ("seen - past", .double(18_446_744_073_709.551615)), ("hour(past)", .integer(19)),
    ] as [(String, Value?)]
  )
  func extremes(text: String, value: Value?) throws {
    let batch = table(
      [
        ("n", .integer), ("day", .date), ("number", .decimal), ("seen", .timestamp),
        ("past", .timestamp),
      ],
      [
        [
          .integer(.min), .date(CalendarDay(daysSince1970: 0)),
          .decimal("1e-9223372036854775808"), .timestamp(Timestamp(microseconds: .max)),
          .timestamp(Timestamp(microseconds: .min)),
        ]
      ]
    )
    let expression = try TableExpression(text).compiled(for: batch.schema)
    guard let value else {
      #expect(throws: TableError.self) { try expression.column(of: batch) }
      return
    }
    #expect(try expression.column(of: batch)[0] == value)
  }

  @Test("compute a branch for its own rows only, so that it may protect from errors")
  func guarded() throws {
    let text = "if(id < 10, id * 9223372036854775, 0)"
    let expression = try TableExpression(text).compiled(for: Self.people.schema)
    #expect(try expression.column(of: Self.people)[3] == .integer(0))
    #expect(try expression.column(of: Self.people)[1] == .integer(18_446_744_073_709_550))
  }

  @Test("do not fall over when they are nested a thousand times")
  func deep() {
    let text = String(repeating: "(", count: 1000) + "1" + String(repeating: ")", count: 1000)
    let error = #expect(throws: TableError.self) { try TableExpression(text) }
    #expect(
      error?.message.hasSuffix("The expression is nested too deeply. Make it simpler.") == true
    )
  }
}
