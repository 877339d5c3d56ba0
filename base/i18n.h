/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages for humans: English is the source, the locale chooses. */
#ifndef BASE_I18N_H
#define BASE_I18N_H

#include <libintl.h>

#define _(text) dgettext("limier", text)
#define N_(text) text

#endif
