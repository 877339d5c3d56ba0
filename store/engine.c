/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/engine.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/i18n.h"

static int translate_status(int status)
{
	switch (status) {
	case XC_E_ARGUMENT: return LIM_E_INTERNAL;
	case XC_E_MEMORY: return LIM_E_MEMORY;
	case XC_E_IO: return LIM_E_IO;
	case XC_E_NOT_FOUND: return LIM_E_DAMAGED;
	case XC_E_DAMAGED: return LIM_E_DAMAGED;
	case XC_E_VERSION: return LIM_E_VERSION;
	case XC_E_LOCKED: return LIM_E_LOCKED;
	case XC_E_MODIFIED: return LIM_E_IO;
	case XC_E_LIMIT: return LIM_E_LIMIT;
	default: return LIM_E_INTERNAL;
	}
}

static const char *next_step(int status, const char *cause)
{
	switch (status) {
	case XC_E_IO:
		if (strstr(cause, strerror(ENOSPC)) || strstr(cause, strerror(EDQUOT)))
			return _("; make room and run it again, the index is as it was");
		return "";
	case XC_E_NOT_FOUND:
	case XC_E_DAMAGED:
		return _("; index the files again into a new directory");
	case XC_E_VERSION:
		return _("; upgrade the Xapian library, or index the files again");
	default:
		return "";
	}
}

int engine_error(struct lim_error *err, int status, const struct xc_error *cause, const char *action,
	const char *path)
{
	return error_set(err, translate_status(status), "%s %s: %s%s", action, path, cause->message,
		next_step(status, cause->message));
}

int damaged_error(struct lim_error *err, const char *path)
{
	return error_set(err, LIM_E_DAMAGED, _("%s is not what Limier wrote: put back a copy of it, or "
		"index the files again into a new directory"), path);
}

void engine_name(char *out, size_t size)
{
	snprintf(out, size, "Xapian %s (glass)", xc_xapian_version());
}
