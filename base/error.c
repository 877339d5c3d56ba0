/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"

/* A sentence cut by the ceiling must not end within a character. */
static void print_message(struct lim_error *err, const char *format, va_list args)
{
	char *text = err->message;
	if (vsnprintf(text, LIM_ERROR_SIZE, format, args) < LIM_ERROR_SIZE)
		return;
	text[utf8_cut(text, LIM_ERROR_SIZE - 1, LIM_ERROR_SIZE - 4)] = '\0';
}

int error_set(struct lim_error *err, int status, const char *format, ...)
{
	if (err) {
		va_list args;
		va_start(args, format);
		err->status = status;
		print_message(err, format, args);
		va_end(args);
	}
	return status;
}

static int errno_status(int code)
{
	switch (code) {
	case ENOENT:
	case ENOTDIR:
		return LIM_E_NOT_FOUND;
	case ENOMEM:
		return LIM_E_MEMORY;
	default:
		return LIM_E_IO;
	}
}

static void append(struct lim_error *err, const char *text)
{
	size_t len = strlen(err->message);
	snprintf(err->message + len, sizeof err->message - len, "%s", text);
}

int error_errno(struct lim_error *err, int code, const char *format, ...)
{
	int status = errno_status(code);
	if (err) {
		va_list args;
		va_start(args, format);
		err->status = status;
		print_message(err, format, args);
		va_end(args);
		append(err, ": ");
		append(err, strerror(code));
		if (code == ENOSPC || code == EDQUOT)
			append(err, _("; make room and run it again, the index is as it was"));
	}
	return status;
}

int error_prefix(struct lim_error *err, int status, const char *format, ...)
{
	if (err) {
		char old[LIM_ERROR_SIZE];
		memcpy(old, err->message, sizeof old);
		va_list args;
		va_start(args, format);
		err->status = status;
		print_message(err, format, args);
		va_end(args);
		append(err, ": ");
		append(err, old);
	}
	return status;
}

int error_memory(struct lim_error *err)
{
	return error_set(err, LIM_E_MEMORY, "%s", _("out of memory"));
}

const char *lim_status_name(int status)
{
	switch (status) {
	case LIM_OK: return "ok";
	case LIM_DONE: return "done";
	case LIM_SKIPPED: return "skipped";
	case LIM_E_ARGUMENT: return "argument";
	case LIM_E_MEMORY: return "memory";
	case LIM_E_IO: return "io";
	case LIM_E_NOT_FOUND: return "not-found";
	case LIM_E_VERSION: return "version";
	case LIM_E_DAMAGED: return "damaged";
	case LIM_E_LOCKED: return "locked";
	case LIM_E_LIMIT: return "limit";
	case LIM_E_INPUT: return "input";
	case LIM_E_STOPPED: return "stopped";
	case LIM_E_INTERNAL: return "internal";
	default: return "unknown";
	}
}

const char *lim_version(void)
{
	return LIM_VERSION;
}
