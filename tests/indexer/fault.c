/* SPDX-License-Identifier: GPL-2.0-or-later */
#undef _FORTIFY_SOURCE	/* its inline functions have the names that are defined here */
#include "tests/indexer/fault.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "xapian-c/xapian-c.h"

#define SEEN __attribute__((visibility("default")))

static enum fault kind;
static unsigned at;
static atomic_uint calls;

void fault_set(enum fault fault, unsigned n)
{
	kind = fault;
	at = n;
	calls = 0;
}

unsigned fault_calls(void)
{
	return calls;
}

/* Counts a call. True: it has to fail, with errno set. */
static bool fails(bool takes_room)
{
	unsigned n = atomic_fetch_add(&calls, 1) + 1;
	switch (kind) {
	case FAULT_NONE:
		return false;
	case FAULT_KILL:
		if (n == at)
			kill(getpid(), SIGKILL);
		return false;
	case FAULT_IO:
		errno = EIO;
		return n == at;
	case FAULT_FULL:
		errno = ENOSPC;
		return n >= at && takes_room;
	}
	return false;
}

static bool dies_next(void)
{
	return kind == FAULT_KILL && calls + 1 == at;
}

SEEN int open(const char *path, int flags, ...)
{
	mode_t mode = 0;
	if (flags & O_CREAT) {
		va_list args;
		va_start(args, flags);
		mode = va_arg(args, mode_t);
		va_end(args);
		/* A file that is there takes no room. */
		bool fresh = syscall(SYS_faccessat, AT_FDCWD, path, F_OK) != 0;
		if (fails(fresh))
			return -1;
	}
	return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

SEEN ssize_t write(int fd, const void *ptr, size_t len)
{
	if (dies_next())
		syscall(SYS_write, fd, ptr, len / 2);
	return fails(true) ? -1 : syscall(SYS_write, fd, ptr, len);
}

SEEN ssize_t pwrite(int fd, const void *ptr, size_t len, off_t offset)
{
	if (dies_next())
		syscall(SYS_pwrite64, fd, ptr, len / 2, offset);
	return fails(true) ? -1 : syscall(SYS_pwrite64, fd, ptr, len, offset);
}

SEEN int fsync(int fd)
{
	(void)fd;
	return fails(true) ? -1 : 0;
}

SEEN int fdatasync(int fd)
{
	(void)fd;
	return fails(true) ? -1 : 0;
}

SEEN int ftruncate(int fd, off_t len)
{
	return fails(false) ? -1 : (int)syscall(SYS_ftruncate, fd, len);
}

SEEN int rename(const char *from, const char *to)
{
	return fails(true) ? -1 : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

SEEN int unlink(const char *path)
{
	return fails(false) ? -1 : (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

SEEN int rmdir(const char *path)
{
	return fails(false) ? -1 : (int)syscall(SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR);
}

SEEN int remove(const char *path)
{
	if (fails(false))
		return -1;
	int result = (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
	return result != 0 && errno == EISDIR ?
		(int)syscall(SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR) : result;
}

SEEN int mkdir(const char *path, mode_t mode)
{
	return fails(true) ? -1 : (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}

SEEN char *mkdtemp(char *template)
{
	char *(*real)(char *) = (char *(*)(char *))dlsym(RTLD_NEXT, "mkdtemp");
	return fails(true) ? NULL : real(template);
}

/* ---- the other writer: the linker puts this before the function itself (-Wl,--wrap) */

static bool by_api;

void fault_use_api_writer(bool use)
{
	by_api = use;
}

int __real_xc_builder_new(const char *, const struct xc_builder_options *, struct xc_builder **,
	struct xc_error *);
int __wrap_xc_builder_new(const char *, const struct xc_builder_options *, struct xc_builder **,
	struct xc_error *);

int __wrap_xc_builder_new(const char *path, const struct xc_builder_options *options,
	struct xc_builder **builder, struct xc_error *err)
{
	struct xc_builder_options changed = *options;
	if (by_api)
		changed.writer = XC_WRITER_API;
	return __real_xc_builder_new(path, &changed, builder, err);
}
