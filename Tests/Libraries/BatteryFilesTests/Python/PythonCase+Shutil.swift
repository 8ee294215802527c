import BatteryFiles
import SystemPackage

extension PythonCase {
  static let shutil: [PythonCase] = [
    PythonCase(
      ["test_copytree_simple", "test_copytree_subdirectory"],
      ["src/test.txt=123", "src/test_dir/test.txt=456"],
      [
        "src/test.txt=123", "src/test_dir/test.txt=456", "dst/test.txt=123",
        "dst/test_dir/test.txt=456",
      ]
    ) { try $0.copy($1 + "src", to: $1 + "dst") },
    PythonCase(
      ["test_copytree_dirs_exist_ok"],
      [
        "src/nonexisting.txt=123", "src/existing/existing.txt=new", "dst/existing/existing.txt=old",
      ],
      [
        "src/nonexisting.txt=123", "src/existing/existing.txt=new", "dst/nonexisting.txt=123",
        "dst/existing/existing.txt=new",
      ]
    ) {
      var transfer = $0
      transfer.mergesDirectories = true
      transfer.conflict = .overwrite
      try transfer.copy($1 + "src", to: $1 + "dst")
    },
    PythonCase(
      ["test_copytree_dirs_exist_ok"],
      ["src/nonexisting.txt=123", "dst/existing.txt=old"],
      nil
    ) { try $0.copy($1 + "src", to: $1 + "dst") },
    PythonCase(
      ["test_copytree_symlinks", "test_copytree_dangling_symlinks", "test_copytree_symlink_dir"],
      ["src/sub/file=foo", "src/sub/link->../file", "src/dangling->xx", "src/folder->sub"],
      [
        "src/sub/file=foo", "src/sub/link->../file", "src/dangling->xx", "src/folder->sub",
        "dst/sub/file=foo", "dst/sub/link->../file", "dst/dangling->xx", "dst/folder->sub",
      ]
    ) { try $0.copy($1 + "src", to: $1 + "dst") },
    PythonCase(
      [
        "test_copy", "test_copy2", "test_copyfile_return_value", "test_regular_copy",
        "test_content",
      ],
      ["fname=content"],
      ["fname=content", "fname2=content"]
    ) { try $0.copy($1 + "fname", to: $1 + "fname2") },
    PythonCase(["test_empty_file"], ["empty="], ["empty=", "copy="]) {
      try $0.copy($1 + "empty", to: $1 + "copy")
    },
    PythonCase(
      ["test_copy_symlinks", "test_copy2_symlinks", "test_copyfile_symlinks"],
      ["src=foo", "link->src"],
      ["src=foo", "link->src", "dst->src"]
    ) { try $0.copy($1 + "link", to: $1 + "dst") },
    PythonCase(
      ["test_copyfile_same_file", "test_same_file"],
      ["src=foo"],
      nil
    ) {
      var transfer = $0
      transfer.conflict = .overwrite
      try transfer.copy($1 + "src", to: $1 + "src")
    },
    PythonCase(["test_copyfile_nonexistent_dir"], ["src=foo"], nil) {
      try $0.copy($1 + "src", to: $1 + "does_not_exist/dst")
    },
    PythonCase(["test_non_existent_src", "test_w_source_open_fails"], ["other=x"], nil) {
      try $0.copy($1 + "src", to: $1 + "dst")
    },
    PythonCase(
      ["test_w_dest_open_fails", "test_copyfile_copy_dir"],
      ["src=foo", "dst/"],
      nil
    ) {
      var transfer = $0
      transfer.conflict = .overwrite
      try transfer.copy($1 + "src", to: $1 + "dst")
    },
    PythonCase(["test_move_file"], ["foo=spam"], ["bar=spam"]) {
      try $0.move($1 + "foo", to: $1 + "bar")
    },
    PythonCase(
      ["test_move_file_to_dir"],
      ["foo=spam", "dir/other=x"],
      ["dir/foo=spam", "dir/other=x"]
    ) { try $0.move($1 + "foo", to: $1 + "dir/foo") },
    PythonCase(
      ["test_move_dir", "test_move_dir_sep_to_dir"],
      ["src/a=1", "src/b/c=2"],
      ["dst/a=1", "dst/b/c=2"]
    ) { try $0.move($1 + "src/", to: $1 + "dst") },
    PythonCase(["test_move_dir_to_dir"], ["src/a=1", "dst/"], ["dst/src/a=1"]) {
      try $0.move($1 + "src", to: $1 + "dst/src")
    },
    PythonCase(
      ["test_existing_file_inside_dest_dir"],
      ["src=1", "dst/src=2"],
      nil
    ) { try $0.move($1 + "src", to: $1 + "dst/src") },
    PythonCase(["test_dont_move_dir_in_itself"], ["src/a=1"], nil) {
      try $0.move($1 + "src", to: $1 + "src/bar")
    },
    PythonCase(
      ["test_destinsrc_false_negative"],
      ["src/dest/a=1"],
      nil
    ) { try $0.move($1 + "src", to: $1 + "src/dest/new") },
    PythonCase(
      ["test_destinsrc_false_positive"],
      ["src/a=1", "srcdest/b=2"],
      ["srcdest/new/a=1", "srcdest/b=2"]
    ) { try $0.move($1 + "src", to: $1 + "srcdest/new") },
    PythonCase(
      ["test_move_file_symlink", "test_move_dangling_symlink"],
      ["src=foo", "link->src", "dangling->baz"],
      ["src=foo", "moved->src", "gone->baz"]
    ) {
      try $0.move($1 + "link", to: $1 + "moved")
      try $0.move($1 + "dangling", to: $1 + "gone")
    },
    PythonCase(
      ["test_move_dir_symlink", "test_move_file_symlink_to_dir"],
      ["src/baz=1", "link->src", "dst/"],
      ["src/baz=1", "dst/link->src"]
    ) { try $0.move($1 + "link", to: $1 + "dst/link") },
    PythonCase(
      ["test_rmtree_works_on_bytes", "test_rmtree_uses_safe_fd_version_if_available"],
      ["victim/somefile=foo", "victim/sub/below/file=x", "other=x"],
      ["other=x"]
    ) { try $0.remove($1 + "victim") },
    PythonCase(
      ["test_rmtree_works_on_symlinks"],
      ["dir1/dir2/file=1", "dir1/dir3/link1->../dir2", "dir1/dir3/link2->../../kept", "kept/x=1"],
      ["kept/x=1"]
    ) { try $0.remove($1 + "dir1") },
    PythonCase(["test_rmtree_errors", "test_on_error"], ["other=x"], nil) {
      try $0.remove($1 + "invalid")
    },
    PythonCase(
      ["test_rmtree_on_symlink", "test_rmtree_fails_on_symlink", "test_rmtree_dont_delete_file"],
      ["dir/a=1", "link->dir", "file=x"],
      ["dir/a=1"]
    ) {
      // Python refuses these; here a link and a file are removed, and what a link leads to is not.
      try $0.remove($1 + "link")
      try $0.remove($1 + "file")
    },
    PythonCase(
      ["test_dont_copy_file_onto_symlink_to_itself"],
      ["src=foo", "link->src"],
      ["src=foo", "link=foo"]
    ) {
      // Python refuses this, as it would write through the link; here the link makes way.
      var transfer = $0
      transfer.conflict = .overwrite
      try transfer.copy($1 + "src", to: $1 + "link")
    },
  ]

