/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * HTML, and the XML that is like it. The page is collected as it is parsed, each block with where
 * it stood; afterwards the article is chosen among the blocks. No tree is built.
 */
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/error.h"
#include "corpus/html.h"
#include "corpus/reader.h"

/* libxml2 looks through all open elements for each end tag that has no start. A page that makes it
 * look so often is read up to there. */
#define LOOKS_MAX ((uint64_t)1 << 31)

#define ATTRIBUTES_MAX 1000
/* Bytes that are an article, however large the page is. */
#define LARGE 200
#define SCRIPT_MAX ((size_t)256 << 10)

struct page {
	struct document *doc;
	htmlParserCtxtPtr parser;
	struct html_facts facts;
	struct buf effects;	/* unsigned, of each open element */
	struct buf places;	/* a char per block: HTML_CHROME, HTML_FORM, HTML_ARTICLE around */
	struct buf script;	/* JSON-LD */
	unsigned depth[12];	/* open elements with each effect, by its bit */
	size_t start;		/* of the block under way in doc->text */
	size_t h1_start;
	uint64_t looks;
	bool space, cell;	/* a space, another cell: to come before more text */
	bool mallard;
	bool json;		/* within a script of JSON-LD */
};

static bool within(const struct page *page, unsigned effects)
{
	for (unsigned bit = 0; bit < 12; bit++)
		if (effects >> bit & 1 && page->depth[bit] > 0)
			return true;
	return false;
}

static void count(struct page *page, unsigned effects, int by)
{
	for (unsigned bit = 0; bit < 12; bit++)
		if (effects >> bit & 1)
			page->depth[bit] += (unsigned)by;
}

/* Ends the block under way. */
static void flush(struct page *page)
{
	struct document *doc = page->doc;
	size_t before = doc->n_blocks;
	document_mark_block(doc, within(page, HTML_HEADING) ? BLOCK_HEADING : BLOCK_PARAGRAPH, 0,
		page->start, doc->text.len - page->start);
	if (doc->n_blocks > before)
		buf_addc(&page->places, (char)((within(page, HTML_CHROME) ? HTML_CHROME : 0) |
			(within(page, HTML_FORM) ? HTML_FORM : 0) |
			(within(page, HTML_ARTICLE) ? HTML_ARTICLE : 0)));
	page->start = doc->text.len;
	page->space = page->cell = false;
}

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* What has to stand between the text so far and more of it. */
static void add_gap(struct page *page)
{
	struct buf *text = &page->doc->text;
	if (text->len == page->start && text->len > 0) {
		buf_adds(text, "\n\n");
		page->start = text->len;
	} else if (page->cell) {
		buf_adds(text, " | ");
	} else if (page->space && text->len > page->start && text->ptr[text->len - 1] != '\n') {
		buf_addc(text, ' ');
	}
	page->space = page->cell = false;
}

static void add_folded(struct page *page, const char *ptr, size_t len)
{
	const char *end = ptr + len;
	while (ptr < end) {
		const char *start = ptr;
		while (ptr < end && is_blank(*ptr))
			ptr++;
		page->space |= ptr > start;
		start = ptr;
		while (ptr < end && !is_blank(*ptr))
			ptr++;
		if (ptr == start)
			break;
		add_gap(page);
		buf_add(&page->doc->text, start, (size_t)(ptr - start));
	}
}

static void on_text(void *ctx, const xmlChar *ptr, int len)
{
	struct page *page = ctx;
	if (within(page, HTML_TITLE))
		buf_add(&page->facts.title, ptr, (size_t)len);
	if (within(page, HTML_DROP | HTML_TITLE))
		return;
	if (!within(page, HTML_PRE)) {
		add_folded(page, (const char *)ptr, (size_t)len);
		return;
	}
	if (page->doc->text.len == page->start)
		add_gap(page);
	buf_add(&page->doc->text, ptr, (size_t)len);
}

static void on_raw(void *ctx, const xmlChar *ptr, int len)
{
	struct page *page = ctx;
	if (page->json)
		buf_add(&page->script, ptr, (size_t)len);
}

/* Old pages part paragraphs by two <br>. */
static void break_line(struct page *page)
{
	struct buf *text = &page->doc->text;
	page->space = within(page, HTML_HEADING);
	if (text->len == page->start || page->space)
		return;
	if (text->ptr[text->len - 1] == '\n' && !within(page, HTML_PRE))
		flush(page);
	else
		buf_addc(text, '\n');
}

/* What depends on where an element stands. */
static unsigned adapt(struct page *page, const char *name, unsigned effects)
{
	if (strcmp(name, "header") == 0 && within(page, HTML_ARTICLE))
		effects &= ~(unsigned)HTML_CHROME;
	if (strcmp(name, "page") == 0)
		page->mallard = true;
	if (strcmp(name, "info") == 0 && !page->mallard)
		effects = 0;
	if (!(effects & HTML_TITLE) || within(page, HTML_DROP))
		return effects & ~(unsigned)HTML_TITLE;
	if (page->mallard)
		return HTML_BLOCK | HTML_HEADING | (page->facts.title.len == 0 ? HTML_H1 : 0);
	return page->facts.title.len == 0 ? effects : HTML_DROP;
}

