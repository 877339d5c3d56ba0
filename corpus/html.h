/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the three files of the HTML reader share: html.c collects, html_element.c judges,
 * html_facts.c knows. */
#ifndef CORPUS_HTML_H
#define CORPUS_HTML_H

#include "corpus/document.h"

/* What an element does to the text within it. */
enum html_effect {
	HTML_BLOCK = 1,		/* stands apart */
	HTML_DROP = 2,		/* never text: scripts, pictures, what is hidden within a line */
	HTML_CHROME = 4,	/* the site's, not the article's: navigation, banners, hidden */
	HTML_FORM = 8,		/* may be chrome, may be the whole page */
	HTML_ARTICLE = 16,
	HTML_HEADING = 32,
	HTML_H1 = 64,
	HTML_TITLE = 128,
	HTML_PRE = 256,
	HTML_CELL = 512,
	HTML_BREAK = 1024,
	HTML_SCRIPT = 2048
};

/* The effects of an element, by its name and attributes (name, value, …, NULL; may be NULL). */
unsigned html_element(const char *name, const char *const *attributes);

/* The value of an attribute, or NULL. */
const char *html_attribute(const char *const *attributes, const char *name);

/* What is known of a page besides its text, each with how far its source is trusted. */
struct html_facts {
	struct document *doc;
	struct buf title, h1, og_title, site;	/* <title>, the first <h1>, meta */
	size_t n_h1;
	bool h1_chrome;		/* those so far were chrome; better ones replace them */
	int author_rank, date_rank, url_rank;
};

void html_facts_init(struct html_facts *facts, struct document *doc);
void html_facts_done(struct html_facts *facts);

/* <meta>, <link>, <time> and whatever has an itemprop. */
void html_facts_element(struct html_facts *facts, const char *name, const char *const *attributes);

/* A script of JSON-LD. */
void html_facts_script(struct html_facts *facts, const char *ptr, size_t len);

/* The text of an <h1>. */
void html_facts_h1(struct html_facts *facts, const char *ptr, size_t len, bool chrome);

/* Chooses the title, once the page has been read. */
int html_facts_finish(struct html_facts *facts);

#endif
