/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which parts of a page are the article's and which the site's: by element, role, class and id. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "corpus/html.h"

struct element {
	const char *name;
	unsigned effects;
};

/* Sorted by name; some are of Mallard and DocBook. What is not here is part of a line. */
static const struct element elements[] = {
	{"address", HTML_BLOCK}, {"article", HTML_BLOCK | HTML_ARTICLE},
	{"aside", HTML_BLOCK | HTML_CHROME}, {"audio", HTML_DROP}, {"blockquote", HTML_BLOCK},
	{"body", HTML_BLOCK}, {"br", HTML_BREAK}, {"button", HTML_DROP}, {"canvas", HTML_DROP},
	{"caption", HTML_BLOCK}, {"center", HTML_BLOCK}, {"dd", HTML_BLOCK},
	{"desc", HTML_BLOCK}, {"details", HTML_BLOCK}, {"dialog", HTML_BLOCK | HTML_CHROME},
	{"dir", HTML_BLOCK}, {"div", HTML_BLOCK}, {"dl", HTML_BLOCK}, {"dt", HTML_BLOCK},
	{"fieldset", HTML_BLOCK}, {"figcaption", HTML_BLOCK}, {"figure", HTML_BLOCK},
	{"footer", HTML_BLOCK | HTML_CHROME}, {"form", HTML_BLOCK | HTML_FORM},
	{"h1", HTML_BLOCK | HTML_HEADING | HTML_H1}, {"h2", HTML_BLOCK | HTML_HEADING},
	{"h3", HTML_BLOCK | HTML_HEADING}, {"h4", HTML_BLOCK | HTML_HEADING},
	{"h5", HTML_BLOCK | HTML_HEADING}, {"h6", HTML_BLOCK | HTML_HEADING},
	{"header", HTML_BLOCK | HTML_CHROME}, {"hgroup", HTML_BLOCK}, {"hr", HTML_BLOCK},
	{"iframe", HTML_DROP}, {"info", HTML_BLOCK | HTML_DROP}, {"item", HTML_BLOCK},
	{"legend", HTML_BLOCK}, {"li", HTML_BLOCK}, {"listing", HTML_BLOCK | HTML_PRE},
	{"main", HTML_BLOCK | HTML_ARTICLE}, {"map", HTML_DROP}, {"menu", HTML_BLOCK | HTML_CHROME},
	{"nav", HTML_BLOCK | HTML_CHROME}, {"noframes", HTML_BLOCK}, {"noscript", HTML_DROP},
	{"note", HTML_BLOCK}, {"object", HTML_DROP}, {"ol", HTML_BLOCK}, {"optgroup", HTML_DROP},
	{"option", HTML_DROP}, {"p", HTML_BLOCK}, {"page", HTML_BLOCK}, {"para", HTML_BLOCK},
	{"pre", HTML_BLOCK | HTML_PRE}, {"screen", HTML_BLOCK | HTML_PRE},
	{"script", HTML_DROP | HTML_SCRIPT}, {"search", HTML_BLOCK | HTML_CHROME},
	{"section", HTML_BLOCK}, {"select", HTML_DROP}, {"steps", HTML_BLOCK}, {"style", HTML_DROP},
	{"summary", HTML_BLOCK}, {"svg", HTML_DROP}, {"table", HTML_BLOCK}, {"tbody", HTML_BLOCK},
	{"td", HTML_CELL}, {"template", HTML_DROP}, {"textarea", HTML_DROP}, {"tfoot", HTML_BLOCK},
	{"th", HTML_CELL}, {"thead", HTML_BLOCK}, {"title", HTML_TITLE}, {"tr", HTML_BLOCK},
	{"ul", HTML_BLOCK}, {"video", HTML_DROP},
};

static int compare(const void *key, const void *element)
{
	return strcmp(key, ((const struct element *)element)->name);
}

const char *html_attribute(const char *const *attributes, const char *name)
{
	for (; attributes && *attributes; attributes += 2)
		if (strcasecmp(attributes[0], name) == 0)
			return attributes[1];
	return NULL;
}

/* Words that give chrome away at either end of a class or id ("main-nav", "cookie-notice"), and
 * those that do at its start only: "category-social" is a subject. */