static void on_start(void *ctx, const xmlChar *xml_name, const xmlChar **xml_attributes)
{
	struct page *page = ctx;
	const char *name = (const char *)xml_name;
	const char *const *attributes = (const char *const *)xml_attributes;
	unsigned effects = adapt(page, name, html_element(name, attributes));
	buf_add(&page->effects, &effects, sizeof effects);
	if (attributes && !within(page, HTML_DROP))
		html_facts_element(&page->facts, name, attributes);
	if (effects & HTML_SCRIPT) {
		const char *type = html_attribute(attributes, "type");
		page->json = type && strcasecmp(type, "application/ld+json") == 0;
	}
	if (effects & HTML_BLOCK)
		flush(page);
	if (effects & HTML_BREAK)
		break_line(page);
	if (effects & HTML_CELL)
		page->cell = page->doc->text.len > page->start;
	count(page, effects, 1);
	if (effects & HTML_H1)
		page->h1_start = page->doc->text.len;
}

static void on_end(void *ctx, const xmlChar *name)
{
	struct page *page = ctx;
	unsigned effects;
	(void)name;
	if (page->effects.len < sizeof effects)
		return;
	page->effects.len -= sizeof effects;
	memcpy(&effects, page->effects.ptr + page->effects.len, sizeof effects);
	if (effects & HTML_H1)
		html_facts_h1(&page->facts, page->doc->text.ptr + page->h1_start,
			page->doc->text.len - page->h1_start, within(page, HTML_CHROME));
	if (effects & HTML_SCRIPT) {
		html_facts_script(&page->facts, page->script.ptr, page->script.len);
		buf_reset(&page->script);
	}
	if (effects & HTML_BLOCK)
		flush(page);
	count(page, effects, -1);
}

static void on_error(void *ctx, xmlErrorPtr error)
{
	struct page *page = ctx;
	if (error && error->code == XML_ERR_TAG_NAME_MISMATCH && page->parser->nameNr > 0)
		page->looks += (uint64_t)page->parser->nameNr;
	if (page->looks > LOOKS_MAX)
		xmlStopParser(page->parser);
}

/* Bytes of the blocks that are within all of these and within none of those. */
static size_t measure(const struct page *page, unsigned in, unsigned out)
{
	size_t sum = 0;
	for (size_t i = 0; i < page->doc->n_blocks; i++) {
		unsigned place = (unsigned char)page->places.ptr[i];
		if ((place & in) == in && (place & out) == 0)
			sum += page->doc->blocks[i].len;
	}
	return sum;
}

/* Takes the blocks in place together. */
static void keep(struct page *page, unsigned in, unsigned out)
{
	struct document *doc = page->doc;
	char *text = doc->text.ptr;
	size_t n = 0, len = 0;
	for (size_t i = 0; i < doc->n_blocks; i++) {
		unsigned place = (unsigned char)page->places.ptr[i];
		struct block block = doc->blocks[i];
		if ((place & in) != in || (place & out) != 0)
			continue;
		/* Two bytes at least lie between blocks: what is moved never passes what is not. */
		if (n > 0) {
			memcpy(text + len, "\n\n", 2);
			len += 2;
		}
		memmove(text + len, text + block.start, block.len);
		block.start = len;
		len += block.len;
		doc->blocks[n++] = block;
	}
	doc->n_blocks = n;
	doc->text.len = len;
	if (len > 0)
		text[len] = '\0';
}

/* The article is what is marked as such, if that is a good part of the page; else the page without
 * chrome; else, where too little would be left, all of it. */
static void choose(struct page *page)
{
	/* share: one part of so many of the page has to be left. */
	static const struct { unsigned in, out; size_t share; } choices[] = {
		{HTML_ARTICLE, HTML_CHROME | HTML_FORM, 3},
		{0, HTML_CHROME | HTML_FORM, 5},
		{HTML_ARTICLE, HTML_CHROME, 3},
		{0, HTML_CHROME, 5},
	};
	size_t all = measure(page, 0, 0), clean = measure(page, 0, HTML_CHROME | HTML_FORM);
	for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
		size_t size = measure(page, choices[i].in, choices[i].out);
		size_t whole = choices[i].in == HTML_ARTICLE && clean > 0 ? clean : all;
		bool large = size >= LARGE && choices[i].in == 0;
		if (size > 0 && (large || size * choices[i].share >= whole)) {
			keep(page, choices[i].in, choices[i].out);
			return;
		}
	}
	keep(page, 0, 0);
}

