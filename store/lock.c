/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/i18n.h"
#include "store/layout.h"

#define HOLDER_MAX 160

/* "PID HOST", or nothing while the holder has not written it yet. */
static int tell_holder(int fd, const char *dir, struct lim_error *err)
{
	char text[HOLDER_MAX + 1], host[HOLDER_MAX] = "";
	ssize_t n = pread(fd, text, HOLDER_MAX, 0);
	long pid = 0;
	text[n > 0 ? n : 0] = '\0';
	if (sscanf(text, "%ld %159s", &pid, host) == 2)
		return error_set(err, LIM_E_LOCKED, _("the index %s is being written by process %ld on "
			"%s: try again when it has ended"), dir, pid, host);
	return error_set(err, LIM_E_LOCKED, _("the index %s is being written by another process: "
		"try again when it has ended"), dir);
}

/* Whether the file that is locked is still the one that others find by its name: who gives up a new index
 * removes it. */
static bool is_current(int fd, const char *path)
{
	struct stat ours, named;
	return fstat(fd, &ours) == 0 && stat(path, &named) == 0 && ours.st_ino == named.st_ino &&
		ours.st_dev == named.st_dev;
}

static void write_holder(int fd)
{
	char text[HOLDER_MAX], host[100] = "?";
	if (gethostname(host, sizeof host - 1) != 0 || !host[0])
		strcpy(host, "?");
	int len = snprintf(text, sizeof text, "%ld %s\n", (long)getpid(), host);
	/* Only a courtesy: a full disk must not keep anyone from removing articles. */
	if (ftruncate(fd, 0) != 0 || pwrite(fd, text, (size_t)len, 0) != len)
		errno = 0;
}

static int take(const char *path, const char *dir, int *fd, struct lim_error *err)
{
	for (;;) {
		int opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
		if (opened < 0)
			return error_errno(err, errno, _("cannot open %s"), path);
		int status = LIM_OK;
		if (flock(opened, LOCK_EX | LOCK_NB) != 0)
			status = errno == EWOULDBLOCK ? tell_holder(opened, dir, err) :
				error_errno(err, errno, _("cannot lock %s"), path);
		else if (is_current(opened, path)) {
			write_holder(opened);
			*fd = opened;
			return LIM_OK;
		}
		close(opened);
		if (status != LIM_OK)
			return status;
	}
}

int lock_take(const char *dir, int *fd, struct lim_error *err)
{
	char *path = file_join(dir, LOCK_NAME);
	int status = path ? take(path, dir, fd, err) : error_memory(err);
	free(path);
	return status;
}

void lock_release(const char *dir, int fd, bool remove)
{
	if (fd < 0)
		return;
	char *path = remove ? file_join(dir, LOCK_NAME) : NULL;
	if (path)
		unlink(path);
	else if (ftruncate(fd, 0) != 0)
		errno = 0;
	free(path);
	close(fd);
}
