import Foundation
import Testing

@testable import BatteryNumbers

@Suite("Matrix")
struct MatrixTests {
  private static func random(_ rows: Int, _ columns: Int, seed: Int = 1) -> Matrix {
    var generator = MersenneTwister(seed: BigInteger(seed))
    return Matrix(rows: rows, columns: columns) { _, _ in generator.uniform(-1, 1) }
  }

  /// The product by its definition.
  private static func plain(_ a: Matrix, _ b: Matrix) -> Matrix {
    Matrix(rows: a.rows, columns: b.columns) { row, column in
      (0..<a.columns).reduce(0) { $0 + a[row, $1] * b[$1, column] }
    }
  }

  @Test(
    "multiplies shapes that fit no tile or block of the loops",
    arguments: [
      (1, 1, 1), (3, 5, 7), (8, 24, 8), (9, 25, 400), (145, 49, 385), (150, 200, 50), (1, 300, 1),
      (300, 1, 2), (64, 64, 1_000),
    ]
  )
  func products(_ rows: Int, _ columns: Int, _ depth: Int) throws {
    let (a, b) = (Self.random(rows, depth), Self.random(depth, columns, seed: 2))
    let expected = Self.plain(a, b)
    let product = try a.multiplied(by: b, library: .builtIn)
    #expect((product - expected).largestMagnitude < 1e-12)
    for threads in [2, 3, 7, 400, .max] {
      #expect(try a.multiplied(by: b, threads: threads, library: .builtIn) == product)
    }
    #expect((a * b - expected).largestMagnitude < 1e-12)
    let vector = a * b.column(0)
    #expect(zip(vector, expected.column(0)).allSatisfy { ($0 - $1).magnitude < 1e-12 })
  }

  @Test("has a product with the system's BLAS, or says that there is none")
  func system() throws {
    let (a, b) = (Self.random(40, 50), Self.random(50, 60))
    if SystemBLAS.any == nil {
      let error = #expect(throws: NumberError.self) { try a.multiplied(by: b, library: .system) }
      #expect(error?.code == .unavailable)
    } else {
      let product = try a.multiplied(by: b, library: .system)
      #expect((product - Self.plain(a, b)).largestMagnitude < 1e-12)
    }
  }

  @Test("leaves the number of threads of the system's BLAS as it was")
  func systemThreads() throws {
    guard let before = SystemBLAS.fast?.threadCount else { return }
    let a = Self.random(64, 64)
    _ = try a.multiplied(by: a, threads: before + 1, library: .system)
    #expect(SystemBLAS.fast?.threadCount == before)
  }

  @Test("gives the system's BLAS no side that it cannot count")
  func systemSides() {
    #expect(SystemBLAS.takes(1, Int(Int32.max), 0))
    #expect(!SystemBLAS.takes(1, Int(Int32.max) + 1, 0))
  }