/* libxml2 compares each attribute of a tag with all others: of a tag with thousands, blanks are
 * made of those beyond ATTRIBUTES_MAX. Returns the first byte behind the tag at ptr. */
static char *cut_tag(char *ptr, char *end)
{
	size_t words = 0;
	for (char before = '<'; ptr < end && *ptr != '>';) {
		char *quoted = (*ptr == '"' || *ptr == '\'') && before == '='
			? memchr(ptr + 1, *ptr, (size_t)(end - ptr - 1)) : NULL;
		char *next = quoted ? quoted + 1 : ptr + 1;
		words += is_blank(*ptr) && !is_blank(before);
		before = *ptr;
		if (words > ATTRIBUTES_MAX)
			memset(ptr, ' ', (size_t)(next - ptr));
		ptr = next;
	}
	return ptr;
}

static void cut_tags(struct buf *text)
{
	char *end = text->ptr + text->len, *ptr = text->ptr;
	while (ptr < end && (ptr = memchr(ptr, '<', (size_t)(end - ptr))) != NULL) {
		ptr++;
		if (ptr < end && (*ptr | 0x20) >= 'a' && (*ptr | 0x20) <= 'z')
			ptr = cut_tag(ptr, end);
	}
}

static pthread_once_t once = PTHREAD_ONCE_INIT;

static int parse(struct page *page, struct buf *text, struct lim_error *err)
{
	xmlSAXHandler handler = {
		.initialized = XML_SAX2_MAGIC, .startElement = on_start, .endElement = on_end,
		.characters = on_text, .ignorableWhitespace = on_text, .cdataBlock = on_raw,
		.serror = on_error,
	};
	pthread_once(&once, xmlInitParser);
	if (text->len > INT32_MAX)
		return LIM_E_LIMIT;
	cut_tags(text);
	htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt(text->ptr, (int)text->len);
	if (!parser)
		return error_memory(err);
	*parser->sax = handler;
	parser->userData = page;
	page->parser = parser;
	htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NODEFDTD |
		HTML_PARSE_IGNORE_ENC);
	/* Long attributes (pictures in data: links) are no reason to stop. */
	parser->options |= XML_PARSE_HUGE;
	xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
	htmlParseDocument(parser);
	bool memory = parser->errNo == XML_ERR_NO_MEMORY;
	htmlFreeParserCtxt(parser);
	return memory ? error_memory(err) : LIM_OK;
}

static int read_html(struct document *doc, struct buf *text, struct lim_error *err)
{
	struct page page = {.doc = doc};
	buf_init(&page.effects, SIZE_MAX / 8);
	buf_init(&page.places, SIZE_MAX / 8);
	buf_init(&page.script, SCRIPT_MAX);
	html_facts_init(&page.facts, doc);
	int status = parse(&page, text, err);
	flush(&page);
	if (status == LIM_OK)
		status = page.effects.status != LIM_OK ? page.effects.status : page.places.status;
	if (status == LIM_OK)
		status = doc->text.status;
	if (status == LIM_OK) {
		choose(&page);
		status = html_facts_finish(&page.facts);
	}
	html_facts_done(&page.facts);
	buf_done(&page.script);
	buf_done(&page.places);
	buf_done(&page.effects);
	return status;
}

static int bid(const char *name, const char *head, size_t len)
{
	size_t blank = strspn(head, " \t\r\n");
	head += blank;
	len -= blank;
	if (strncasecmp(head, "<!doctype html", 14) == 0 || strncasecmp(head, "<html", 5) == 0)
		return 90;
	if (reader_name_ends(name, ".html") || reader_name_ends(name, ".htm") ||
		reader_name_ends(name, ".xhtml"))
		return 80;
	return len > 5 && strncmp(head, "<?xml", 5) == 0 ? 70 : 0;
}

/* <meta charset="…">, <meta … content="…; charset=…">, <?xml encoding="…"?>. */
static bool claim(const char *head, size_t len, char *name, size_t size)
{
	static const char marks[] = " \t\r\n=\"'";
	bool is_xml = len > 5 && strncmp(head, "<?xml", 5) == 0;
	const char *xml = is_xml ? strstr(head, "encoding") : NULL;
	const char *end = xml ? strchr(head, '>') : NULL;
	const char *at = xml && end && xml < end ? xml + 8 : NULL;
	for (const char *meta = head; !at && (meta = strcasestr(meta, "<meta")) != NULL; meta++) {
		const char *charset = strcasestr(meta, "charset"), *close = strchr(meta, '>');
		if (charset && close && charset < close)
			at = charset + 7;
	}
	if (!at)
		return false;
	at += strspn(at, marks);
	size_t n = strcspn(at, " \t\r\n\"';/>?");
	if (n == 0 || n >= size)
		return false;
	memcpy(name, at, n);
	name[n] = '\0';
	return true;
}

const struct reader html_reader = {
	.name = "html", .format = LIM_FORMAT_HTML, .bid = bid, .claim = claim, .read = read_html,
};
