/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/i18n.h"
#include "cli/message.h"
#include "cli/terminal.h"

static const char *program = "limier";
static volatile sig_atomic_t interrupted;

const char *const cli_color_choices[] = {"auto", "always", "never", NULL};

/*
 * A file opened while descriptor 0, 1 or 2 is closed would take its number, and our output would be
 * written into it. Opened the wrong way round, so that using the stream fails as if it were closed.
 */
static void open_standard_streams(void)
{
	static const int modes[3] = {O_WRONLY, O_RDONLY, O_RDONLY};

	for (int fd = 0; fd < 3; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF && open("/dev/null", modes[fd]) != fd)
			exit(2);
}

void cli_start(const char *name)
{
	const char *directory = cli_environment("LIMIER_LOCALEDIR");

	program = name;
	open_standard_streams();
	/*
	 * A parent may have set it to be ignored, and a closed pipe would then be an error to
	 * report.
	 */
	signal(SIGPIPE, SIG_DFL);
	/* Whole lines, so that those of several processes do not mix. */
	setvbuf(stderr, NULL, _IOLBF, BUFSIZ);
	setlocale(LC_ALL, "");
	bindtextdomain(CLI_DOMAIN, directory ? directory : LOCALEDIR);
	/* Documents are shown in UTF-8 whatever the locale says; messages go with them. */
	bind_textdomain_codeset(CLI_DOMAIN, "UTF-8");
}

const char *cli_program_name(void)
{
	return program;
}

bool cli_flush(void)
{
	static bool reported;

	errno = 0;
	if (fflush(stdout) == 0 && !ferror(stdout))
		return true;
	/*
	 * A short cause is lost when an earlier write failed and this flush had nothing left to do.
	 */
	if (!reported && errno != EPIPE)
		cli_error(_("free some space, or write somewhere else"), "%s: %s",
			_("standard output"), errno ? strerror(errno) : _("cannot be written"));
	reported = true;
	return false;
}

int cli_finish(int status)
{
	return cli_flush() ? status : 2;
}

static void note_interrupt(int number)
{
	(void)number;
	interrupted = 1;
}

void cli_interrupt_catch(void)
{
	/* Calls of the system go on: the work stops between two of its steps, not within one. */
	struct sigaction action = {
		.sa_handler = note_interrupt,
		.sa_flags = (int)(SA_RESETHAND | SA_RESTART),
	};

	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
}

bool cli_interrupted(void)
{
	return interrupted;
}

const char *cli_environment(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

bool cli_terminal_is(FILE *out)
{
	const char *term = cli_environment("TERM");

	return isatty(fileno(out)) && term && strcmp(term, "dumb") != 0;
}

bool cli_terminal_color(FILE *out, int color)
{
	if (color != CLI_COLOR_AUTO)
		return color == CLI_COLOR_ALWAYS;
	return cli_terminal_is(out) && !cli_environment("NO_COLOR");
}

unsigned cli_terminal_width(FILE *out)
{
	const char *columns = cli_environment("COLUMNS");
	struct winsize size = {0};
	unsigned long width = 0;

	if (ioctl(fileno(out), TIOCGWINSZ, &size) == 0)
		width = size.ws_col;
	if (width == 0 && columns)
		width = strtoul(columns, NULL, 10);
	if (width == 0)
		width = 80;
	return width < 40 ? 40 : width > 400 ? 400 : (unsigned)width;
}
