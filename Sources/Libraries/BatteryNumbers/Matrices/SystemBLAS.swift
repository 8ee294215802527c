internal import Foundation

/// The BLAS library of the system, opened when a product asks for it.
struct SystemBLAS: Sendable {
  private typealias Multiply =
    @convention(c) (
      Int32, Int32, Int32, Int32, Int32, Int32, Double, UnsafePointer<Double>, Int32,
      UnsafePointer<Double>, Int32, Double, UnsafeMutablePointer<Double>, Int32
    ) -> Void
  private typealias SetThreads = @convention(c) (Int32) -> Void

  /// The file that was opened.
  let name: String
  private let multiply: Multiply
  private let setThreads: SetThreads?

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
      let setters = ["openblas_set_num_threads", "MKL_Set_Num_Threads"]
      let threads = setters.compactMap { (name: String) in dlsym(library, name) }.first
      return SystemBLAS(
        name: name,
        multiply: unsafeBitCast(symbol, to: Multiply.self),
        setThreads: threads.map { unsafeBitCast($0, to: SetThreads.self) }
      )
    }
    return nil
  }

  /// `result = left · right`.
  func multiply(_ left: Matrix, _ right: Matrix, into result: inout Matrix, threads: Int) {
    let (rows, columns, depth) = (left.rows, right.columns, left.columns)
    setThreads?(Int32(clamping: threads))
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
