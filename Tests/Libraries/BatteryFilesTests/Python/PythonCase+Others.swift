extension PythonCase {
  /// What became of the tests of CPython 3.11.7's test_filecmp and test_tempfile, by class: where
  /// their matter is tested here, or why it cannot be.
  static let others: [(tests: String, outcome: String)] = [
    (
      "FileCompareTestCase: matching, different",
      "carried: FileComparisonTests.matching and different"
    ),
    ("FileCompareTestCase: cache_clear", "not applicable: nothing is kept of a comparison"),
    (
      "DirCompareTestCase: dircmp, cmpfiles, default_ignores",
      "carried: FileComparisonTests.directories; no names are left out unless they are given"
    ),
    (
      "DirCompareTestCase: dircmp_subdirs_type, report_partial_closure, report_full_closure",
      "not applicable: of Python's classes, and of what they print"
    ),
    (
      "TestMkstempInner, TestMkstemp, TestMkdtemp: basic, basic_many, choose_directory, file_mode, "
        + "mode, noinherit, collision_with_existing_file, collision_with_existing_directory",
      "carried: TemporaryFileTests.lifetime, unique and folder; collisions end in another name"
    ),
    (
      "TestBadTempdir: read_only_directory, nonexisting_directory, non_directory",
      "carried: TemporaryFileTests.names255, TransferFaultTests.readOnly"
    ),
    (
      "TestNamedTemporaryFile, TestTemporaryFile: basic, creates_named, del_on_close, has_no_name, "
        + "multiple_close, context_manager",
      "carried: TemporaryFileTests.lifetime"
    ),
    (
      "TestTemporaryDirectory: mkdtemp_failure, explicit_cleanup, del_on_collection, modes, flags, "
        + "cleanup_with_symlink_to_a_directory, ignore_errors",
      "carried: TemporaryFileTests.folder and gone"
    ),
    (
      "TestTemporaryDirectory: on_shutdown, warnings_on_cleanup",
      "not applicable: of the end of Python's interpreter"
    ),
    (
      "TestSpooledTemporaryFile: basic, del_on_close, del_unrolled_file, del_rolled_file, "
        + "rewrite_small, write_sequential, sparse, fileno",
      "carried: TemporaryFileTests.spooled; it is added to at its end alone"
    ),
    (
      "TestSpooledTemporaryFile: is_iobase, iobase_interface, writelines, bound_methods, "
        + "properties, text_mode, text_newline_and_encoding, truncate_with_size_parameter, "
        + "class_getitem",
      "not applicable: of Python's file objects"
    ),
    (
      "TestGetTempDir, TestCandidateTempdirList, TestGetDefaultTempdir, TestGetCandidateNames, "
        + "TestRandomNameSequence, TestMktemp, TestGetTempPrefix, TestExports, "
        + "TestLowLevelInternals",
      "not applicable: of Python's module; `mktemp`, a name without a file, is not offered"
    ),
    (
      "bytes names, text modes, bad modes and encodings of all classes",
      "not applicable: files hold bytes, and arguments have types"
    ),
  ]
}
