/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The readers of text, Markdown and HTML: samples with golden files, and what they have to bear. */
#include "tests/corpus/support.h"

#include <stdlib.h>
#include <string.h>

#define MAX ((size_t)4 << 20)

static void samples(void **state)
{
	(void)state;
	static const char *const names[] = {"reportage.txt", "lignes.txt", "marche.md", "titre.md",
		"dune.html", "formulaire.html", "menu.html", "casse.html", "latin.htm",
		"aide.page"};
	struct document doc;
	document_init(&doc, MAX);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char path[128] = "corpus-samples/";
		strcat(path, names[i]);
		assert_int_equal(
			support_read(support_data(path), LIM_FORMAT_AUTO, MAX, &doc), LIM_OK);
		support_golden(names[i], &doc);
	}
	document_done(&doc);
}

/* Reads the text of a table's line and compares its title and, where the table has one, its author. */
static void check_text(char *const *fields, const char *author)
{
	struct document doc;
	document_init(&doc, MAX);
	const char *path = support_write("titre.txt", fields[0], strlen(fields[0]));
	assert_int_equal(support_read(path, LIM_FORMAT_AUTO, MAX, &doc), LIM_OK);
	const char *title = doc.title ? doc.title : "-", *by = doc.author ? doc.author : "-";
	if (strcmp(title, fields[1]) != 0 || strcmp(by, author) != 0)
		print_message("%s\n", fields[0]);
	assert_string_equal(title, fields[1]);
	assert_string_equal(by, author);
	document_done(&doc);
}

static void check_title(char *const *fields)
{
	check_text(fields, "-");
}

static void check_byline(char *const *fields)
{
	check_text(fields, fields[2]);
}

static void titles_of_plain_text(void **state)
{
	(void)state;
	support_table("titles.tsv", 2, check_title);
}

static void bylines_of_plain_text(void **state)
{
	(void)state;
	support_table("bylines.tsv", 3, check_byline);
}

static void read_string(const char *name, const char *text, struct document *doc)
{
	const char *path = support_write(name, text, strlen(text));
	assert_int_equal(support_read(path, LIM_FORMAT_AUTO, MAX, doc), LIM_OK);
}

static void offsets_of_plain_text_are_those_of_the_file(void **state)
{
	(void)state;
	static const char text[] = "\n\n  Été.  \n\n\tSuite\n";
	struct document doc;
	document_init(&doc, MAX);
	read_string("a.txt", text, &doc);
	assert_string_equal(doc.text.ptr, text);
	assert_string_equal(support_block(&doc, 0), "P3 Été.");
	assert_string_equal(support_block(&doc, 1), "P5 Suite");
	document_done(&doc);
}

static void lines_count_the_same_for_all_line_ends(void **state)
{
	(void)state;
	static const char *const texts[] = {"Un.\n\nDeux.\n\n\nTrois.",
		"Un.\r\n\r\nDeux.\r\n\r\n\r\nTrois.", "Un.\r\rDeux.\r\r\rTrois."};
	struct document doc;
	document_init(&doc, MAX);
	for (size_t i = 0; i < 3; i++) {
		read_string("a.txt", texts[i], &doc);
		assert_int_equal(doc.n_blocks, 3);
		assert_string_equal(support_block(&doc, 2), "P6 Trois.");
		assert_null(strchr(doc.text.ptr, '\r'));
	}
	document_done(&doc);
}

static void assert_fact(const char *found, const char *expected)
{
	assert_string_equal(found ? found : "-", expected ? expected : "-");
}

static void front_matters(void **state)
{
	(void)state;
	static const struct {
		const char *text, *title, *author, *date;
	} cases[] = {
		{"---\ntitle: Simple\n---\nTexte", "Simple", NULL, NULL},
		{"---\nTitle: 'L''été : fin'  \nauthor: \"Ève\" # qui\n---\nTexte", "L'été : fin",
			"Ève", NULL},
		{"---\ntitle: >\n  Plié sur\n  deux lignes\ndate: 2020-01-02T10:00:00Z\n...\nTexte",
			"Plié sur deux lignes", NULL, "2020-01-02"},
		{"---\nauthors: [\"A, B\", C]\n---\n# Titre\n\nTexte", "Titre", "A, B, C", NULL},
		{"---\nauthor:\n  name: Ana\n  url: x\n---\nTexte", NULL, "Ana", NULL},
		{"---\nauthors:\n- Un\n- Deux\ntitle: ''\n---\n# H\n", "H", "Un, Deux", NULL},
		{"---\n- pas: un titre\n: rien\ntitle\n---\nTexte", NULL, NULL, NULL},
		{"---\ntitle: jamais fermé\n\nTexte", NULL, NULL, NULL},
		{"Texte\n---\ntitle: trop tard\n---\n", NULL, NULL, NULL},
		{"---\nauthors: [\ntitle: \"\n---\nTexte", NULL, NULL, NULL},
	};
	struct document doc;
	document_init(&doc, MAX);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		read_string("a.md", cases[i].text, &doc);
		assert_fact(doc.title, cases[i].title);
		assert_fact(doc.author, cases[i].author);
		assert_fact(doc.date, cases[i].date);
	}
	document_done(&doc);
}

