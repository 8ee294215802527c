/// Has one worker after the other do items of a call, as long as there are any.
///
/// A worker is given one item, and more ahead once items turn out to be short: so that it need not wait
/// for each of them to come. What it has not begun when it is lost, or when another lane has nothing to
/// do, comes back and counts as never tried.
final class WorkerLane {
  /// Takes what came of an item; what it throws ends the call.
  typealias Settle = @Sendable (WorkerItem, WorkerOutcome) throws -> Void

  /// For how long work is sent ahead.
  private static let ahead = Duration.milliseconds(2)

  private let number: Int
  private let crew: WorkerCrew
  private let agenda: WorkerAgenda
  private let settle: Settle

  /// What the worker has, in the order in which it was sent.
  private var line: [(number: UInt32, item: WorkerItem)] = []
  /// Items over which a worker was lost; they are sent with nothing behind them.
  private var suspects: [WorkerItem] = []
  /// How many items are sent at the most, those ahead included.
  private var depth: Int

  /// Makes one that sends `depth` items at first, while nothing is known of them.
  init(
    _ number: Int,
    _ crew: WorkerCrew,
    _ agenda: WorkerAgenda,
    depth: Int = 1,
    _ settle: @escaping Settle
  ) {
    self.number = number
    self.crew = crew
    self.agenda = agenda
    self.depth = depth
    self.settle = settle
  }

  /// Works until all items of the call are settled.
  ///
  /// - Throws: What `settle` throws, or `CancellationError`; the worker with items is killed then.
  func run() async throws {
    do {
      while try await agenda.hasWork() {
        if !crew.isClosed, let seat = try await crew.seats.receive() {
          try await use(seat)
        } else {
          try refuse()
        }
      }
    } catch {
      agenda.stop()
      throw error
    }
  }

  /// Settles what there is without a worker.
  private func refuse() throws {
    let items = agenda.take(.max, withFresh: true)
    for item in items { try settle(item, .failure(.closed(item.index))) }
    agenda.settle(items.count)
  }

  /// Works in a place until there is nothing to do, or somebody else waits for the place.
  private func use(_ first: WorkerSeat) async throws {
    var seat = first
    // There is room for it: it was taken from there.
    defer { _ = crew.seats.trySend(seat) }
    var items = agenda.take(depth, withFresh: true)
    while !items.isEmpty {
      if let end = try await work(on: seat, items) {
        try await lose(end, on: seat)
        // To another worker if one is free, else to a new one in the same place: an item that was
        // begun need not wait in line again, where it could come too late before a pool is closed.
        if !suspects.isEmpty, let other = crew.seats.tryReceive() {
          _ = crew.seats.trySend(seat)
          seat = other
        }
      }
      items = next(.max)
    }
  }

  /// What a worker has been lost by, and which.
  private struct Loss {
    var end: any Error
    var worker: WorkerConnection
  }

  /// Gives items to a worker, and more as it answers; returns how it was lost, if it was.
  private func work(on seat: WorkerSeat, _ items: [WorkerItem]) async throws -> Loss? {
    let worker: WorkerConnection
    do {
      worker = try await crew.worker(on: seat)
    } catch let error as CancellationError {
      throw error
    } catch {
      agenda.giveBack(Array(items.dropFirst()))
      try settle(items[0], .failure(.notStarted(error, items[0], crew)))
      agenda.settle(1)
      return nil
    }
    let sent = Array(items.prefix(seat.room(itemsPerWorker: crew.itemsPerWorker)))
    agenda.giveBack(Array(items.dropFirst(sent.count)))
    guard let timeout = crew.timeout else { return try await attend(worker, seat, sent, nil) }
    let watch = crew.clock.watch(timeout)
    worker.watch { watch.begin() }
    defer { worker.watch(nil) }
    // Cancelled at the end of this scope.
    async let _: Void = watch.run(worker)
    return try await attend(worker, seat, sent, watch)
  }

  /// Sends items, takes answers and sends more until the worker has nothing.
  private func attend(
    _ worker: WorkerConnection,
    _ seat: WorkerSeat,
    _ items: [WorkerItem],
    _ watch: (any WorkerWatch)?
  ) async throws -> Loss? {
    if agenda.note(worker, lane: number) { worker.recall() }
    defer { agenda.forget(lane: number) }
    var frames = lineUp(items, seat)
    do {
      var last = ContinuousClock.now
      while !line.isEmpty {
        let answers: [WorkerFrame]
        do {
          answers = try await worker.answers(whenLeft: line.count / 2, sending: frames)
        } catch {
          return Loss(end: error, worker: worker)
        }
        try take(answers, from: worker, seat)
        let now = ContinuousClock.now
        let each = last.duration(to: now) / answers.count
        last = now
        depth =
          each * WorkerAgenda.depth <= Self.ahead
          ? WorkerAgenda.depth : max(1, Int(Self.ahead / max(each, .nanoseconds(1))))
        if line.isEmpty { watch?.begin() }
        frames = lineUp(next(seat.room(itemsPerWorker: crew.itemsPerWorker)), seat)
      }
      return nil
    } catch {
      if !line.isEmpty {
        _ = await worker.killed()
        seat.lose(counts: false)
      }
      throw error
    }
  }

  /// What the worker is given next, so many at the most.
  private func next(_ room: Int) -> [WorkerItem] {
    if let first = line.first {
      // Nothing behind an item that may take its worker with it.
      guard !first.item.isSuspect else { return [] }
    } else if room > 0, let suspect = suspects.popLast() {
      return [suspect]
    }
    let mayGoOn = suspects.isEmpty && !crew.isClosed && !crew.isWantedElsewhere
    return agenda.take(min(room, depth - line.count), withFresh: mayGoOn)
  }

  /// Puts items in the line; returns what is sent of them.
  private func lineUp(_ items: [WorkerItem], _ seat: WorkerSeat) -> [WorkerFrame] {
    guard !items.isEmpty else { return [] }
    seat.count(items.count)
    return items.map { item in
      let number = seat.nextNumber()
      line.append((number, item))
      return WorkerFrame(kind: .item, number: number, body: item.body)
    }
  }

  private func take(
    _ answers: [WorkerFrame],
    from worker: WorkerConnection,
    _ seat: WorkerSeat
  ) throws {
    var returned: [WorkerItem] = []
    var settled = 0
    defer { agenda.settle(settled) }
    for answer in answers {
      guard let place = line.firstIndex(where: { $0.number == answer.number }) else { continue }
      let item = line.remove(at: place).item
      switch answer.kind {
      case .returned: returned.append(item)
      case .failure:
        try settle(item, .failure(.threw(answer.body, item, worker.processID)))
        settled += 1
      default:
        try settle(item, .answer(answer.body, processID: worker.processID))
        settled += 1
      }
    }
    seat.count(-returned.count)
    agenda.giveBack(returned)
  }

  /// Finds out how a worker went and which item it was at; the others go back.
  private func lose(_ loss: Loss, on seat: WorkerSeat) async throws {
    let obituary = await loss.worker.killed()
    seat.lose(counts: !(loss.end is CancellationError))
    if loss.end is CancellationError { throw loss.end }
    try take(loss.worker.takeAnswers(), from: loss.worker, seat)
    let items = line.map(\.item)
    line = []
    guard var item = items.first else { return }
    agenda.giveBack(Array(items.dropFirst()))
    if item.attempt < crew.attempts {
      item.attempt += 1
      suspects.append(item)
    } else {
      try settle(item, .failure(.lost(loss.end, item, loss.worker.processID, obituary)))
      agenda.settle(1)
    }
  }
}
