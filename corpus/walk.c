/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "corpus/walk.h"

#include <errno.h>
#include <fts.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/i18n.h"

struct walk {
	const struct walk_callbacks *callbacks;
	bool has_skip;
	dev_t skip_dev;
	ino_t skip_ino;
};

/* The byte that follows the name in the paths below it: "a.txt" comes before "a/b.txt". */
static unsigned char byte_at(const FTSENT *entry, size_t i)
{
	if (i < entry->fts_namelen)
		return (unsigned char)entry->fts_name[i];
	return i == entry->fts_namelen && entry->fts_info == FTS_D ? '/' : '\0';
}

static int compare(const FTSENT **a, const FTSENT **b)
{
	size_t len = (*a)->fts_namelen < (*b)->fts_namelen ? (*a)->fts_namelen : (*b)->fts_namelen;
	int order = memcmp((*a)->fts_name, (*b)->fts_name, len);
	return order != 0 ? order : byte_at(*a, len) - byte_at(*b, len);
}

static int report(const struct walk *walk, const FTSENT *entry, bool is_dir, const char *reason)
{
	return walk->callbacks->problem(walk->callbacks->ctx, entry->fts_path, is_dir, reason);
}

static int report_errno(const struct walk *walk, const FTSENT *entry, bool is_dir)
{
	struct lim_error err;
	error_errno(&err, entry->fts_errno,
		is_dir ? _("this folder cannot be read") : _("cannot be examined"));
	return report(walk, entry, is_dir, err.message);
}

static bool is_skipped(const struct walk *walk, const FTSENT *entry)
{
	if (entry->fts_level > 0 && entry->fts_name[0] == '.')
		return true;
	return walk->has_skip && S_ISDIR(entry->fts_statp->st_mode) &&
		entry->fts_statp->st_dev == walk->skip_dev &&
		entry->fts_statp->st_ino == walk->skip_ino;
}

/* An entry whose kind is unknown. What vanished since its folder was listed is no problem. */
static int visit_unknown(const struct walk *walk, const FTSENT *entry, struct lim_error *err)
{
	if (entry->fts_level == 0)
		return error_errno(err, entry->fts_errno, _("%s cannot be read"), entry->fts_path);
	return entry->fts_errno == ENOENT ? LIM_OK : report_errno(walk, entry, true);
}

static int visit(const struct walk *walk, FTS *fts, FTSENT *entry, struct lim_error *err)
{
	switch (entry->fts_info) {
	case FTS_D:
		if (is_skipped(walk, entry))
			fts_set(fts, entry, FTS_SKIP);
		return LIM_OK;
	case FTS_F:
		if (is_skipped(walk, entry))
			return LIM_OK;
		return walk->callbacks->file(walk->callbacks->ctx, entry->fts_path,
			entry->fts_statp);
	case FTS_DC:
		return report(walk, entry, true,
			_("this folder contains itself: what lies below is known already"));
	case FTS_DNR:
		return report_errno(walk, entry, true);
	case FTS_ERR:
	case FTS_NS:
		return visit_unknown(walk, entry, err);
	case FTS_SLNONE:
		return error_set(err, LIM_E_NOT_FOUND, _("%s is a link to nowhere"),
			entry->fts_path);
	case FTS_DEFAULT:
		/* Pipes, sockets, devices. */
		if (entry->fts_level > 0)
			return LIM_OK;
		return report(walk, entry, false,
			_("neither a file nor a folder: only those are read"));
	default:
		return LIM_OK;
	}
}

static int visit_all(const struct walk *walk, FTS *fts, struct lim_error *err)
{
	FTSENT *entry;
	while (errno = 0, (entry = fts_read(fts)) != NULL) {
		int status = visit(walk, fts, entry, err);
		if (status != LIM_OK)
			return status;
	}
	return errno ? error_errno(err, errno, _("the folder cannot be walked further")) : LIM_OK;
}

int walk(const char *path, const char *skip, const struct walk_callbacks *callbacks,
	struct lim_error *err)
{
	struct walk state = {.callbacks = callbacks};
	struct stat st;
	if (skip && stat(skip, &st) == 0) {
		state.has_skip = true;
		state.skip_dev = st.st_dev;
		state.skip_ino = st.st_ino;
	}
	char *root = file_absolute(path);
	if (!root)
		return error_memory(err);
	/* Not changing directory: other threads have the same one. */
	char *const roots[] = {root, NULL};
	FTS *fts = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR | FTS_COMFOLLOW, compare);
	int status = fts ? visit_all(&state, fts, err)
		: error_errno(err, errno, _("%s cannot be walked"), root);
	if (fts)
		fts_close(fts);
	free(root);
	return status;
}