static void titles_of_pages(void **state)
{
	(void)state;
	static const struct {
		const char *page, *title;
	} cases[] = {
		{"<html><title>La mer - Le Journal</title><h1>La mer</h1>", "La mer"},
		{"<html><title>La mer | Le Journal</title><h1>Une</h1><h1>Deux</h1>",
			"La mer"},
		{"<html><title>La mer - Le Journal</title><h1>Une</h1><h1>Deux</h1>",
			"La mer - Le Journal"},
		{"<html><title>La mer monte encore | Le Journal</title>t", "La mer monte encore"},
		{"<html><title>Marée | Le Journal du soir</title>"
			"<meta property='og:site_name' content='le journal du soir'>t", "Marée"},
		{"<html><title>Paris - Londres</title>t", "Paris - Londres"},
		{"<html><title>Le tour du lac – étape 2 – Mes marches</title>t",
			"Le tour du lac – étape 2"},
		{"<html><title> </title><meta property='og:title' content='Par ailleurs'>t",
			"Par ailleurs"},
		{"<html><h1>Seul</h1>t", "Seul"},
		{"<html><title>La mer : fin</title><header><h1>Le Journal</h1></header>"
			"<main><h1>La mer</h1>t", "La mer"},
		{"<html><title>A &amp; B &lt;é&gt;</title>t", "A & B <é>"},
		{"<html><svg><title>Icône</title></svg>t", NULL},
		{"<html><p>Rien</p>", NULL},
	};
	struct document doc;
	document_init(&doc, MAX);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		read_string("a.html", cases[i].page, &doc);
		assert_fact(doc.title, cases[i].title);
	}
	document_done(&doc);
}

/* what, many times over, with text in the middle and after, many times over. */
static void read_repeated(const char *name, const char *what, const char *after, size_t times,
	const char *expected)
{
	struct document doc;
	struct buf buf;
	buf_init(&buf, 2 * MAX);
	for (size_t i = 0; i < times; i++)
		buf_adds(&buf, what);
	buf_adds(&buf, "au fond");
	for (size_t i = 0; i < times; i++)
		buf_adds(&buf, after);
	assert_int_equal(buf.status, LIM_OK);
	document_init(&doc, 2 * MAX);
	const char *path = support_write(name, buf.ptr, buf.len);
	assert_int_equal(support_read(path, LIM_FORMAT_AUTO, 2 * MAX, &doc), LIM_OK);
	assert_non_null(strstr(doc.text.ptr, expected));
	document_done(&doc);
	buf_done(&buf);
}

static void depth_and_width_are_borne(void **state)
{
	(void)state;
	read_repeated("a.html", "<div>", "</div>", 100000, "au fond");
	read_repeated("a.html", "<div>", "</p></b>", 100000, "au fond");
	read_repeated("a.html", "<table><tr><td>", "", 30000, "au fond");
	read_repeated("a.html", "< ", ">", 100000, "au fond");
	read_repeated("a.html", "&", ";", 100000, "au fond");
	read_repeated("a.html", "<p>a<!--", "-->", 100000, "a");
	read_repeated("a.md", "> ", "\n> x", 50000, "au fond");
	read_repeated("a.md", "- ", "\n  y", 50000, "au fond");
	read_repeated("a.md", "[", "](", 50000, "au fond");
	read_repeated("a.md", "*a **", "** b*", 50000, "au fond");
	read_repeated("a.md", "|x", "\n|-", 20000, "au fond");
}

static void a_tag_with_many_attributes_costs_little(void **state)
{
	(void)state;
	struct document doc;
	struct buf buf;
	buf_init(&buf, 2 * MAX);
	buf_adds(&buf, "<html><p title=\"a > b\" ");
	for (unsigned i = 0; i < 200000; i++)
		buf_printf(&buf, "a%u=\"> %u\" ", i, i);
	buf_adds(&buf, ">après</p>");
	document_init(&doc, MAX);
	const char *path = support_write("a.html", buf.ptr, buf.len);
	assert_int_equal(support_read(path, LIM_FORMAT_AUTO, 2 * MAX, &doc), LIM_OK);
	assert_string_equal(doc.text.ptr, "après");
	document_done(&doc);
	buf_done(&buf);
}

static void a_page_says_its_encoding(void **state)
{
	(void)state;
	static const char *const pages[] = {
		"<html><meta charset=koi8-r><p>\xd7\xc9",
		"<?xml version='1.0' encoding='KOI8-R'?><html><p>\xd7\xc9",
		"<html><META http-equiv=X content='text/html; charset=koi8-r'><p>\xd7\xc9",
		"<html><meta charset='iso-8859-1'><p>\xd0\xb2\xd0\xb8",
	};
	struct document doc;
	document_init(&doc, MAX);
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		read_string("a.html", pages[i], &doc);
		assert_string_equal(doc.text.ptr, "ви");
	}
	document_done(&doc);
}

static void nothing_outside_is_loaded(void **state)
{
	(void)state;
	struct document doc;
	document_init(&doc, MAX);
	read_string("a.html",
		"<?xml version='1.0'?><!DOCTYPE html [<!ENTITY x SYSTEM \"file:///etc/passwd\">"
		"<!ENTITY y \"&x;&x;\">]><html><p>a &x; &y;</p>",
		&doc);
	assert_null(strstr(doc.text.ptr, "root"));
	document_done(&doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(samples),
		cmocka_unit_test(titles_of_plain_text),
		cmocka_unit_test(bylines_of_plain_text),
		cmocka_unit_test(offsets_of_plain_text_are_those_of_the_file),
		cmocka_unit_test(lines_count_the_same_for_all_line_ends),
		cmocka_unit_test(front_matters),
		cmocka_unit_test(titles_of_pages),
		cmocka_unit_test(depth_and_width_are_borne),
		cmocka_unit_test(a_tag_with_many_attributes_costs_little),
		cmocka_unit_test(a_page_says_its_encoding),
		cmocka_unit_test(nothing_outside_is_loaded),
	};
	return cmocka_run_group_tests(tests, support_make_dir, support_remove_dir);
}
