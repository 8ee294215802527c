import SystemPackage
import TestKit
import Testing

/// `batteries calc` as a shell runs it.
@Suite("calc command", .timeLimit(.minutes(5))) struct CalcCommandTests {
  /// What a shell runs, and all that comes of it.
  struct Use: Sendable, CustomTestStringConvertible {
    var script: String
    var status: Int32 = 0
    var output = ""
    var error = ""
    var testDescription: String { script }
  }

  @Test(
    "prints results, and errors beside them",
    arguments: [
      Use(script: "$batteries calc '0.1 + 0.2'", output: "0.3\n"),
      Use(script: "$batteries calc -2^2 '-(1)' 2", output: "-4\n-1\n2\n"),
      Use(script: "$batteries calc '-sqrt(9)' -phi^0 -q -2", output: "-3\n-1\n-2\n"),
      Use(script: "$batteries calc -- --5", output: "5\n"),
      Use(script: "$batteries calc 'x = 3; y = 4' 'sqrt(x^2 + y^2)' ans+1", output: "4\n5\n6\n"),
      Use(
        script: "$batteries calc --fraction 1/3+0.25 --precision 5 'pi'",
        output: "7/12\n3.1416\n"
      ),
      Use(
        script: "$batteries calc --format json '1/4' '2>1'",
        output: """
          {"exact":true,"expression":"1/4","fraction":"1/4","value":"0.25"}
          {"exact":true,"expression":"2>1","value":true}

          """
      ),
      Use(
        script: "$batteries calc '-sqrt(4) $'",
        status: 65,
        error: "batteries: column 10: \"$\" has no meaning here. Take it out.\n"
      ),
      Use(
        script: "$batteries calc '1 + '",
        status: 65,
        error: "batteries: column 5: The expression ends where a value should be. Write one.\n"
      ),
      Use(
        script: "$batteries calc 1+1 1/0 2+2",
        status: 65,
        output: "2\n4\n",
        error: "batteries: expression 2, column 2: Nothing can be divided by zero."
          + " Change the divisor.\n"
      ),
      Use(
        script: "$batteries calc '1+1\n2 +* 2'",
        status: 65,
        output: "2\n",
        error: "batteries: line 2, column 4: \"*\" is where a value should be."
          + " Write a number, or a name.\n"
      ),
      Use(
        script: "$batteries calc '9**9**9'",
        status: 65,
        error: "batteries: column 2: The result would have 369,693,100 digits; 1,000,000 are the"
          + " limit. Take smaller numbers, or logarithms.\n"
      ),
      Use(
        script: "$batteries calc 'sqrt(2)^2 - 2'",
        output: "0\n",
        error: "The result is 0 to within 1e-3998; whether it is exactly 0 is not known.\n"
      ),
      Use(script: "$batteries calc --quiet 'sqrt(2)^2 - 2'", output: "0\n"),
      Use(
        script: "$batteries calc --places 2 19.90 '3 * 19.90' --format json",
        output: """
          {"exact":true,"expression":"19.90","fraction":"199/10","value":"19.90"}
          {"exact":true,"expression":"3 * 19.90","fraction":"597/10","value":"59.70"}

          """
      ),
      Use(
        script: "$batteries calc '100 + (1e200000 + pi - 1e200000)'",
        status: 65,
        error: "batteries: column 1: The digits of the result are not known: what cancels has about"
          + " 200,001 digits, and 4,000 are tried. Raise --precision to 200000,"
          + " or write the expression differently.\n"
      ),
    ]
  )
  func arguments(use: Use) async throws { try await check(use) }

  @Test(
    "reads lines of a pipe, and goes on after a wrong one",
    arguments: [
      Use(
        script: #"printf 'x = 2\n\n# nothing\nx*3\r\n1/0\ny\nans + 1' | $batteries calc"#,
        status: 65,
        output: "2\n6\n7\n",
        error: """
          batteries: line 5, column 2: Nothing can be divided by zero. Change the divisor.
          batteries: line 6, column 1: There is no value "y". Define one, as in x = 3.

          """
      ),
      Use(script: "printf '1+1' | $batteries calc -", output: "2\n"),
      Use(script: #"printf '\357\273\2771+1\n' | $batteries calc"#, output: "2\n"),
      Use(script: "printf '1+1\nquit\n2\n' | $batteries calc", output: "2\n"),
      Use(script: "printf ' exit \n2\n' | $batteries calc"),
      Use(script: "printf 'quit = 3\nquit\n' | $batteries calc", output: "3\n3\n"),
      Use(
        script: "printf 'help\n' | $batteries calc",
        error:
          "Write an expression such as sqrt(2) or x = 3; ans is the last result; quit or Ctrl-D"
          + " leaves. See batteries calc --help and Documentation/Calc.md.\n"
      ),
      Use(script: "printf 'x*2\nx*3\n' | $batteries calc x=7 - x", output: "7\n14\n21\n7\n"),
      Use(script: "printf '' | $batteries calc"),
      Use(script: "printf '1\n2\n3\n' | $batteries calc | head -n 1", output: "1\n"),
      Use(
        script: #"printf '\377\376\n1+1\n' | $batteries calc"#,
        status: 65,
        output: "2\n",
        error: "batteries: line 1, column 1: This character has no meaning here. Take it out.\n"
      ),
      Use(
        script: "(head -c 3000000 /dev/zero | tr '\\0' 1; echo; echo 1+1) | $batteries calc",
        status: 65,
        output: "2\n",
        error: "batteries: line 1: The line is longer than 1 MiB. Write a shorter one.\n"
      ),
      Use(
        script: "(head -c 100000 /dev/zero | tr '\\0' '('; echo) | $batteries calc",
        status: 65,
        error: "batteries: line 1, column 202: The expression is nested deeper than 200."
          + " Give a part of it a name, as in x = 2; x + 1.\n"
      ),
      Use(
        script: "$batteries calc < .",
        status: 74,
        error: "batteries: Is a directory.\n"
      ),
    ]
  )
  func lines(use: Use) async throws { try await check(use) }

  @Test("answers each line before the next one is there")
  func streaming() async throws {
    // The second line is written only when the first one's result was read.
    try await check(
      Use(
        script: """
          timeout 60 /bin/sh -c '
            mkfifo in out; $batteries calc < in > out & exec 3> in 4< out
            echo "20 + 1" >&3; read -r first <&4; echo "$first * 2" >&3; read -r second <&4
            exec 3>&-; wait; echo "$first $second"
          '
          """,
        output: "21 42\n"
      )
    )
  }

  @Test(
    "refuses options that make no sense",
    arguments: [
      Use(
        script: "$batteries calc --precision 0 1",
        status: 64,
        error: "batteries: --precision must be from 1 to 1000000, not 0."
          + " See batteries calc --help.\n"
      ),
      Use(
        script: "$batteries calc --places=-1 1",
        status: 64,
        error: "batteries: --places must be from 0 to 100000, not -1."
          + " See batteries calc --help.\n"
      ),
      Use(
        script: "$batteries calc --places 2 --fraction 1",
        status: 64,
        error: "batteries: Give --places or --fraction, not both. See batteries calc --help.\n"
      ),
      Use(
        script: "$batteries calc --precision 10_000_000 pi",
        status: 64,
        error: "batteries: The value '10_000_000' is invalid for '--precision <digits>'."
          + " See batteries calc --help.\n"
      ),
      Use(
        script: "$batteries calc --precision 10000000 pi",
        status: 64,
        error: "batteries: --precision must be from 1 to 1000000, not 10000000."
          + " See batteries calc --help.\n"
      ),
      Use(
        script: "$batteries calc --precison 5 pi",
        status: 64,
        error:
          "batteries: Unknown option '--precison'. Did you mean '--precision'? See batteries calc --help.\n"
      ),
      Use(
        script: "$batteries calc --format csv 1",
        status: 64,
        error: "batteries: The value 'csv' is invalid for '--format <format>'."
          + " Please provide one of 'text' and 'json'. See batteries calc --help.\n"
      ),
    ]
  )
  func options(use: Use) async throws { try await check(use) }

  private func check(_ use: Use) async throws {
    let directory = try TemporaryDirectory()
    let result = try await BuiltBinary(directory: directory.path).shell(use.script)
    #expect(result.status == use.status)
    #expect(result.output == use.output)
    #expect(result.error == use.error)
  }
}