  @Test("refuses a shape that no memory has")
  func overlongShapes() {
    for (rows, columns) in [(Int.max, 2), (2, .max), (-1, 0), (.min, -1)] {
      let error = #expect(throws: NumberError.self) {
        try Matrix(rows: rows, columns: columns, values: [])
      }
      #expect(error?.code == .shape)
    }
  }

  @Test(
    "is read as it was written, whatever its shape",
    arguments: [(0, 0), (0, 5), (5, 0), (1, 1), (2, 3)]
  )
  func coding(_ rows: Int, _ columns: Int) throws {
    let a = Self.random(rows, columns)
    let data = try JSONEncoder().encode([a])
    #expect(try JSONDecoder().decode([Matrix].self, from: data) == [a])
    for text in [#"{"rows":1,"columns":5}"#, #"{"rows":0,"columns":-5}"#, "[[1],[]]"] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(Matrix.self, from: Data(text.utf8))
      }
    }
  }

  @Test("adds, scales and transposes")
  func elements() {
    let a: Matrix = [[1, 2, 3], [4, 5, 6]]
    #expect(a.transposed() == [[1, 4], [2, 5], [3, 6]])
    #expect(a + a == 2 * a)
    #expect(a * 3 - a == a * 2)
    #expect(-a / 2 == [[-0.5, -1, -1.5], [-2, -2.5, -3]])
    #expect(a.row(1) == [4, 5, 6])
    #expect(a.column(2) == [3, 6])
    #expect(Matrix.identity(2) * a == a)
    #expect(Matrix.diagonal([2, 3]) * a == [[2, 4, 6], [12, 15, 18]])
    let large = Self.random(70, 130)
    #expect(large.transposed().transposed() == large)
    #expect(large.transposed()[100, 60] == large[60, 100])
    #expect([[3, 4] as [Double]].map { Matrix.diagonal($0).norm } == [5])
    #expect(a.description == "[1.0, 2.0, 3.0]\n[4.0, 5.0, 6.0]")
  }

  @Test("refuses shapes that do not fit")
  func shapes() {
    let a: Matrix = [[1, 2, 3], [4, 5, 6]]
    #expect(throws: NumberError.self) { try a.multiplied(by: a) }
    #expect(throws: NumberError.self) { try a.multiplied(by: [1, 2]) }
    #expect(throws: NumberError.self) { try Matrix([[1, 2], [3]]) }
    #expect(throws: NumberError.self) { try Matrix(rows: 2, columns: 2, values: [1]) }
    #expect(throws: NumberError.self) { try a.determinant() }
    #expect(throws: NumberError.self) { try a.inverse() }
    #expect(throws: NumberError.self) { try a.solve([1, 2]) }
    #expect(throws: NumberError.self) { try CholeskyDecomposition(a) }
    #expect(throws: NumberError.self) { try a.leastSquares([1]) }
    #expect(throws: NumberError.self) { try Matrix.identity(2).solve([1]) }
    #expect(throws: NumberError.self) { try Matrix([[.nan]]).determinant() }
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Matrix.self, from: Data("[[1,2],[3]]".utf8))
    }
  }

  @Test("is the same after a way through JSON")
  func coding() throws {
    let a: Matrix = [[1, 2.5], [-3, 1e300]]
    #expect(try JSONDecoder().decode(Matrix.self, from: JSONEncoder().encode(a)) == a)
  }

  @Test("gives NumPy's answers")
  func recorded() throws {
    let operations = ["product", "solve", "inverse", "cholesky", "nearest"]
    let cases = try OracleCase.recorded("numpy.tsv").filter {
      operations.contains($0.operation)
    }
    #expect(cases.count == 32)
    for item in cases { #expect(try error(item) < 1e-9, "\(item.line.prefix(80))") }
  }

  /// The largest difference from what is expected, beside the largest number.
  private func error(_ item: OracleCase) throws -> Double {
    let fields = item.fields
    func whole(_ place: Int) -> Int { Int(fields[place]) ?? 0 }
    func list(_ place: Int) -> [Double] { OracleCase.doubles(fields[place]) }
    func difference(_ a: [Double], _ b: [Double]) -> Double {
      let largest = b.reduce(1) { max($0, $1.magnitude) }
      return a.count == b.count
        ? zip(a, b).reduce(0) { max($0, ($1.0 - $1.1).magnitude) } / largest : .infinity
    }
    let n = whole(0)
    switch item.operation {
    case "product":
      let a = try Matrix(rows: n, columns: whole(1), values: list(3))
      let b = try Matrix(rows: whole(1), columns: whole(2), values: list(4))
      return difference((a * b).values, list(5))
    case "solve":
      let a = try Matrix(rows: n, columns: n, values: list(1))
      return try max(
        difference(a.solve(list(2)), list(3)),
        difference([a.determinant()], list(4))
      )
    case "inverse":
      let a = try Matrix(rows: n, columns: n, values: list(1))
      return difference(try a.inverse().values, list(2))
    case "cholesky":
      let a = try Matrix(rows: n, columns: n, values: list(1))
      return difference(try CholeskyDecomposition(a).lower.values, list(2))
    default:
      let a = try Matrix(rows: n, columns: whole(1), values: list(2))
      let found = try a.leastSquares(list(3), allowsDependentColumns: true)
      #expect(found.rank == whole(5))
      // Without full rank there are many nearest points, but one distance.
      let coefficients =
        found.rank == a.columns ? difference(found.coefficients, list(4)) : 0
      return max(coefficients, difference([found.residualNorm], list(6)))
    }
  }
}
