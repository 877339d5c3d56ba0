/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/notes.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

#define QUOTED_MAX 60

void notes_init(struct notes *notes, struct arena *arena)
{
	notes->arena = arena;
	notes->n = 0;
}

int notes_cut(const char *ptr, size_t len)
{
	return (int)utf8_cut(ptr, len, len < QUOTED_MAX ? len : QUOTED_MAX);
}

void notes_add(struct notes *notes, const char *format, ...)
{
	char text[512];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	for (size_t i = 0; i < notes->n; i++)
		if (strcmp(notes->texts[i], text) == 0)
			return;
	size_t len = strlen(text);
	char *copy = notes->n < NOTES_MAX ?
		arena_dup(notes->arena, text, utf8_cut(text, len, len)) : NULL;
	if (copy)
		notes->texts[notes->n++] = copy;
}
