import Testing

@testable import BatteryNumbers

@Suite("Decompositions of a matrix")
struct DecompositionTests {
  private static func random(_ rows: Int, _ columns: Int) -> Matrix {
    var generator = MersenneTwister(seed: BigInteger(rows * 1_000 + columns))
    return Matrix(rows: rows, columns: columns) { _, _ in generator.gauss() }
  }

  @Test("into triangles give the matrix back", arguments: [1, 2, 63, 64, 65, 150, 200])
  func triangles(_ size: Int) throws {
    let a = Self.random(size, size)
    let parts = try LUDecomposition(a)
    let product = parts.lower * parts.upper
    let exchanged = Matrix(rows: size, columns: size) { a[parts.permutation[$0], $1] }
    #expect((product - exchanged).largestMagnitude < 1e-12 * Double(size))
    #expect(parts.lower.values.allSatisfy { $0.magnitude <= 1 })
    #expect((try parts.inverse() * a - .identity(size)).largestMagnitude < 1e-8)
    let x = (0..<size).map { Double($0 % 7) - 3 }
    let solved = try parts.solve(a * x)
    #expect(zip(solved, x).allSatisfy { ($0 - $1).magnitude < 1e-8 })
  }

  @Test("into triangles tell singular matrices, and which column is to blame")
  func singular() throws {
    let a: Matrix = [[1, 2, 3], [2, 4, 6], [1, 0, 1]]
    let parts = try LUDecomposition(a)
    #expect(parts.isSingular)
    #expect(parts.determinant.magnitude < 1e-15)
    let error = #expect(throws: NumberError.self) { try a.inverse() }
    #expect(error?.code == .singular)
    #expect(error?.message.contains("column 3") == true)
    #expect(throws: NumberError.self) { try Matrix(rows: 2, columns: 2).solve([1, 1]) }
    #expect(try Matrix([[0, 1], [1, 0]]).determinant() == -1)
    #expect(try Matrix([[0, 1], [1, 0]]).solve([2, 3]) == [3, 2])
  }

  @Test(
    "solve what has rows and columns in units of their own",
    arguments: [
      .diagonal([1, 1e-20]), .diagonal([1e-200, 1, 1e200]), [[1, 1], [0, 1e-20]],
      [[1e20, 1], [1, 1]], [[2e30, 1e30], [1e-30, 3e-30]],
    ] as [Matrix]
  )
  func scaled(_ a: Matrix) throws {
    let x = (0..<a.rows).map { Double($0 + 1) }
    #expect(try !LUDecomposition(a).isSingular)
    #expect(try !LUDecomposition([[1, 1e-20], [1e-20, 2e-40]]).isSingular)
    #expect(zip(try a.solve(a * x), x).allSatisfy { ($0 / $1 - 1).magnitude < 1e-12 })
  }

  @Test(
    "tell singular matrices in any units",
    arguments: [
      [[1, 2], [2, 4]], [[1e-20, 2e-20], [2, 4]], [[1, 2e20], [2, 4e20]], [[0, 0], [0, 1]],
      [[1, 0], [0, 0]], [[0.1, 0.2, 0.3], [0.4, 0.5, 0.6], [0.7, 0.8, 0.9]],
      [[0.1e9, 0.2e9, 0.3e9], [0.4, 0.5, 0.6], [0.7e-9, 0.8e-9, 0.9e-9]],
    ] as [Matrix]
  )
  func dependent(_ a: Matrix) throws {
    #expect(try LUDecomposition(a).isSingular)
    let error = #expect(throws: NumberError.self) { try a.inverse() }
    #expect(error?.code == .singular)
  }

  @Test("name the number that is not finite", arguments: [Double.nan, .infinity, -.infinity])
  func finite(_ value: Double) throws {
    let a: Matrix = [[4, 1], [value, 3]]
    let attempts: [() throws -> Void] = [
      { _ = try LUDecomposition(a) }, { _ = try a.determinant() }, { _ = try a.solve([1, 2]) },
      { _ = try a.inverse() }, { _ = try QRDecomposition(a) }, { _ = try a.rank() },
      { _ = try a.leastSquares([1, 2]) },
      { _ = try a.leastSquares([1, 2], allowsDependentColumns: true) },
      { _ = try CholeskyDecomposition(a) },
    ]
    for attempt in attempts {
      let error = #expect(throws: NumberError.self) { try attempt() }
      #expect(error?.code == .invalidArgument)
      #expect(error?.message.hasPrefix("Row 2, column 1 of the matrix is \(value).") == true)
    }
    #expect(throws: NumberError.self) { try CholeskyDecomposition([[.infinity]]) }
    // The upper half is not read.
    #expect(try CholeskyDecomposition([[4, value], [0, 9]]).lower == .diagonal([2, 3]))
  }

  @Test(
    "by reflections give the matrix back and orthonormal columns",
    arguments: [(1, 1), (5, 3), (3, 5), (60, 60), (120, 40)],
    [false, true]
  )
  func reflections(_ shape: (Int, Int), _ pivoting: Bool) throws {
    let a = Self.random(shape.0, shape.1)
    let parts = try QRDecomposition(a, pivoting: pivoting)
    let (q, r) = (parts.q, parts.r)
    let exchanged = Matrix(rows: a.rows, columns: a.columns) { a[$0, parts.permutation[$1]] }
    #expect((q * r - exchanged).largestMagnitude < 1e-12)
    #expect((q.transposed() * q - .identity(q.columns)).largestMagnitude < 1e-13)
    #expect(parts.rank() == min(shape.0, shape.1))
    if pivoting {
      let diagonal = (0..<r.rows).map { r[$0, $0].magnitude }
      #expect(zip(diagonal, diagonal.dropFirst()).allSatisfy { $0 >= $1 * 0.999_999 })
    }
  }

  @Test("reveal the rank, and name the columns that depend on others")
  func rank() throws {
    var a = Self.random(30, 6)
    for row in 0..<30 { a[row, 4] = 2 * a[row, 1] - a[row, 3] }
    #expect(try a.rank() == 5)
    #expect(try Matrix(rows: 3, columns: 2).rank() == 0)
    let right = (0..<30).map { Double($0) }
    let error = #expect(throws: NumberError.self) { try a.leastSquares(right) }
    #expect(error?.code == .singular)
    let found = try a.leastSquares(right, allowsDependentColumns: true)
    #expect(found.rank == 5)
    #expect(found.dependentColumns.count == 1)
    #expect(found.coefficients[found.dependentColumns[0]] == 0)
    // What is left is at right angles to all columns.
    let left = zip(right, a * found.coefficients).map { $0 - $1 }
    #expect((a.transposed() * left).allSatisfy { $0.magnitude < 1e-10 })
  }

  @Test("by Cholesky give the matrix back, or refuse it")
  func cholesky() throws {
    let a = Self.random(50, 50)
    let s = a * a.transposed() + .identity(50)
    let parts = try CholeskyDecomposition(s)
    #expect((parts.lower * parts.lower.transposed() - s).largestMagnitude < 1e-11)
    let x = (0..<50).map { Double($0) - 20 }
    #expect(zip(try parts.solve(s * x), x).allSatisfy { ($0 - $1).magnitude < 1e-8 })
    #expect(try abs(parts.determinant / s.determinant() - 1) < 1e-10)
    #expect(throws: NumberError.self) { try CholeskyDecomposition([[1, 2], [2, 1]]) }
    #expect(throws: NumberError.self) { try parts.solve([1]) }
  }
}
