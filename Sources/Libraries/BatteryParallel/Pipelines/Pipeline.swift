/// Elements that run through stages, each of which works on several of them at once.
///
/// A pipeline is a description; nothing happens before ``forEach(_:)``, ``collect()`` or
/// ``reduce(into:_:)``. Elements come out in the order in which they went in. A slow stage holds back
/// those before it: a stage has at most its limit of elements, being worked on or waiting to be handed
/// on, and takes the next one only when it has handed one on. The first error in any stage cancels all,
/// and is thrown once all have ended.
public struct Pipeline<Element: Sendable>: Sendable {
  /// Takes an element, and returns when there is room for the next one.
  public typealias Emit = @Sendable (Element) async throws -> Void

  private let start: @Sendable (@escaping Emit) async throws -> Void

  /// Makes a pipeline of what a closure emits; the pipeline's input ends when the closure returns.
  public init(_ source: @escaping @Sendable (_ emit: @escaping Emit) async throws -> Void) {
    start = source
  }

  /// Makes a pipeline of the elements of a sequence.
  public init(_ elements: some Sequence<Element> & Sendable) {
    self.init { emit in
      for element in elements { try await emit(element) }
    }
  }

  /// Makes a pipeline of the elements of an asynchronous sequence, such as a ``BoundedQueue``.
  public init<Elements: AsyncSequence & Sendable>(
    _ elements: Elements
  ) where Elements.Element == Element {
    self.init { emit in
      for try await element in elements { try await emit(element) }
    }
  }

  /// Adds a stage.
  ///
  /// - Parameters:
  ///   - limit: How many elements the stage has at once, from 1.
  ///   - transform: What it makes of an element.
  /// - Returns: A pipeline with the stage at its end.
  public func stage<Output: Sendable>(
    limit: Int,
    _ transform: @escaping @Sendable (Element) async throws -> Output
  ) -> Pipeline<Output> {
    precondition(limit > 0, "The limit is how many elements a stage has, so it is 1 at the least.")
    let start = start
    return Pipeline<Output> { emit in
      let stage = PipelineStage<Element, Output>(limit: limit)
      try await withThrowingDiscardingTaskGroup { group in
        group.addTask {
          try await start { try await stage.input.send($0) }
          stage.input.finish()
        }
        for _ in 0..<limit {
          group.addTask { try await stage.work(transform) }
        }
        group.addTask { try await stage.handOn(emit) }
      }
    }
  }

  /// Adds a stage that leaves out elements.
  public func filter(
    limit: Int = 1,
    _ isWanted: @escaping @Sendable (Element) async throws -> Bool
  ) -> Pipeline<Element> {
    let wanted = stage(limit: limit) { try await isWanted($0) ? $0 : nil }
    return Pipeline { emit in
      try await wanted.start { element in
        if let element { try await emit(element) }
      }
    }
  }

  /// Runs the pipeline and does something with each element that comes out of it.
  ///
  /// - Parameter body: The work; called in the order of the elements, and not at the same time.
  /// - Throws: The first error of a stage or of `body`, or `CancellationError`.
  public func forEach(_ body: (Element) async throws -> Void) async throws {
    let output = BoundedQueue<Element>(capacity: 1)
    let start = start
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        do {
          try await start { try await output.send($0) }
          output.finish()
        } catch {
          output.finish(throwing: error)
        }
      }
      while let element = try await output.receive() { try await body(element) }
    }
  }

  /// Runs the pipeline and puts what comes out of it together, in order.
  ///
  /// - Throws: The first error of a stage or of `combine`, or `CancellationError`.
  public func reduce<Whole>(
    into initial: Whole,
    _ combine: (inout Whole, Element) async throws -> Void
  ) async throws -> Whole {
    var whole = initial
    try await forEach { try await combine(&whole, $0) }
    return whole
  }

  /// Runs the pipeline and returns all that comes out of it, in order.
  ///
  /// - Throws: The first error of a stage, or `CancellationError`.
  public func collect() async throws -> [Element] {
    try await reduce(into: []) { $0.append($1) }
  }
}
