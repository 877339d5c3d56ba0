/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Completion for bash, by the table: commands and option names; file names otherwise. */
#include <stdio.h>

#include "cli/tool.h"

void cli_completion_print(const struct cli_tool *tool)
{
	printf("# SPDX-License-Identifier: GPL-2.0-or-later\n"
	       "complete -o bashdefault -o default -o nospace -W '");
	for (size_t i = 0; i < tool->n_commands; i++)
		printf("%s\\  ", tool->commands[i].name);
	for (size_t i = 0; i < tool->n_options; i++) {
		const struct cli_option *option = &tool->options[i];

		if (option->group)
			printf("--%s%s ", option->name, option->argument ? "=" : "\\ ");
	}
	printf("' %s\n", tool->name);
}
