internal import CMatrixKernels
internal import Dispatch
internal import Foundation

extension Matrix {
  /// Whose loops compute a product.
  public enum Library: Sendable, Hashable, Codable {
    /// The system's BLAS where it has a fast one, else our own loops.
    case automatic
    /// Our own loops: the same bits on any number of threads.
    case builtIn
    /// The system's BLAS.
    case system
  }

  /// The sum, element by element.
  public static func + (lhs: Matrix, rhs: Matrix) -> Matrix { lhs.combined(rhs, +) }

  /// The difference, element by element.
  public static func - (lhs: Matrix, rhs: Matrix) -> Matrix { lhs.combined(rhs, -) }

  /// Every element times a number.
  public static func * (lhs: Matrix, rhs: Double) -> Matrix { lhs.map { $0 * rhs } }

  /// Every element times a number.
  public static func * (lhs: Double, rhs: Matrix) -> Matrix { rhs * lhs }

  /// Every element divided by a number.
  public static func / (lhs: Matrix, rhs: Double) -> Matrix { lhs.map { $0 / rhs } }

  /// Every element with its sign changed.
  public static prefix func - (value: Matrix) -> Matrix { value.map { -$0 } }

  /// Adds another matrix, element by element.
  public static func += (lhs: inout Matrix, rhs: Matrix) { lhs = lhs + rhs }

  /// Subtracts another matrix, element by element.
  public static func -= (lhs: inout Matrix, rhs: Matrix) { lhs = lhs - rhs }

  /// The product of two matrices, on all processors.
  ///
  /// - Precondition: The left one has as many columns as the right one rows.
  public static func * (lhs: Matrix, rhs: Matrix) -> Matrix {
    do {
      return try lhs.multiplied(by: rhs)
    } catch {
      preconditionFailure("\(error)")
    }
  }

  /// The product with a column of numbers.
  ///
  /// - Precondition: There are as many numbers as columns.
  public static func * (lhs: Matrix, rhs: [Double]) -> [Double] {
    do {
      return try lhs.multiplied(by: rhs)
    } catch {
      preconditionFailure("\(error)")
    }
  }

  /// What a function gives for each element.
  public func map(_ transform: (Double) -> Double) -> Matrix {
    var result = self
    for place in result.values.indices { result.values[place] = transform(values[place]) }
    return result
  }

  private func combined(_ other: Matrix, _ operation: (Double, Double) -> Double) -> Matrix {
    precondition(rows == other.rows && columns == other.columns, "The matrices differ in shape")
    var result = self
    for place in result.values.indices {
      result.values[place] = operation(values[place], other.values[place])
    }
    return result
  }

  /// The product with a column of numbers.
  ///
  /// - Throws: ``NumberError`` when there are not as many numbers as columns.
  public func multiplied(by vector: [Double]) throws(NumberError) -> [Double] {
    guard vector.count == columns else {
      throw NumberError(
        .shape,
        "A matrix of \(rows) rows and \(columns) columns times \(vector.count) numbers has no"
          + " product. Give \(columns) numbers."
      )
    }
    let (rows, columns) = (rows, columns)
    return values.withUnsafeBufferPointer { left in
      vector.withUnsafeBufferPointer { right in
        guard let left = left.baseAddress, let right = right.baseAddress else {
          return [Double](repeating: 0, count: rows)
        }
        return (0..<rows).map { matrix_dot(columns, left + $0 * columns, right) }
      }
    }
  }

  /// The product with another matrix, the rows of the result shared among threads.
  ///
  /// Our own loops give the same bits on any number of threads; a processor with fused
  /// multiplications gives others than one without, and the system's library its own.
  ///
  /// - Parameters:
  ///   - other: The right factor.
  ///   - threads: How many threads compute; the number of processors by default.
  ///   - library: Whose loops compute. The system's library takes no side of 2^31 or more: there
  ///     our own loops compute. It counts its threads for the whole process, so that products wait
  ///     for one another, and leave the number as it was.
  /// - Returns: The product, with the rows of this matrix and the columns of the other.
  /// - Throws: ``NumberError`` when this matrix has not as many columns as the other rows, or when
  ///   the system's library is asked for and there is none.
  /// - Complexity: O(rows × columns × columns of the other).
  public func multiplied(
    by other: Matrix,
    threads: Int? = nil,
    library: Library = .automatic
  ) throws(NumberError) -> Matrix {
    guard columns == other.rows else {
      throw NumberError(
        .shape,
        "A matrix of \(rows) rows and \(columns) columns times one of \(other.rows) rows and"
          + " \(other.columns) columns has no product. Give one of \(columns) rows."
      )
    }
    // A part has a row at least.
    let threads = min(max(threads ?? ProcessInfo.processInfo.activeProcessorCount, 1), max(rows, 1))
    var result = Matrix(rows: rows, columns: other.columns)
    if rows == 0 || columns == 0 || other.columns == 0 { return result }
    let large = rows * columns * other.columns > 32 * 32 * 32
    let fits = SystemBLAS.takes(rows, columns, other.columns)
    if fits, library == .system || (library == .automatic && large) {
      if let system = library == .system ? SystemBLAS.any : SystemBLAS.fast {
        system.multiply(self, other, into: &result, threads: threads)
        return result
      }
      if library == .system {
        throw NumberError(
          .unavailable,
          "The system has no BLAS. Install libopenblas, or let the product be computed without it."
        )
      }
    }
    result.add(product: self, other, threads: large ? threads : 1)
    return result
  }

  private mutating func add(product left: Matrix, _ right: Matrix, threads: Int) {
    let (rows, columns, depth) = (left.rows, right.columns, left.columns)
    let share = (rows + threads - 1) / threads
    let failed = values.withUnsafeMutableBufferPointer { result -> Bool in
      left.values.withUnsafeBufferPointer { a in
        right.values.withUnsafeBufferPointer { b in
          guard let a = a.baseAddress, let b = b.baseAddress, let c = result.baseAddress else {
            return false
          }
          func multiply(_ part: Int) -> Bool {
            let first = part * share
            let count = min(share, rows - first)
            guard count > 0 else { return false }
            return matrix_multiply_add(
              count,
              columns,
              depth,
              1,
              a + first * depth,
              depth,
              1,
              b,
              columns,
              1,
              c + first * columns,
              columns
            ) != 0
          }
          if threads == 1 { return multiply(0) }
          let failures = UnsafeMutableBufferPointer<Bool>.allocate(capacity: threads)
          defer { failures.deallocate() }
          // Each part writes its own rows and its own flag.
          nonisolated(unsafe) let flags = failures
          nonisolated(unsafe) let body = multiply
          DispatchQueue.concurrentPerform(iterations: threads) { flags[$0] = body($0) }
          return failures.contains(true)
        }
      }
    }
    precondition(!failed, "There is no memory for a product of matrices")
  }
}
