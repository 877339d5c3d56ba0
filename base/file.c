/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/i18n.h"

#define READ_CHUNK ((size_t)64 << 10)

static int read_all(int fd, struct buf *buf)
{
	struct stat st;
	size_t chunk = READ_CHUNK;
	/* One byte more than the size: the end is then seen without another allocation. */
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (uintmax_t)st.st_size < buf->max - buf->len)
		chunk = (size_t)st.st_size + 1;
	for (;;) {
		size_t room = buf->max - buf->len;
		if (room == 0) {
			char extra;
			return read(fd, &extra, 1) == 0 ? LIM_OK : LIM_E_LIMIT;
		}
		if (chunk > room)
			chunk = room;
		if (buf_reserve(buf, chunk) != LIM_OK)
			return buf->status;
		ssize_t n = read(fd, buf->ptr + buf->len, chunk);
		if (n < 0 && errno != EINTR)
			return LIM_E_IO;
		if (n == 0)
			return LIM_OK;
		if (n > 0) {
			buf->len += (size_t)n;
			buf->ptr[buf->len] = '\0';
		}
	}
}

int file_read(const char *path, struct buf *buf, struct lim_error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0)
		return error_errno(err, errno, _("cannot open %s"), path);
	int status = read_all(fd, buf);
	if (status == LIM_E_IO)
		status = error_errno(err, errno, _("cannot read %s"), path);
	else if (status == LIM_E_LIMIT)
		error_set(err, status, _("%s is larger than %zu bytes"), path, buf->max);
	else if (status == LIM_E_MEMORY)
		error_memory(err);
	close(fd);
	return status;
}

int file_write_all(int fd, const void *ptr, size_t len, const char *name, struct lim_error *err)
{
	const char *pos = ptr;
	while (len > 0) {
		ssize_t n = write(fd, pos, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return error_errno(err, errno, _("cannot write %s"), name);
		pos += n;
		len -= (size_t)n;
	}
	return LIM_OK;
}

static int write_synced(const char *path, const void *ptr, size_t len, struct lim_error *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0)
		return error_errno(err, errno, _("cannot create %s"), path);
	int status = file_write_all(fd, ptr, len, path, err);
	if (status == LIM_OK && fsync(fd) != 0)
		status = error_errno(err, errno, _("cannot write %s"), path);
	if (close(fd) != 0 && status == LIM_OK)
		status = error_errno(err, errno, _("cannot write %s"), path);
	return status;
}

static char *parent_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	if (!slash)
		return strdup(".");
	return slash == path ? strdup("/") : strndup(path, (size_t)(slash - path));
}

int file_replace(const char *path, const void *ptr, size_t len, struct lim_error *err)
{
	char *parent = parent_of(path), *temporary = NULL;
	int status;
	if (!parent || asprintf(&temporary, "%s.new", path) < 0) {
		free(parent);
		return error_memory(err);
	}
	status = write_synced(temporary, ptr, len, err);
	if (status == LIM_OK && rename(temporary, path) != 0)
		status = error_errno(err, errno, _("cannot rename %s to %s"), temporary, path);
	if (status == LIM_OK)
		status = file_sync_dir(parent, err);
	else
		unlink(temporary);
	free(temporary);
	free(parent);
	return status;
}

int file_sync_dir(const char *path, struct lim_error *err)
{
	int status = LIM_OK;
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	/* Some file systems cannot sync a directory; they say EINVAL. */
	if (fd < 0 || (fsync(fd) != 0 && errno != EINVAL))
		status = error_errno(err, errno, _("cannot sync the directory %s"), path);
	if (fd >= 0)
		close(fd);
	return status;
}

/* Calls visit for everything below path, directories after what is in them. */
static int walk(const char *path, int (*visit)(FTSENT *, void *), void *ctx)
{
	char *roots[] = {(char *)path, NULL};
	FTS *fts = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	if (!fts)
		return errno;
	int code = 0;
	errno = 0;
	for (FTSENT *entry; code == 0 && (entry = fts_read(fts)); errno = 0) {
		if (entry->fts_info == FTS_D)
			continue;
		if (entry->fts_info == FTS_ERR || entry->fts_info == FTS_DNR || entry->fts_info == FTS_NS)
			code = entry->fts_errno;
		else
			code = visit(entry, ctx);
		/* Somebody else may remove things at the same time. */
		if (code == ENOENT)
			code = 0;
	}
	if (code == 0)
		code = errno;
	fts_close(fts);
	return code == ENOENT ? 0 : code;
}

static int remove_entry(FTSENT *entry, void *ctx)
{
	(void)ctx;
	return remove(entry->fts_accpath) == 0 ? 0 : errno;
}

int file_remove(const char *path, struct lim_error *err)
{
	int code = walk(path, remove_entry, NULL);
	return code == 0 ? LIM_OK : error_errno(err, code, _("cannot remove %s"), path);
}

static int add_size(FTSENT *entry, void *ctx)
{
	if (entry->fts_info == FTS_F)
		*(uint64_t *)ctx += (uint64_t)entry->fts_statp->st_size;
	return 0;
}

int file_tree_size(const char *path, uint64_t *bytes, struct lim_error *err)
{
	*bytes = 0;
	int code = walk(path, add_size, bytes);
	return code == 0 ? LIM_OK : error_errno(err, code, _("cannot read %s"), path);
}

char *file_join(const char *dir, const char *name)
{
	char *path = NULL;
	size_t len = strlen(dir);
	const char *between = len > 0 && dir[len - 1] == '/' ? "" : "/";
	return asprintf(&path, "%s%s%s", dir, between, name) < 0 ? NULL : path;
}

/* Appends the parts of path to out, leaving out "." and empty ones. */
static void append_parts(char *out, const char *path)
{
	while (*path) {
		size_t len = strcspn(path, "/");
		if (len > 0 && !(len == 1 && path[0] == '.')) {
			char *end = out + strlen(out);
			*end++ = '/';
			memcpy(end, path, len);
			end[len] = '\0';
		}
		path += len;
		path += *path == '/';
	}
}

static bool has_dot_dot(const char *path)
{
	for (; path; path = strchr(path, '/')) {
		path += *path == '/';
		if (strncmp(path, "..", 2) == 0 && (path[2] == '/' || path[2] == '\0'))
			return true;
	}
	return false;
}

char *file_absolute(const char *path)
{
	/* Only the system knows where ".." leads once there are symbolic links. */
	char *resolved = has_dot_dot(path) ? realpath(path, NULL) : NULL;
	if (resolved)
		return resolved;
	char *here = path[0] == '/' ? strdup("") : getcwd(NULL, 0);
	if (!here)
		here = strdup("");
	char *out = here ? malloc(strlen(here) + strlen(path) + 3) : NULL;
	if (out) {
		out[0] = '\0';
		append_parts(out, here);
		append_parts(out, path);
		if (!out[0])
			strcpy(out, "/");
	}
	free(here);
	return out;
}
