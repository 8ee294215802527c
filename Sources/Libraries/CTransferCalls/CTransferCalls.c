#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "CTransferCalls.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/fs.h>
#include <linux/openat2.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#endif

static int unavailable(void) {
  errno = ENOSYS;
  return -1;
}

int transfer_open_beneath(int directory, const char *path, int flags, unsigned mode, int allows_links) {
#if defined(__linux__) && defined(SYS_openat2)
  struct open_how how = {0};
  how.flags = (uint64_t)(unsigned)flags;
  how.mode = flags & (O_CREAT | __O_TMPFILE) ? mode : 0;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
  if (!allows_links) how.resolve |= RESOLVE_NO_SYMLINKS;
  return (int)syscall(SYS_openat2, directory, path, &how, sizeof how);
#else
  return unavailable();
#endif
}

int transfer_open_handle(int directory, const char *name) {
#ifdef __linux__
  return openat(directory, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
#else
  return unavailable();
#endif
}

int transfer_rename_new(int from, const char *old_name, int to, const char *new_name) {
#ifdef __linux__
  return (int)syscall(SYS_renameat2, from, old_name, to, new_name, RENAME_NOREPLACE);
#elif defined(__APPLE__)
  return renameatx_np(from, old_name, to, new_name, RENAME_EXCL);
#else
  return unavailable();
#endif
}

int transfer_rename_swap(int from, const char *old_name, int to, const char *new_name) {
#ifdef __linux__
  return (int)syscall(SYS_renameat2, from, old_name, to, new_name, RENAME_EXCHANGE);
#elif defined(__APPLE__)
  return renameatx_np(from, old_name, to, new_name, RENAME_SWAP);
#else
  return unavailable();
#endif
}

int transfer_clone(int target, int source) {
#ifdef __linux__
  return ioctl(target, FICLONE, source);
#else
  return unavailable();
#endif
}

ssize_t transfer_copy_range(int source, int target, size_t count) {
#ifdef __linux__
  return copy_file_range(source, NULL, target, NULL, count, 0);
#else
  return unavailable();
#endif
}

int64_t transfer_seek_data(int file, int64_t offset) { return lseek(file, offset, SEEK_DATA); }

int64_t transfer_seek_hole(int file, int64_t offset) { return lseek(file, offset, SEEK_HOLE); }

int transfer_open_unnamed(int directory, unsigned mode) {
#ifdef __linux__
  return openat(directory, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, mode);
#else
  return unavailable();
#endif
}

int transfer_give_name(int file, int directory, const char *name) {
#ifdef __linux__
  char path[32];
  snprintf(path, sizeof path, "/proc/self/fd/%d", file);
  return linkat(AT_FDCWD, path, directory, name, AT_SYMLINK_FOLLOW);
#else
  return unavailable();
#endif
}

#ifdef __APPLE__
ssize_t transfer_list_attributes(int file, char *buffer, size_t capacity) {
  return flistxattr(file, buffer, capacity, 0);
}

ssize_t transfer_get_attribute(int file, const char *name, void *buffer, size_t capacity) {
  return fgetxattr(file, name, buffer, capacity, 0, 0);
}

int transfer_set_attribute(int file, const char *name, const void *value, size_t size) {
  return fsetxattr(file, name, value, size, 0, 0);
}

int transfer_remove_attribute(int file, const char *name) {
  return fremovexattr(file, name, 0);
}
#else
ssize_t transfer_list_attributes(int file, char *buffer, size_t capacity) {
  return flistxattr(file, buffer, capacity);
}

ssize_t transfer_get_attribute(int file, const char *name, void *buffer, size_t capacity) {
  return fgetxattr(file, name, buffer, capacity);
}

int transfer_set_attribute(int file, const char *name, const void *value, size_t size) {
  return fsetxattr(file, name, value, size, 0);
}

int transfer_remove_attribute(int file, const char *name) {
  return fremovexattr(file, name);
}
#endif

int transfer_sync_system(int file) {
#ifdef __linux__
  return syncfs(file);
#else
  return fsync(file);
#endif
}

ssize_t transfer_read_entries(int directory, void *buffer, size_t capacity) {
#ifdef __linux__
  return syscall(SYS_getdents64, directory, buffer, capacity);
#else
  return unavailable();
#endif
}

int transfer_make_special(int directory, const char *name, unsigned mode, uint64_t device) {
#ifdef __linux__
  return mknodat(directory, name, mode, device);
#else
  return unavailable();
#endif
}

int transfer_is_unsupported(int error) {
  return error == ENOTSUP || error == EOPNOTSUPP || error == ENOSYS || error == EXDEV ||
         error == EINVAL || error == ENOTTY || error == EPERM;
}
