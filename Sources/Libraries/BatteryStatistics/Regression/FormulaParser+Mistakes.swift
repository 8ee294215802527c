extension FormulaParser {
  /// What is to be said where a column would belong.
  mutating func missing() -> StatisticsError {
    let before = text.characterBefore(place)
    switch (before, peek()) {
    case ("(", ")"):
      return text.failure(at: place, "the parentheses are empty", "Write a column in them.")
    case (let before?, nil):
      return text.failure(
        at: place,
        "a column is missing after \(before)",
        before == "~" ? "Name what explains the outcome." : "Name one, or leave \(before) out."
      )
    case (_, let next?) where "+-*/^:~)=".contains(next):
      return text.failure(at: place, "a column is missing before \(next)", "Name one there.")
    default: return unexpected()
    }
  }

  /// What is to be said of the next character, which no rule expects.
  mutating func unexpected() -> StatisticsError {
    let next = peek() ?? " "
    let (problem, remedy): (String, String) =
      switch next {
      case ")": ("this ) closes nothing", "Leave it out, or add a ( before.")
      case "~": ("there is a second ~", "A formula has one outcome and one ~.")
      case "^", "/", "*": ("arithmetic stands within I(…)", "Write it as in I(x^2) or I(a / b).")
      case ",": ("a comma has no meaning here", "Functions take one number each.")
      case "\"", "'": ("names are not written in quotes", "Write `two words`, in backticks.")
      case _ where next.isLetter || next.isNumber || "_.(`".contains(next):
        (
          "a sign is missing before \(text.word(at: place))",
          arithmetic > 0 ? "Write +, -, *, / or ^ between both." : "Write +, : or * between terms."
        )
      default: ("\(next) has no meaning here", "Write names with such signs in backticks: `a-b`.")
      }
    return text.failure(at: place, problem, remedy)
  }
}