  /// Tests of Python whose matter other suites hold, by its names there.
  static let elsewhere: [String: String] = [
    "test_copytree_retains_permissions": "FileTransferTests.everything",
    "test_copytree_named_pipe": "FileTransferTests.everything: a pipe is made, not read",
    "test_copyfile_named_pipe": "FileTransferTests.everything",
    "test_non_regular_file_src": "FileTransferTests.everything",
    "test_copyxattr": "FileTransferTests.everything",
    "test_copy2_xattr": "FileTransferTests.everything",
    "test_copystat_symlinks": "FileTransferTests.everything: times of links",
    "test_copystat_handles_harmless_chflags_errors": "FileMetadata: unsupported attributes pass",
    "test_dont_copy_file_onto_link_to_itself": "FileTransferTests.single",
    "test_copytree_return_value": "FileTransferTests: a report is returned",
    "test_copy_return_value": "FileTransferTests: a report is returned",
    "test_move_return_value": "FileTransferTests: a report is returned",
    "test_move_as_rename_return_value": "FileTransferTests: a report is returned",
    "test_filesystem_full": "TransferFaultTests.full",
    "test_w_dest_close_fails": "TransferFaultTests.full",
    "test_w_source_close_fails": "a source is only read: its closing tells nothing",
    "test_move_file_other_fs": "TransferFaultTests.moves",
    "test_move_file_to_dir_other_fs": "TransferFaultTests.moves",
    "test_move_dir_other_fs": "TransferFaultTests.moves",
    "test_move_dir_to_dir_other_fs": "TransferFaultTests.moves",
    "test_move_dir_permission_denied": "TransferFaultTests.denied",
    "test_rmtree_does_not_choke_on_failing_lstat": "TransferFaultTests.changing",
    "test_rmtree_with_dir_fd": "RootedDirectory.removeTree, RootedDirectoryTests.deep",
    "test_disk_usage": "FileSystemSpace",
    "test_file_not_closed": "the descriptors belong to the transfer",
    "test_file2file_not_supported": "FileContent falls back when a call is not to be had",
    "test_exception_on_first_call": "FileContent falls back when a call is not to be had",
    "test_exception_on_second_call": "FileContent fails once something was copied",
    "test_cant_get_size": "FileContent reads to the end whatever the size said",
  ]