static const char *const at_ends[] = {"ariane", "breadcrumb", "breadcrumbs", "consent", "cookie",
	"cookies", "docnav", "footer", "gdpr", "menu", "nav", "navbar", "navbox", "navfooter",
	"navheader", "navigation", "newsletter", "rgpd", "sidebar", "sphinxsidebar", "toc", NULL};
static const char *const at_start[] = {"ads", "advert", "advertisement", "banner", "bandeau",
	"modal", "noprint", "partage", "popup", "promo", "related", "share", "sharing", "skip",
	"social", NULL};
/* "has-sidebar" speaks of something else. */
static const char *const negations[] = {"has", "no", "with", "without", "avec", "sans", NULL};

/* Signs of the machinery within a line: "¶", "[modifier]". */
static const char *const marks[] = {"headerlink", "mw-editsection", NULL};

static bool is_among(const char *ptr, size_t len, const char *const *words)
{
	for (; *words; words++)
		if (strncasecmp(ptr, *words, len) == 0 && strlen(*words) == len)
			return true;
	return false;
}

/* The first part of "cookie-notice", "cookie_notice", "cookieNotice", "cookies2". */
static size_t first_part(const char *ptr, size_t len)
{
	size_t n = 0;
	while (n < len && isalpha((unsigned char)ptr[n]) &&
		!(n > 0 && isupper((unsigned char)ptr[n]) && islower((unsigned char)ptr[n - 1])))
		n++;
	return n;
}

/* One class or id. */
static bool is_chrome_name(const char *ptr, size_t len)
{
	size_t first = first_part(ptr, len), last = len;
	while (last > 0 && isalpha((unsigned char)ptr[last - 1]))
		last--;
	if (is_among(ptr, first, negations))
		return false;
	return is_among(ptr, first, at_ends) || is_among(ptr, first, at_start) ||
		is_among(ptr + last, len - last, at_ends);
}

static bool has_chrome_name(const char *names)
{
	while (names && *names) {
		size_t len = strcspn(names, " \t\n\r\f");
		if (len > 0 && is_chrome_name(names, len))
			return true;
		names += len + (names[len] != '\0');
	}
	return false;
}

static bool is_chrome_role(const char *role)
{
	static const char *const roles[] = {"alert", "alertdialog", "banner", "complementary",
		"contentinfo", "dialog", "menu", "menubar", "navigation", "search", NULL};
	return role && is_among(role, strlen(role), roles);
}

static bool is_hidden(const char *const *attributes)
{
	const char *aria = html_attribute(attributes, "aria-hidden");
	const char *style = html_attribute(attributes, "style");
	for (; attributes && *attributes; attributes += 2)
		if (strcasecmp(attributes[0], "hidden") == 0)
			return true;
	if (aria && strcasecmp(aria, "true") == 0)
		return true;
	const char *display = style ? strcasestr(style, "display") : NULL;
	return display && strncasecmp(display + 7 + strspn(display + 7, " :"), "none", 4) == 0;
}

unsigned html_element(const char *name, const char *const *attributes)
{
	const struct element *element = bsearch(name, elements, sizeof elements / sizeof *elements,
		sizeof *elements, compare);
	unsigned effects = element ? element->effects : 0;
	if (!attributes || effects & HTML_DROP)
		return effects;
	const char *role = html_attribute(attributes, "role");
	const char *class = html_attribute(attributes, "class");
	if (role && (strcasecmp(role, "main") == 0 || strcasecmp(role, "article") == 0))
		effects |= HTML_ARTICLE;
	/* The page and the article carry names of what they have, not of what they are. */
	bool whole = effects & HTML_ARTICLE || strcmp(name, "body") == 0;
	if (effects & HTML_BLOCK && !whole && (is_chrome_role(role) || has_chrome_name(class) ||
		has_chrome_name(html_attribute(attributes, "id"))))
		effects |= HTML_CHROME;
	if (is_hidden(attributes) || (class && is_among(class, strlen(class), marks)))
		effects |= effects & HTML_BLOCK ? HTML_CHROME : HTML_DROP;
	return effects;
}
