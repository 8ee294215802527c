public import ArgumentParser
public import LogsTool

extension LogOrder: ExpressibleByArgument {}