  /// Why tests of Python have nothing to say here.
  static let notApplicable: [(reason: String, tests: [String])] = [
    (
      "Archives are another part of the library.",
      [
        "test_make_tarball", "test_tarfile_vs_tar", "test_make_zipfile", "test_zipfile_vs_zip",
        "test_unzip_zipfile", "test_make_archive", "test_make_archive_owner_group",
        "test_tarfile_root_owner", "test_make_archive_cwd", "test_make_tarfile_in_curdir",
        "test_make_zipfile_in_curdir", "test_register_archive_format",
        "test_make_tarfile_rootdir_nodir", "test_make_zipfile_rootdir_nodir",
        "test_unpack_archive_tar", "test_unpack_archive_gztar", "test_unpack_archive_bztar",
        "test_unpack_archive_xztar", "test_unpack_archive_zip", "test_unpack_registry",
      ]
    ),
    (
      "Looking programs up is no matter of files' transfer.",
      [
        "test_basic", "test_absolute_cmd", "test_relative_cmd", "test_cwd",
        "test_non_matching_mode", "test_relative_path", "test_nonexistent_file",
        "test_pathext_checking", "test_environ_path", "test_environ_path_empty",
        "test_environ_path_cwd", "test_environ_path_missing", "test_empty_path",
        "test_empty_path_no_PATH", "test_pathext", "test_pathext_with_empty_str",
      ]
    ),
    (
      "The terminal is no file.",
      [
        "test_does_not_crash", "test_os_environ_first", "test_bad_environ", "test_stty_match",
        "test_fallback",
      ]
    ),
    (
      "Windows alone.",
      [
        "test_win_impl", "test_copytree_winerror", "test_rmtree_fails_on_junctions",
        "test_rmtree_works_on_junctions", "test_rmtree_on_junction", "test_move_dir_altsep_to_dir",
      ]
    ),
    (
      "Of Python's own interface: its types of arguments, callbacks and chunks.",
      [
        "test_module_all_attribute", "test_copytree_with_exclude",
        "test_copytree_arg_types_of_ignore", "test_copytree_custom_copy_function",
        "test_copytree_special_func", "test_move_file_special_function",
        "test_move_dir_special_function", "test_move_file_to_dir_pathlike_src",
        "test_move_file_to_dir_pathlike_dst", "test_rmtree_with_dir_fd_unsupported",
        "test_small_chunks", "test_big_chunk", "test_blocksize_arg", "test_file_offset",
        "test_unhandled_exception", "test_non_regular_file_dst",
      ]
    ),
    (
      "A target here is a path, never a directory to put something into, nor a link to follow.",
      [
        "test_copy_dir", "test_copy2_dir", "test_copymode_follow_symlinks",
        "test_copymode_symlink_to_symlink", "test_copymode_symlink_to_symlink_wo_lchmod",
        "test_copyxattr_symlinks",
      ]
    ),
    ("Needs a file system that ignores case.", ["test_move_dir_caseinsensitive"]),
    ("Owners are set by copies alone.", ["test_chown"]),
  ]
}

private func + (path: FilePath, text: String) -> FilePath { path.pushing(FilePath(text)) }
