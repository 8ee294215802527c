/// Calls of the system on directories and files that the C library's headers keep from Swift.
/// Each gives -1 with `errno` when it fails.

#ifndef C_FILE_CALLS_H
#define C_FILE_CALLS_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// What is known of a file: `mask` says which of the fields are filled in, as `statx` does.
struct file_status {
  uint32_t mask;
  uint32_t mode;
  uint32_t owner;
  uint32_t group;
  uint64_t links;
  uint64_t inode;
  uint64_t device;
  uint64_t size;
  uint64_t blocks;
  int64_t accessed, modified, changed, created;
  uint32_t accessed_nanoseconds, modified_nanoseconds, changed_nanoseconds, created_nanoseconds;
};

enum {
  FILE_STATUS_KIND = 0x001,
  FILE_STATUS_MODE = 0x002,
  FILE_STATUS_LINKS = 0x004,
  FILE_STATUS_OWNER = 0x008,
  FILE_STATUS_GROUP = 0x010,
  FILE_STATUS_ACCESSED = 0x020,
  FILE_STATUS_MODIFIED = 0x040,
  FILE_STATUS_CHANGED = 0x080,
  FILE_STATUS_INODE = 0x100,
  FILE_STATUS_SIZE = 0x200,
  FILE_STATUS_BLOCKS = 0x400,
  FILE_STATUS_CREATED = 0x800,
};

/// Looks at a name in an open directory; with no name, at the open file itself.
int file_status_at(
  int directory, const char *name, int follow, uint32_t mask, struct file_status *status);

/// Reads entries of an open directory into a buffer, as records of `getdents64`: the inode (8 bytes),
/// 8 bytes to skip, the length of the record (2), the type (1) and the name with a zero after it.
///
/// `state` begins as NULL and goes to `directory_read_end` in the end.
ssize_t directory_read(int directory, void **state, void *buffer, size_t size);

/// Lets go of what reading a directory needed; the directory stays open.
void directory_read_end(void *state);

#endif
