internal import Foundation
internal import Synchronization

/// The BLAS library of the system, opened when a product asks for it.
struct SystemBLAS: Sendable {
  private typealias Multiply =
    @convention(c) (
      Int32, Int32, Int32, Int32, Int32, Int32, Double, UnsafePointer<Double>, Int32,
      UnsafePointer<Double>, Int32, Double, UnsafeMutablePointer<Double>, Int32
    ) -> Void
  private typealias SetThreads = @convention(c) (Int32) -> Void
  private typealias GetThreads = @convention(c) () -> Int32
  /// How the number of threads is read and changed, which is one for the whole process.
  private struct Threads {
    let get: GetThreads
    let set: SetThreads
  }

  /// The file that was opened.
  let name: String
  private let multiply: Multiply
  private let threads: Threads?
  /// Held while the number of threads is another than the process has set.
  private static let changed = Mutex(())

  /// A library that is known to be fast.
  static let fast = open([
    "libopenblas.so.0", "libopenblas.so", "libmkl_rt.so",
    "/System/Library/Frameworks/Accelerate.framework/Accelerate",
  ])

  /// Any library: the reference implementation is slower than our own loops, and so is used only
  /// when it is asked for.
  static let any = fast ?? open(["libblas.so.3", "libcblas.so.3"])

  private static func open(_ names: [String]) -> SystemBLAS? {
    for name in names {
      guard let library = dlopen(name, RTLD_NOW | RTLD_LOCAL),
        let symbol = dlsym(library, "cblas_dgemm")
      else { continue }
      let names = [
        ("openblas_get_num_threads", "openblas_set_num_threads"),
        ("MKL_Get_Max_Threads", "MKL_Set_Num_Threads"),
      ]
      let threads = names.compactMap { (getter: String, setter: String) -> Threads? in
        guard let get = dlsym(library, getter), let set = dlsym(library, setter) else { return nil }
        return Threads(
          get: unsafeBitCast(get, to: GetThreads.self),
          set: unsafeBitCast(set, to: SetThreads.self)
        )
      }
      return SystemBLAS(
        name: name,
        multiply: unsafeBitCast(symbol, to: Multiply.self),
        threads: threads.first
      )
    }
    return nil
  }

  /// Whether the library can count so many rows and columns.
  static func takes(_ sides: Int...) -> Bool { sides.allSatisfy { $0 <= Int(Int32.max) } }

  /// How many threads the library takes for a product of others.
  var threadCount: Int? {
    guard let threads else { return nil }
    return Self.changed.withLock { _ in Int(threads.get()) }
  }

  /// `result = left · right`.
  ///
  /// - Precondition: The library ``takes(_:)`` the sides.
  func multiply(_ left: Matrix, _ right: Matrix, into result: inout Matrix, threads count: Int) {
    guard let threads else { return multiply(left, right, into: &result) }
    Self.changed.withLock { _ in
      let before = threads.get()
      threads.set(Int32(clamping: count))
      defer { threads.set(before) }
      multiply(left, right, into: &result)
    }
  }

  private func multiply(_ left: Matrix, _ right: Matrix, into result: inout Matrix) {
    let (rows, columns, depth) = (left.rows, right.columns, left.columns)
    result.values.withUnsafeMutableBufferPointer { c in
      left.values.withUnsafeBufferPointer { a in
        right.values.withUnsafeBufferPointer { b in
          guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
          // Row by row, neither factor transposed.
          multiply(
            101,
            111,
            111,
            Int32(rows),
            Int32(columns),
            Int32(depth),
            1,
            a,
            Int32(depth),
            b,
            Int32(columns),
            0,
            c,
            Int32(columns)
          )
        }
      }
    }
  }
}
