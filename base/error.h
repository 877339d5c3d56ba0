/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Filling in a struct lim_error. Every function returns the status, so that a failure is one line. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include "limier.h"

/* Writes the sentence into *err (which may be NULL) and returns status. */
int error_set(struct lim_error *err, int status, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The same for a failed system call: ": strerror(code)" is added. Returns LIM_E_NOT_FOUND for ENOENT,
 * LIM_E_MEMORY for ENOMEM, LIM_E_IO otherwise; with a hint where the disk is full. */
int error_errno(struct lim_error *err, int code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Puts "…: " in front of the sentence that is already there, and returns its status. */
int error_prefix(struct lim_error *err, int status, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* "out of memory"; returns LIM_E_MEMORY. */
int error_memory(struct lim_error *err);

#endif
