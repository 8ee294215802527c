extension Comparison {
  static let fractions = Comparison(
    name: "fractions",
    summary: "100,000 fractions and the harmonic series added up beside Python's fractions",
    repeats: 5,
    contenders: [
      Contender("Fraction", .ours("fractions"), ["100000"]),
      Contender("Python Fraction", .python("fractions_sum.py"), ["100000"]),
    ],
    ratios: [("sum", "5"), ("harmonic", "none"), ("add", "none")].map { figure, goal in
      Ratio(
        name: "\(figure) of Python / Fraction",
        figure: figure,
        numerator: "Python Fraction",
        denominator: "Fraction",
        goal: goal
      )
    }
  )

  static let random = Comparison(
    name: "random",
    summary: "a million numbers of the very streams of Python's random beside it",
    repeats: 5,
    contenders: [
      Contender("MersenneTwister", .ours("random"), ["1000000"]),
      Contender("Python random", .python("random_streams.py"), ["1000000"]),
    ],
    ratios: [("random", "5"), ("gauss", "5"), ("randrange", "5"), ("shuffle", "none")].map {
      figure,
      goal in
      Ratio(
        name: "\(figure) of Python / MersenneTwister",
        figure: figure,
        numerator: "Python random",
        denominator: "MersenneTwister",
        goal: goal
      )
    }
  )

  static let integers = Comparison(
    name: "integers",
    summary: "integers of 4, 100 and 1,000 words of 64 bits beside Python's int",
    repeats: 3,
    contenders: [("4", "20000"), ("100", "500"), ("1000", "10")].flatMap { words, repeats in
      [
        Contender("BigInteger of \(words)", .ours("integers"), [words, repeats]),
        Contender("Python int of \(words)", .python("integers.py"), [words, repeats]),
      ]
    },
    ratios: ["4", "100", "1000"].flatMap { words in
      ["multiply", "divide", "gcd", "write", "read"].map { figure in
        Ratio(
          name: "\(figure) of Python / BigInteger, \(words) words",
          figure: figure,
          numerator: "Python int of \(words)",
          denominator: "BigInteger of \(words)",
          goal: "none"
        )
      }
    }
  )

  static let matrix = Comparison(
    name: "matrix",
    summary: "matrices of 1,024 by 1,024 multiplied beside NumPy, on one thread and two",
    repeats: 5,
    contenders: ["1", "2"].flatMap { threads in
      [
        Contender("Matrix, \(threads)", .ours("matrix"), ["1024", threads, "builtin"]),
        Contender("Matrix with BLAS, \(threads)", .ours("matrix"), ["1024", threads, "system"]),
        Contender("NumPy, \(threads)", .python("matrix.py"), ["1024", threads]),
      ]
    },
    ratios: ["1", "2"].flatMap { threads in
      [("Matrix", "0.5"), ("Matrix with BLAS", "1")].map { ours, goal in
        Ratio(
          name: "\(ours) / NumPy, \(threads)",
          figure: "rate",
          numerator: "\(ours), \(threads)",
          denominator: "NumPy, \(threads)",
          goal: goal
        )
      }
    }
  )
}
