/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <inttypes.h>
#include <stdio.h>

#include "cli/i18n.h"
#include "cli/number.h"

const char *cli_number_count(uint64_t number, char *text)
{
	snprintf(text, CLI_NUMBER_SIZE, "%'" PRIu64, number);
	return text;
}

const char *cli_number_size(uint64_t bytes, char *text)
{
	static const char *const units[] = {N_("B"), N_("kB"), N_("MB"), N_("GB"), N_("TB")};
	double size = (double)bytes;
	size_t unit = 0;

	for (; size >= 999.95 && unit + 1 < sizeof(units) / sizeof(*units); unit++)
		size /= 1000;
	snprintf(text, CLI_NUMBER_SIZE, unit ? "%.1f %s" : "%.0f %s", size, _(units[unit]));
	return text;
}
