extension Comparison {
  static let decimal = Comparison(
    name: "decimal",
    summary: "decimal arithmetic of 50 to 10,000 digits beside CPython's libmpdec",
    repeats: 3,
    contenders: ["28", "50", "1000", "10000"].flatMap { digits -> [Contender] in
      [
        Contender("Decimal, \(digits) digits", .ours("decimal"), [digits]),
        Contender("libmpdec, \(digits) digits", .python("decimal_numbers.py"), [digits]),
      ]
    },
    ratios: [
      ("50", "multiply", "1"), ("50", "divide", "1"), ("10000", "multiply", "1"),
      ("10000", "squareRoot", "10"), ("10000", "exp", "50"), ("10000", "expLong", "none"),
      ("10000", "ln", "50"), ("28", "add", "none"), ("28", "multiply", "none"),
      ("28", "divide", "none"), ("1000", "multiply", "none"), ("10000", "divide", "none"),
    ].map { digits, figure, goal in
      Ratio(
        name: "\(figure), \(digits) digits: time of libmpdec / ours",
        figure: figure,
        numerator: "libmpdec, \(digits) digits",
        denominator: "Decimal, \(digits) digits",
        goal: goal
      )
    }
  )
}
