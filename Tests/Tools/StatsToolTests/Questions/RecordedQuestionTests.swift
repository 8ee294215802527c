import BatteryTables
import Foundation
import StatsTool
import Testing

@Suite("Recorded questions") struct RecordedQuestionTests {
  @Test(
    "have the answers of SciPy, statsmodels, scikit-learn, NumPy and R",
    .timeLimit(.minutes(5)),
    arguments: try QuestionCase.all()
  )
  func answers(example: QuestionCase) throws {
    try example.question.validate()
    let table = try StatsTable(texts: example.numbers, labels: example.labels)
    let answer = try example.question.answer(table, example.settings)
    #expect(!example.expected.isEmpty)
    for (path, right) in example.expected {
      let found = try #require(answer.json.at(path), "\(path)")
      guard let right else {
        #expect(found.isNull, "\(path)")
        continue
      }
      let value = try #require(found.double, "\(path)")
      let error = (value - right).magnitude / max(right.magnitude, 1e-12)
      #expect(-log10(max(error, 1e-16)) >= example.digits, "\(path): \(value), not \(right)")
    }
  }

  @Test("are the same once they are written to a configuration and read")
  func coding() throws {
    for example in try QuestionCase.all() {
      func check<Question: StatsQuestion>(_ question: Question) throws {
        let data = try JSONEncoder().encode(question)
        #expect(try JSONDecoder().decode(Question.self, from: data) == question)
      }
      try check(example.question)
    }
  }
}
