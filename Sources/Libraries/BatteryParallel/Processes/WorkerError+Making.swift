extension WorkerError {
  static func closed(_ index: Int) -> WorkerError {
    WorkerError(
      .closed,
      index: index,
      attempts: 0,
      "The pool is closed. Close it after all items are done."
    )
  }

  static func notWritten(_ error: any Error, _ index: Int) -> WorkerError {
    WorkerError(
      .notCoded,
      index: index,
      attempts: 0,
      "The item cannot be written as JSON: \(WorkerCoding.explain(error))."
    )
  }

  static func notRead(
    _ error: any Error,
    as type: Any.Type,
    _ item: WorkerItem,
    _ processID: Int32
  ) -> WorkerError {
    WorkerError(
      .notCoded,
      index: item.index,
      attempts: item.attempt,
      processID: processID,
      "The answer is no \(type): \(WorkerCoding.explain(error)). "
        + "Build the pool and its workers from the same types."
    )
  }

  static func threw(_ text: [UInt8], _ item: WorkerItem, _ processID: Int32) -> WorkerError {
    WorkerError(
      .threw,
      index: item.index,
      attempts: item.attempt,
      processID: processID,
      String(decoding: text, as: UTF8.self)
    )
  }

  static func notStarted(_ error: any Error, _ item: WorkerItem, _ crew: WorkerCrew) -> WorkerError
  {
    if error is WorkerSeat.NoRestartsLeft {
      return WorkerError(
        .tooManyRestarts,
        index: item.index,
        attempts: item.attempt,
        "More than \(crew.restarts ?? 0) workers were lost. See what ended them, and correct it."
      )
    }
    return WorkerError(
      .notStarted,
      index: item.index,
      attempts: item.attempt,
      "\(crew.program.executable) could not be started: \(error). "
        + "Check the path and its permissions."
    )
  }

  static func lost(
    _ end: any Error,
    _ item: WorkerItem,
    _ processID: Int32,
    _ obituary: WorkerConnection.Obituary
  ) -> WorkerError {
    let code: Code
    let message: String
    switch end as? WorkerConnection.Break {
    case .timedOut(let limit):
      code = .timedOut
      message = "The item was not done within \(limit). Allow it more time, or make it smaller."
    case .garbled(let start):
      code = .garbled
      message =
        "The worker wrote what is no answer: \(start.debugDescription). "
        + "Print nothing before WorkerProcess.run."
    case .ended, nil:
      code = .crashed
      message = "The worker \(obituary.status). Look for the reason in the item and the work."
    }
    return WorkerError(
      code,
      index: item.index,
      attempts: item.attempt,
      processID: processID,
      status: obituary.status,
      lastLines: obituary.lastLines,
      message
    )
  }
}
