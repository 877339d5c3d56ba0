/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Title, author, date and address of a page, from its many ways to say them. */
#include <string.h>
#include <strings.h>

#include "corpus/html.h"

/* Ceiling of a title's raw bytes. */
#define TITLE_MAX ((size_t)16 << 10)

void html_facts_init(struct html_facts *facts, struct document *doc)
{
	*facts = (struct html_facts){.doc = doc};
	struct buf *bufs[] = {&facts->title, &facts->h1, &facts->og_title, &facts->site};
	for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
		buf_init(bufs[i], TITLE_MAX);
}

void html_facts_done(struct html_facts *facts)
{
	buf_done(&facts->title);
	buf_done(&facts->h1);
	buf_done(&facts->og_title);
	buf_done(&facts->site);
}

enum fact { AUTHOR, DATE, URL, OG_TITLE, SITE };

/* rank: the higher is believed. */
static const struct {
	const char *name;
	enum fact fact;
	int rank;
} metas[] = {
	{"article:published_time", DATE, 9},
	{"og:article:published_time", DATE, 9},
	{"datepublished", DATE, 8},
	{"citation_publication_date", DATE, 7},
	{"dc.date.issued", DATE, 7},
	{"dcterms.issued", DATE, 7},
	{"dc.date", DATE, 6},
	{"dcterms.date", DATE, 6},
	{"dc.date.created", DATE, 6},
	{"dcterms.created", DATE, 6},
	{"date", DATE, 5},
	{"pubdate", DATE, 5},
	{"publish-date", DATE, 5},
	{"datecreated", DATE, 4},
	{"author", AUTHOR, 9},
	{"article:author", AUTHOR, 8},
	{"citation_author", AUTHOR, 8},
	{"dc.creator", AUTHOR, 7},
	{"dcterms.creator", AUTHOR, 7},
	{"parsely-author", AUTHOR, 6},
	{"og:url", URL, 5},
	{"og:title", OG_TITLE, 9},
	{"og:site_name", SITE, 9},
	{"application-name", SITE, 5},
};

static void set_fact(struct html_facts *facts, enum fact fact, int rank, const char *value)
{
	struct document *doc = facts->doc;
	size_t len = strlen(value);
	bool is_link = strncasecmp(value, "http://", 7) == 0 ||
		strncasecmp(value, "https://", 8) == 0;
	const char *before = doc->date;
	/* The address of an author's page is no name. */
	if (fact == AUTHOR && rank > facts->author_rank && !is_link && len > 0) {
		document_set(doc, &doc->author, value, len);
		facts->author_rank = rank;
	} else if (fact == URL && rank > facts->url_rank && is_link) {
		document_set(doc, &doc->url, value, len);
		facts->url_rank = rank;
	} else if (fact == DATE && rank > facts->date_rank) {
		document_set_date(doc, value, len);
		if (doc->date != before)
			facts->date_rank = rank;
	} else if (fact == OG_TITLE && facts->og_title.len == 0) {
		buf_add(&facts->og_title, value, len);
	} else if (fact == SITE && facts->site.len == 0) {
		buf_add(&facts->site, value, len);
	}
}

static void read_meta(struct html_facts *facts, const char *name, const char *value)
{
	for (size_t i = 0; name && i < sizeof metas / sizeof *metas; i++)
		if (strcasecmp(name, metas[i].name) == 0)
			set_fact(facts, metas[i].fact, metas[i].rank, value);
}

void html_facts_element(struct html_facts *facts, const char *name, const char *const *attributes)
{
	const char *content = html_attribute(attributes, "content");
	const char *datetime = html_attribute(attributes, "datetime");
	const char *itemprop = html_attribute(attributes, "itemprop");
	if (strcmp(name, "meta") == 0 && content) {
		read_meta(facts, html_attribute(attributes, "name"), content);
		read_meta(facts, html_attribute(attributes, "property"), content);
	}
	if (itemprop && (content || datetime))
		read_meta(facts, itemprop, content ? content : datetime);
	if (strcmp(name, "time") == 0 && datetime)
		set_fact(facts, DATE, html_attribute(attributes, "pubdate") ? 5 : 3, datetime);
	const char *rel = html_attribute(attributes, "rel");
	const char *href = html_attribute(attributes, "href");
	if (strcmp(name, "link") == 0 && rel && href && strcasecmp(rel, "canonical") == 0)
		set_fact(facts, URL, 9, href);
}

void html_facts_script(struct html_facts *facts, const char *ptr, size_t len)
{
	static const char key[] = "\"datePublished\"";
	const char *end = ptr + len, *pos = memmem(ptr, len, key, sizeof key - 1);
	char value[64];
	size_t n = 0;
	if (!pos)
		return;
	for (pos += sizeof key - 1; pos < end && strchr(" \t\r\n:\"", *pos);)
		pos++;
	while (pos < end && *pos != '"' && n < sizeof value - 1)
		value[n++] = *pos++;
	value[n] = '\0';
	set_fact(facts, DATE, 8, value);
}

void html_facts_h1(struct html_facts *facts, const char *ptr, size_t len, bool chrome)
{
	if (len == 0 || (chrome && facts->n_h1 > 0 && !facts->h1_chrome))
		return;
	if (!chrome && facts->h1_chrome) {
		buf_reset(&facts->h1);
		facts->n_h1 = 0;
	}
	facts->h1_chrome = chrome;
	if (facts->n_h1++ == 0)
		buf_add(&facts->h1, ptr, len < TITLE_MAX ? len : TITLE_MAX);
}

/* Whether one title is in another, but for case. Short ones would be anywhere. */
static bool is_part(const char *part, const char *whole)
{
	return part && whole && strlen(part) >= 4 && strcasestr(whole, part) != NULL;
}

/* The bytes of a title without the site behind it: known by name, or the shorter part. */
static size_t strip_site(const char *title, const char *site)
{
	static const char *const marks[] = {" | ", " - ", " \xe2\x80\x93 ", " \xe2\x80\x94 ",
		" \xc2\xb7 ", " \xc2\xbb ", " :: ", " \xe2\x80\xa2 "};
	size_t len = strlen(title), best = len;
	const char *tail = NULL;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		for (const char *at = title; (at = strstr(at, marks[i])) != NULL;
			at += strlen(marks[i])) {
			if (tail && at < tail)
				continue;
			tail = at + strlen(marks[i]);
			best = (size_t)(at - title);
		}
	}
	if (!tail || best == 0)
		return len;
	if (site && strcasecmp(tail, site) == 0)
		return best;
	/* A bar is hardly ever part of a title, a dash often is. */
	bool shorter = tail[-2] == '|' || len - best <= best;
	return shorter && strlen(tail) <= 40 ? best : len;
}

/* The text of buf as a clean fact, or NULL. */
static const char *clean(struct html_facts *facts, const struct buf *buf)
{
	const char *fact = NULL;
	document_set(facts->doc, &fact, buf->ptr, buf->len);
	return fact;
}

int html_facts_finish(struct html_facts *facts)
{
	struct document *doc = facts->doc;
	const char *title = clean(facts, &facts->title), *h1 = clean(facts, &facts->h1);
	const char *og = clean(facts, &facts->og_title), *site = clean(facts, &facts->site);
	if (facts->n_h1 == 1 && (is_part(h1, title) || is_part(title, h1)))
		doc->title = h1;
	else if (is_part(og, title))
		doc->title = og;
	else if (title)
		return document_set(doc, &doc->title, title, strip_site(title, site));
	else
		doc->title = og ? og : h1;
	return LIM_OK;
}
