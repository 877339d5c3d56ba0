/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdio.h>
#include <string.h>

#include "cli/i18n.h"
#include "cli/message.h"
#include "cli/number.h"
#include "cli/safe.h"
#include "indexer/render_report.h"

void render_summary_json(const struct lim_summary *s, json_t *errors)
{
	json_t *object = json_object();

	json_object_set_new(object, "added", cli_json_count(s->added));
	json_object_set_new(object, "replaced", cli_json_count(s->replaced));
	json_object_set_new(object, "removed", cli_json_count(s->removed));
	json_object_set_new(object, "unchanged", cli_json_count(s->unchanged));
	json_object_set_new(object, "skipped", cli_json_count(s->skipped));
	json_object_set_new(object, "passages", cli_json_count(s->passages));
	json_object_set_new(object, "bytes", cli_json_count(s->bytes));
	json_object_set_new(object, "seconds", cli_json_real(s->seconds));
	json_object_set(object, "errors", errors);
	cli_json_print(stdout, object, 0);
	putchar('\n');
}

/* Appends ", 12 replaced" to text unless n is 0. */
static void append_count(char *text, size_t size, const char *pattern, uint64_t n)
{
	char number[CLI_NUMBER_SIZE];
	size_t len = strlen(text);

	if (n == 0 || len + 3 > size)
		return;
	if (len)
		len = (size_t)(stpcpy(text + len, ", ") - text);
	snprintf(text + len, size - len, pattern, cli_number_count(n, number));
}

void render_summary_text(const struct lim_summary *s, bool dry_run)
{
	char text[512] = "", size[CLI_NUMBER_SIZE];

	append_count(text, sizeof(text),
		P_("%s article added", "%s articles added", s->added), s->added);
	append_count(text, sizeof(text),
		P_("%s replaced", "%s replaced", s->replaced), s->replaced);
	append_count(text, sizeof(text), P_("%s removed", "%s removed", s->removed), s->removed);
	append_count(text, sizeof(text),
		P_("%s unchanged", "%s unchanged", s->unchanged), s->unchanged);
	append_count(text, sizeof(text), P_("%s skipped", "%s skipped", s->skipped), s->skipped);
	if (!*text)
		snprintf(text, sizeof(text), "%s", _("nothing to do"));
	append_count(text, sizeof(text),
		P_("%s passage", "%s passages", s->passages), s->passages);
	if (s->passages)
		cli_note(_("%s; %s of text in %.1f s"), text, cli_number_size(s->bytes, size),
			s->seconds);
	else
		cli_note(_("%s; %.1f s"), text, s->seconds);
	if (dry_run)
		cli_note("%s", _("dry run: nothing was written"));
}

void render_status_json(const struct lim_index_status *s)
{
	json_t *object = json_object();

	json_object_set_new(object, "articles", cli_json_count(s->articles));
	json_object_set_new(object, "passages", cli_json_count(s->passages));
	json_object_set_new(object, "deleted", cli_json_count(s->deleted));
	json_object_set_new(object, "segments", cli_json_count(s->segments));
	json_object_set_new(object, "bytes", cli_json_count(s->bytes));
	json_object_set_new(object, "text_bytes", cli_json_count(s->text_bytes));
	json_object_set_new(object, "generation", cli_json_count(s->generation));
	json_object_set_new(object, "format_version", cli_json_count(s->format_version));
	json_object_set_new(object, "analysis_version", cli_json_count(s->analysis_version));
	json_object_set_new(object, "created_by", cli_json_text(s->created_by));
	json_object_set_new(object, "backend", cli_json_text(s->backend));
	cli_json_print(stdout, object, 0);
	putchar('\n');
}

static void print_fact(const char *label, const char *value)
{
	unsigned width = cli_text_width(label);

	printf("%s%*s", label, width < 22 ? (int)(22 - width) : 1, "");
	cli_print_safe(stdout, value, strlen(value));
	putchar('\n');
}

void render_status_text(const struct lim_index_status *s)
{
	char n[CLI_NUMBER_SIZE], text[2 * CLI_NUMBER_SIZE];

	print_fact(_("Articles"), cli_number_count(s->articles, n));
	print_fact(_("Passages"), cli_number_count(s->passages, n));
	print_fact(_("Deleted passages"), cli_number_count(s->deleted, n));
	print_fact(_("Segments"), cli_number_count(s->segments, n));
	print_fact(_("Commits"), cli_number_count(s->generation, n));
	print_fact(_("Text"), cli_number_size(s->text_bytes, n));
	cli_number_size(s->bytes, n);
	snprintf(text, sizeof(text), s->text_bytes ? _("%s (%.2f × the text)") : "%s", n,
		s->text_bytes ? (double)s->bytes / (double)s->text_bytes : 0.0);
	print_fact(_("On disk"), text);
	snprintf(text, sizeof(text), "%u", s->format_version);
	print_fact(_("Format version"), text);
	snprintf(text, sizeof(text), "%u", s->analysis_version);
	print_fact(_("Analysis version"), text);
	print_fact(_("Written by Limier"), s->created_by);
	print_fact(_("Engine"), s->backend);
}
