extension WrongFile {
  /// Files with what YAML itself does not allow.
  static let syntax: [WrongFile] = [
    WrongFile(
      "an empty file",
      "",
      says: """
        batteries.yaml:1:1: the file says nothing. Write the jobs under "jobs:"; \
        "batteries init" writes an example.
        """
    ),
    WrongFile(
      "a file of comments alone",
      "# nothing yet",
      says: """
        batteries.yaml:1:1: the file says nothing. Write the jobs under "jobs:"; \
        "batteries init" writes an example.
        """
    ),
    WrongFile(
      "a list at the top",
      "- run: make",
      says: """
        batteries.yaml:1:1: must be a mapping, not a list.
        """
    ),
    WrongFile(
      "a text at the top",
      "make",
      says: """
        batteries.yaml:1:1: must be a mapping, not "make".
        """
    ),
    WrongFile(
      "a tab as indent",
      """
      jobs:
      \ta:
      \t\trun: make
      """,
      says: """
        batteries.yaml:2:1: a tab indents this line. Indent with spaces.
        """
    ),
    WrongFile(
      "a tab in the indent of a deeper line",
      """
      jobs:
        a:
        \trun: make
      """,
      says: """
        batteries.yaml:3:3: a tab indents this line. Indent with spaces.
        """
    ),
    WrongFile(
      "a key without a colon",
      """
      jobs:
        a:
          run make
          timeout: 5s
      """,
      says: """
        batteries.yaml:3:5: this line has no ": " after its key. Write "key: value", \
        with a space after the colon.
        """
    ),
    WrongFile(
      "a key without a space after its colon",
      """
      jobs:
        a:
          run:make
          timeout: 5s
      """,
      says: """
        batteries.yaml:3:5: this line has no ": " after its key. Write "key: value", \
        with a space after the colon.
        """
    ),
    WrongFile(
      "a second colon in a value",
      """
      jobs:
        a:
          run: echo Total: 5
      """,
      says: """
        batteries.yaml:3:20: a second ": " stands in this value. Put the value in \
        quotes.
        """
    ),
    WrongFile(
      "a key under a value",
      """
      jobs:
        a:
          run: make
            timeout: 5s
      """,
      says: """
        batteries.yaml:4:7: this key is indented under a line that has a value already. \
        Indent it like the key above, or remove that value.
        """
    ),
    WrongFile(
      "a line that is indented less than its neighbours",
      """
      jobs:
        a:
          run: make
         timeout: 5s
      """,
      says: """
        batteries.yaml:4:4: this line is not indented like the keys that begin at line \
        2. Give it the same indent, in spaces.
        """
    ),
    WrongFile(
      "a list item that is no item",
      """
      jobs:
        a:
          steps:
            - run: make
            run: test
      """,
      says: """
        batteries.yaml:5:7: this line is not indented like the list items that begin at \
        line 4. Give it the same indent, in spaces.
        """
    ),
    WrongFile(
      "a list on the line of its key",
      """
      jobs:
        a:
          steps: - run: make
      """,
      says: """
        batteries.yaml:3:12: a list may not begin on the line of its key. Begin it on \
        the next line, or write [a, b].
        """
    ),
    WrongFile(
      "a cron line without quotes",
      """
      jobs:
        a:
          on: { cron: * * * * * }
          run: make
      """,
      says: """
        batteries.yaml:3:17: a value may not begin with "*". Put it in quotes: "* * * * \
        *".
        """
    ),
    WrongFile(
      "a cron line with a step without quotes",
      """
      jobs:
        a:
          run: make
          on:
            cron: */5 * * * *
      """,
      says: """
        batteries.yaml:5:13: a value may not begin with "*". Put it in quotes: "*/5 * * \
        * *".
        """
    ),
    WrongFile(
      "a pattern without quotes",
      """
      jobs:
        a:
          copy: { source: /a, exclude: [*.tmp] }
      """,
      says: """
        batteries.yaml:3:35: a value may not begin with "*". Put it in quotes: "*.tmp".
        """
    ),
    WrongFile(
      "an anchor",
      """
      jobs:
        a: &base
          run: make
        b: *base
      """,
      says: """
        batteries.yaml:2:6: jobs.a: anchors and aliases ("&name", "*name") are not \
        supported. Write the value out, or put the text in quotes if it begins with & or \
        *.
        """
    ),
    WrongFile(
      "an anchor that nobody uses",
      """
      jobs:
        a: &base
          run: make
      """,
      says: """
        batteries.yaml:2:6: jobs.a: anchors and aliases ("&name", "*name") are not \
        supported. Write the value out, or put the text in quotes if it begins with & or \
        *.
        """
    ),
    WrongFile(
      "an alias without an anchor",
      """
      jobs:
        a: *base
      """,
      says: """
        batteries.yaml:2:6: a value may not begin with "*". Put it in quotes; aliases \
        are not supported.
        """
    ),
    WrongFile(
      "a merge key",
      """
      jobs:
        a:
          <<: { timeout: 5s }
          run: make
      """,
      says: """
        batteries.yaml:3:5: jobs.a: merge keys ("<<") are not supported. Write the \
        values out.
        """
    ),
    WrongFile(
      "a tag",
      """
      jobs:
        a:
          run: !env HOME
      """,
      says: """
        batteries.yaml:3:10: jobs.a.run: tags ("!name") are not supported. Remove the \
        tag, or put the text in quotes if it begins with "!".
        """
    ),
    WrongFile(
      "a known tag",
      """
      jobs:
        a:
          priority: !!int 5
          run: make
      """,
      says: """
        batteries.yaml:3:15: jobs.a.priority: tags ("!name") are not supported. Remove \
        the tag, or put the text in quotes if it begins with "!".
        """
    ),
    WrongFile(
      "a value with an exclamation mark",
      """
      jobs:
        a:
          run: !important
      """,
      says: """
        batteries.yaml:3:10: jobs.a.run: tags ("!name") are not supported. Remove the \
        tag, or put the text in quotes if it begins with "!".
        """
    ),
    WrongFile(
      "a value with a percent sign",
      """
      jobs:
        a:
          run: %PATH%
      """,
      says: """
        batteries.yaml:3:10: a value may not begin with "%". Put the value in quotes.
        """
    ),
    WrongFile(
      "a value with an at sign",
      """
      jobs:
        a:
          on: @daily
          run: make
      """,
      says: """
        batteries.yaml:3:9: a value may not begin with "@". Put the value in quotes.
        """
    ),
    WrongFile(
      "a value with a backquote",
      """
      jobs:
        a:
          run: `date`
      """,
      says: """
        batteries.yaml:3:10: a value may not begin with "`". Put the value in quotes.
        """
    ),
    WrongFile(
      "a quote that is not closed",
      """
      jobs:
        a:
          run: "make
          timeout: 5s
      """,
      says: """
        batteries.yaml:3:10: the quote that opens here is never closed. Close it.
        """
    ),
    WrongFile(
      "a text after a quoted one",
      """
      jobs:
        a:
          run: "make" test
      """,
      says: """
        batteries.yaml:3:17: the value ends before this text. Put the whole value in \
        quotes.
        """
    ),
    WrongFile(
      "an unknown escape",
      """
      jobs:
        a:
          run: "grep \\d file"
      """,
      says: """
        batteries.yaml:3:16: double quotes do not know this "\\" escape. Use single \
        quotes, or write "\\\\".
        """
    ),
    WrongFile(
      "a list that is not closed",
      """
      jobs:
        a:
          run: [make, test
          timeout: 5s
      """,
      says: """
        batteries.yaml:4:12: the list that "[" opens at 3:10 needs "," or "]" here. \
        Close it, or put a value that holds brackets, commas or ": " in quotes.
        """
    ),
    WrongFile(
      "a list that the file's end closes",
      """
      jobs:
        a:
          run: [make, test
      """,
      says: """
        batteries.yaml:3:21: the list that "[" opens at 3:10 needs "," or "]" here. \
        Close it, or put a value that holds brackets, commas or ": " in quotes.
        """
    ),
    WrongFile(
      "a mapping that is not closed",
      """
      jobs:
        a: { run: make
        b: { run: test }
      """,
      says: """
        batteries.yaml:3:4: the mapping that "{" opens at 2:6 needs "," or "}" here. \
        Close it, or put a value that holds brackets, commas or ": " in quotes.
        """
    ),
    WrongFile(
      "a bracket that closes nothing",
      """
      jobs:
        a:
          run: make
      ]
      """,
      says: """
        batteries.yaml:4:1: this bracket closes nothing. Remove it.
        """
    ),
    WrongFile(
      "two documents",
      """
      jobs:
        a:
          run: make
      ---
      jobs: {}
      """,
      says: """
        batteries.yaml:4:1: a second document begins here. Keep one document in the \
        file: remove the lines "---" and "...".
        """
    ),
    WrongFile(
      "a directive",
      """
      %FOO bar
      ---
      jobs: {}
      """,
      says: """
        batteries.yaml:1:5: directives ("%NAME") are not supported. Remove the line.
        """
    ),
    WrongFile(
      "a block text with a word on its first line",
      """
      jobs:
        a:
          run: |make
            make test
      """,
      says: """
        batteries.yaml:3:11: only a number, "+" or "-" may follow the "|" or ">" that \
        begins a text. Begin the text on the next line.
        """
    ),
    WrongFile(
      "a complex key",
      """
      jobs:
        ? [a, b]
        : { run: make }
      """,
      says: """
        batteries.yaml:2:5: jobs: a key must be a text, not a list or a mapping. Put the \
        key in quotes if it begins with [ or {.
        """
    ),
    WrongFile(
      "a control character",
      """
      jobs:
        a:
          run: "bell \u{7}"
      """,
      says: """
        batteries.yaml:3:16: the character U+0007 may not stand in the file. Remove it, \
        or write it as an escape in double quotes.
        """
    ),
    WrongFile(
      "a byte order of UTF-16 passed through",
      "\u{0}j\u{0}o",
      says: """
        batteries.yaml:1:1: the character U+0000 may not stand in the file. Remove it, \
        or write it as an escape in double quotes.
        """
    ),
    WrongFile(
      "the same key twice",
      """
      jobs:
        a:
          run: make
          timeout: 5s
          timeout: 6s
      """,
      says: """
        batteries.yaml:5:5: jobs.a.timeout: this key is already at 4:5. Remove one of \
        the two.
        """
    ),
    WrongFile(
      "the same job twice",
      """
      jobs:
        a:
          run: make
        b:
          run: test
        a:
          run: install
      """,
      says: """
        batteries.yaml:6:3: jobs.a: this key is already at 2:3. Remove one of the two.
        """
    ),
    WrongFile(
      "the same key three times",
      """
      jobs:
        a: { run: make, grace: 1s, grace: 2s, "grace": 3s }
      """,
      says: """
        batteries.yaml:2:30: jobs.a.grace: this key is already at 2:19. Remove one of \
        the two.
        batteries.yaml:2:41: jobs.a.grace: this key is already at 2:19. Remove one of \
        the two.
        """
    ),
  ]
}
