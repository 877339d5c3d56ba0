/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a query to an answer, on a small index. */
#include <stdbool.h>

#include "base/utf8.h"
#include "limier.h"
#include "tests/query/build.h"
#include "tests/test.h"

static char dir[64], many_dir[64];
static struct lim_searcher *searcher, *many;

static const struct test_article articles[] = {
	{.id = "hamlet", .title = "Le monologue d'Hamlet", .author = "Victor Hugo", .date = "1865-05-01",
		.type = "text", .folder = "theatre", .extension = "txt",
		.passages = {"Être ou ne pas être, voilà la question que pose le prince du Danemark.",
			"Le prince du Danemark hésite, et son royaume se meurt d'une lente maladie."}},
	{.id = "crise", .title = "La crise à la frontière", .author = "Jeanne Dupont", .date = "2021-11-16",
		.type = "html", .folder = "actualite", .extension = "html", .heading = "Migrations",
		.passages = {"Le président de la République a parlé de la crise migratoire à la frontière polonaise.",
			"À l’Élysée, on attend une désescalade ; l'Ukraine et la Libye regardent.",
			"Macron reçoit son homologue russe au palais. La crise est loin, le migrant attend."}},
	{.id = "libye", .title = "Voyage en Libye", .author = "Paul Dupont", .date = "2020-02",
		.type = "html", .folder = "actualite", .extension = "html",
		.passages = {"Macron s'est rendu en Libye pour un week-end pluvieux, avec des frontaliers."}},
	{.id = "ciel", .title = "Un phénomène", .date = "2019", .type = "markdown", .extension = "md",
		.passages = {"Un arc-en-ciel est apparu après la pluie, entre la côte et la cote 200.",
			"Le ciel est bleu, le président est de la région, la République aussi.",
			"Il faut coter les actions ; la cote du coté de la rivière est haute."}},
	{.id = "copie-1", .title = "Dépêche", .passages = {"Une dépêche d'agence raconte la sortie du troupeau "
		"de vaches normandes dans les rues de la ville endormie, ce matin, devant des passants étonnés "
		"et ravis par un spectacle aussi rare que réjouissant.", "Le jardinage reprend demain, et l'ouverture du marché."}},
	{.id = "copie-2", .title = "Dépêche reprise", .passages = {"Une dépêche d'agence raconte la sortie du "
		"troupeau de vaches normandes dans les rues de la ville endormie, ce matin, devant des passants "
		"étonnés et ravis par un spectacle aussi rare que réjouissant."}},
};

static struct lim_results *search_with(struct lim_searcher *s, const char *query,
	const struct lim_search_options *options)
{
	struct lim_results *results;
	struct lim_error err;
	int status = lim_search(s, query, strlen(query), options, &results, &err);
	if (status != LIM_OK)
		fail_msg("%s: %s", query, err.message);
	return results;
}

static struct lim_results *search(const char *query)
{
	return search_with(searcher, query, NULL);
}

/* The answers are those of wanted, "id#ordinal id#ordinal …", in any order. */
static void expect(const char *query, const char *wanted)
{
	struct lim_results *r = search(query);
	size_t n = 0;
	char list[1000], *rest = list;
	snprintf(list, sizeof list, "%s", wanted);
	for (char *name; (name = strsep(&rest, " ")) != NULL && *name; n++) {
		bool found = false;
		for (size_t i = 0; i < r->n_hits; i++) {
			char hit[100];
			snprintf(hit, sizeof hit, "%s#%zu", r->hits[i].id, r->hits[i].ordinal);
			found |= strcmp(hit, name) == 0;
		}
		if (!found)
			fail_msg("%s: %s is not found", query, name);
	}
	if (n != r->n_hits)
		fail_msg("%s: wanted %zu, got %zu, %s#%zu first", query, n, r->n_hits, r->hits[0].id,
			r->hits[0].ordinal);
	uint64_t count;
	assert_int_equal(lim_count(searcher, query, strlen(query), &count, NULL), LIM_OK);
	assert_int_equal(count, r->total);
	lim_results_free(r);
}

static void expect_first(const char *query, const char *id, size_t ordinal)
{
	struct lim_results *r = search(query);
	assert_true(r->n_hits > 0);
	if (strcmp(r->hits[0].id, id) != 0 || r->hits[0].ordinal != ordinal)
		fail_msg("%s: %s#%zu is first", query, r->hits[0].id, r->hits[0].ordinal);
	lim_results_free(r);
}

static void words(void **state)
{
	(void)state;
	expect("élysée", "crise#1");
	expect("Elysee", "crise#1");
	expect("ELYSÉE", "crise#1");
	expect("desescalade", "crise#1");
	expect("l'ukraine", "crise#1");
	expect_first("être ou ne pas être", "hamlet", 0);	/* forms of être stand in others */
	expect("inexistant", "");
	expect("", "");
	expect("???", "");
	expect("maladie inexistante", "hamlet#1");
}

/* What the second stage is for. */
static void order(void **state)
{
	(void)state;
	expect_first("crise migratoire", "crise", 0);
	expect_first("crise palais", "crise", 2);
	expect_first("côte", "ciel", 0);
	expect_first("coté", "ciel", 2);
	expect_first("coter", "ciel", 2);
	expect_first("président de la république", "crise", 0);
	expect_first("macron libye", "libye", 0);
}

static void signs(void **state)
{
	(void)state;
	expect("-libye macron", "crise#2");
	expect("+macron +russe", "crise#2");
	expect("+macron inexistant", "crise#2 libye#0");
	expect("+inexistant macron", "");
	expect("macron ET libye", "libye#0");
	expect("royaume OU désescalade", "crise#1 hamlet#1");
	expect("macron SAUF russe", "libye#0");
	expect("(royaume OU macron) ET (prince OU palais)", "hamlet#1 crise#2");
	expect("danemark -(maladie OU rien)", "hamlet#0");
	expect("prince -question -maladie", "");
}

static void phrases(void **state)
{
	(void)state;
	expect("\"crise migratoire\"", "crise#0");
	expect("« la crise migratoire »", "crise#0");
	expect("\"président de la République\"", "crise#0");
	expect("\"président de la république\" SAUF crise", "");
	expect("\"président République\"", "");
	expect("\"être ou ne pas être\"", "hamlet#0");
	expect("\"ne pas\"", "hamlet#0");
	expect("\"pas ne\"", "");
	expect("\"migratoire crise\"", "");
	expect("\"crise à la frontière\"", "");
	expect("titre:\"crise à la frontière\"", "crise#0 crise#1 crise#2");
	expect("-\"crise migratoire\" +crise", "crise#2 crise#1");
	expect("+\"prince du danemark\"", "hamlet#0 hamlet#1");
	expect("macron \"crise migratoire\"", "crise#0 crise#2 libye#0");
	expect("+arc-en-ciel", "ciel#0");
	expect("\"arc en ciel\"", "ciel#0");
	expect("ciel -arc-en-ciel", "ciel#1");
	expect("+week-end", "libye#0");
	expect("\"un week-end pluvieux\"", "libye#0");
}

static void near(void **state)
{
	(void)state;
	expect("macron PRES/3 homologue", "crise#2");
	expect("homologue PRES/3 macron", "crise#2");
	expect("macron PRES/2 palais", "");
	expect("macron PRES palais", "crise#2");
	expect("macron PRES/4 russe PRES/4 palais", "crise#2");
	expect("\"crise migratoire\" PRES/6 (inexistant OU polonaise)", "crise#0");
}

static void forms(void **state)
{
	(void)state;
	expect("=cote", "ciel#0 ciel#2");
	expect("=côte", "ciel#0");
	expect("=coter", "ciel#2");
	expect("=\"la cote\"", "ciel#0 ciel#2");
	expect("migr*", "crise#0 crise#2 crise#1");
	expect("front*", "crise#0 crise#1 crise#2 libye#0");
	expect("frontalie*", "libye#0");
	expect("désesc*", "crise#1");
	expect("DESESC*", "crise#1");
	expect("l'ukr*", "crise#1");
	expect("+macron -rus*", "libye#0");
	expect("zzz*", "");
}

static void fields(void **state)
{
	(void)state;
	expect("titre:libye", "libye#0");
	expect("macron titre:libye", "libye#0");
	expect("macron -titre:libye", "crise#2");
	expect("titre:=libyen", "");
	expect("titre:migr*", "");
	expect("titre:front*", "crise#0 crise#1 crise#2");
	expect("macron auteur:dupont", "crise#2 libye#0");
	expect("macron auteur:\"Paul Dupont\"", "libye#0");
	expect("macron auteur:(jeanne OU inconnu)", "crise#2");
	expect("macron date:2020", "libye#0");
	expect("macron date:2021-11..2022", "crise#2");
	expect("macron date:..2019", "");
	expect("date:1865", "hamlet#0 hamlet#1");
	expect("macron type:html ext:.HTML dossier:Actualité", "crise#2 libye#0");
	expect("macron type:text", "");
	expect("prince type:text type:html", "hamlet#0 hamlet#1");
}

static void expect_shown(const char *query, const char *wanted)
{
	char got[1000] = "";
	struct lim_results *r = search(query);
	assert_true(r->n_hits > 0);
	const struct lim_hit *hit = &r->hits[0];
	size_t end = 0;
	for (size_t i = 0; i < hit->n_highlights; i++) {
		assert_true(hit->highlights[i].start >= end);
		end = hit->highlights[i].start + hit->highlights[i].len;
		assert_true(end <= hit->text_len);
		sprintf(got + strlen(got), "%.*s|", (int)hit->highlights[i].len,
			hit->text + hit->highlights[i].start);
	}
	if (strcmp(got, wanted) != 0)
		fail_msg("%s: wanted %s, got %s", query, wanted, got);
	lim_results_free(r);
}

static void highlights(void **state)
{
	(void)state;
	expect_shown("elysee desescalade", "Élysée|désescalade|");
	expect_shown("\"président de la république\"", "président|de|la|République|");
	expect_shown("migr* -libye", "migratoire|");
	expect_shown("=côte", "côte|");
	expect_shown("+macron -libye", "Macron|");
	expect_shown("\"week-end\"", "week-end|");
	expect_shown("l'ukraine", "Ukraine|");
	expect_shown("macron PRES/3 homologue", "Macron|homologue|");
}

static void copies(void **state)
{
	(void)state;
	struct lim_results *r = search("troupeau de vaches");
	assert_int_equal(r->n_hits, 1);
	assert_int_equal(r->total, 2);
	assert_string_equal(r->hits[0].id, "copie-1");
	assert_int_equal(r->hits[0].n_also, 1);
	assert_string_equal(r->hits[0].also[0].id, "copie-2");
	assert_int_equal(r->hits[0].also[0].ordinal, 0);
	lim_results_free(r);
	r = search("président");
	for (size_t i = 0; i < r->n_hits; i++)
		assert_int_equal(r->hits[i].n_also, 0);
	lim_results_free(r);
}

static void facts(void **state)
{
	(void)state;
	struct lim_search_options options = LIM_SEARCH_OPTIONS_DEFAULT;
	options.explain = true;
	struct lim_results *r = search_with(searcher, "désescalade", &options);
	assert_int_equal(r->n_hits, 1);
	const struct lim_hit *hit = &r->hits[0];
	assert_int_equal(hit->rank, 1);
	assert_string_equal(hit->title, "La crise à la frontière");
	assert_string_equal(hit->author, "Jeanne Dupont");
	assert_string_equal(hit->date, "2021-11-16");
	assert_string_equal(hit->heading, "Migrations");
	assert_null(hit->url);
	assert_string_equal(hit->text, articles[1].passages[1]);
	assert_int_equal(hit->end - hit->start, hit->text_len);
	assert_int_equal(hit->start, strlen(articles[1].passages[0]) + 2);
	assert_string_equal(r->explanations[0].stage, "parse");
	assert_string_equal(r->explanations[0].text, "[désescalade]");
	assert_non_null(strstr(r->explanations[1].text, "desescalad  passages 1"));
	assert_true(hit->n_features > 5);
	lim_results_free(r);
}

/* Values times weights are the score: of all hits in the pool, behind it, and in the fast ranking. */
static void scores_add_up(void **state)
{
	(void)state;
	static const char *const queries[] = {"frontière crise président", "depeche troupeau", "la", "+palais frontiere", "fr*"};
	for (size_t q = 0; q < 3 * sizeof queries / sizeof *queries; q++) {
		struct lim_search_options options = LIM_SEARCH_OPTIONS_DEFAULT;
		options.explain = true;
		options.pool = q % 3 == 1 ? 1 : 0;
		options.rank = q % 3 == 2 ? LIM_RANK_FAST : LIM_RANK_FULL;
		struct lim_results *r = search_with(searcher, queries[q / 3], &options);
		assert_true(r->n_hits > 0);
		for (size_t i = 0; i < r->n_hits; i++) {
			const struct lim_hit *hit = &r->hits[i];
			double sum = -hit->score;
			for (size_t f = 0; f < hit->n_features; f++)
				sum += hit->features[f].value * hit->features[f].weight;
			if (sum > 1e-9 || sum < -1e-9)
				fail_msg("%s: hit %zu of %g is short of %g", queries[q / 3], i, hit->score, sum);
			assert_int_equal(hit->n_features > 1, q % 3 == 0 || (q % 3 == 1 && i == 0));
		}
		lim_results_free(r);
	}
}

/* Words that go on where another ends are found by it, behind the word itself. */
static void families(void **state)
{
	(void)state;
	expect("jardins", "copie-1#1");
	expect("+jardins", "");
	expect("jardins rivière", "copie-1#1 ciel#2");
	expect_first("jardins rivière", "ciel", 2);
	expect("ouverts", "copie-1#1");		/* though its stem is that of ouvrir */
}

/* Words to the reader lead nowhere, unless there are no others. */
static void courteous(void **state)
{
	(void)state;
	expect_first("Prince, question, frontaliers", "hamlet", 0);
	expect_first("Bonjour, j'ai une question : frontaliers ?", "libye", 0);
	expect_first("Bonjour, j'ai une question", "hamlet", 0);
}

static void suggestions(void **state)
{
	(void)state;
	struct lim_results *r = search("desescalde");
	assert_string_equal(r->suggestion, "désescalade");
	lim_results_free(r);
	r = search("+polnaise \"crise migartoire\"");
	assert_string_equal(r->suggestion, "+polonaise \"crise migratoire\"");
	lim_results_free(r);
	r = search("xyzxyz");
	assert_null(r->suggestion);
	lim_results_free(r);
}

/* What is misspelt is searched as what is near, and said so; what is right is left alone. */
static void misspelt(void **state)
{
	(void)state;
	static const struct { const char *query, *wanted, *suggestion; } facts[] = {
		{"migratoir", "crise#0", NULL}, {"misgratoire", "crise#0", "migratoire"},
		{"lukraine", "crise#1", "l'ukraine"},
		{"dagence", "copie-1#0", "d'agence"}, {"kestion", "hamlet#0", "question"},
		{"pallais", "crise#2", "palais"}, {"pluvieus danemarc", "hamlet#0 hamlet#1 libye#0", "pluvieux danemark"},
		{"omologue", "crise#2", "homologue"}, {"frontaliers", "libye#0", NULL},
		{"desescalade", "crise#1", NULL}, {"DÉSESCALADE SAUF (xyz)", "crise#1", NULL},
		{"tete pluie", "ciel#0", NULL},		/* four letters: no other one is tried */
		{"+kestion (macrron OU xyz)", "", "+question (macron OU xyz)"}, {"xyzzyx macron", "crise#2 libye#0", NULL}};
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
		struct lim_results *r = search(facts[i].query);
		const char *got = r->suggestion, *wanted = facts[i].suggestion;
		if (!got != !wanted || (got && strcmp(got, wanted) != 0))
			fail_msg("%s: %s is suggested", facts[i].query, got ? got : "nothing");
		lim_results_free(r);
		expect(facts[i].query, facts[i].wanted);
	}
	/* Signs and quotes mean what they say. */
	expect("+misgratoire", "");
	expect("\"crise misgratoire\"", "");
	expect("=misgratoire", "");
}

static struct lim_results *search_similar(const char *id, const char *text)
{
	struct lim_results *r;
	assert_int_equal(lim_search_similar(searcher, id, text, text ? strlen(text) : 0, NULL, &r, NULL), LIM_OK);
	return r;
}

static void similar(void **state)
{
	(void)state;
	struct lim_results *r = search_similar("copie-1", NULL);
	assert_true(r->n_hits > 0);
	assert_string_equal(r->hits[0].id, "copie-2");
	for (size_t i = 0; i < r->n_hits; i++)
		assert_string_not_equal(r->hits[i].id, "copie-1");
	lim_results_free(r);
	/* Nothing in a text is an operator, and nothing of it is respelt. */
	r = search_similar(NULL, "Le SAUF troupeau de -vaches \"normandes ET +xyz dans la ville ( endormie");
	assert_true(r->n_hits > 0 && r->n_warnings == 0 && !r->suggestion);
	assert_string_equal(r->hits[0].id, "copie-1");
	lim_results_free(r);
	r = search_similar(NULL, "");
	assert_int_equal(r->n_hits, 0);
	lim_results_free(r);
	struct lim_error err;
	assert_int_equal(lim_search_similar(searcher, "none", NULL, 0, NULL, &r, &err), LIM_E_NOT_FOUND);
	assert_null(r);
	assert_non_null(strstr(err.message, "none"));
	/* A long text costs little more than its most telling words. */
	size_t size = (size_t)1 << 20;
	char *text = malloc(size + 32);
	assert_non_null(text);
	size_t len = 0;
	for (unsigned n = 0; len < size; n++)
		len += (size_t)sprintf(text + len, "mot%u troupeau ", n % 5000);
	assert_int_equal(lim_search_similar(searcher, NULL, text, len, NULL, &r, NULL), LIM_OK);
	assert_true(r->n_hits > 0);
	lim_results_free(r);
	free(text);
}

static void warnings(void **state)
{
	(void)state;
	static const char *const odd[] = {"-macron", "(macron", "\"macron", "m* macron", "ET macron", "foo:macron",
		"date:hier macron", "auteur:ma* macron", "macron \x01\x02", "titre:"};
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		struct lim_results *r = search(odd[i]);
		if (r->n_warnings == 0)
			fail_msg("no warning for %s", odd[i]);
		lim_results_free(r);
	}
	static const char *const plain[] = {"macron", "Paris - Lyon", "+macron -libye", "\"a b\"", "date:2021"};
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
		struct lim_results *r = search(plain[i]);
		if (r->n_warnings > 0)
			fail_msg("%s: %s", plain[i], r->warnings[0]);
		lim_results_free(r);
	}
}

/* Pages of three, one after another, are the answer in one piece; in both rankings, grouped or not. */
static void pages(void **state)
{
	(void)state;
	for (unsigned mode = 0; mode < 4; mode++) {
		struct lim_search_options options = {.count = 60, .pool = 20,
			.rank = mode & 1 ? LIM_RANK_FAST : LIM_RANK_FULL, .group_articles = mode & 2};
		struct lim_results *all = search_with(many, "rivière ancienne", &options), *page;
		assert_int_equal(all->total, 120);
		assert_int_equal(all->n_hits, mode & 2 ? 40 : 60);
		options.count = 3;
		for (size_t offset = 0; offset < all->n_hits; offset += 3) {
			options.offset = offset;
			page = search_with(many, "rivière ancienne", &options);
			for (size_t i = 0; i < page->n_hits && offset + i < all->n_hits; i++) {
				assert_string_equal(page->hits[i].text, all->hits[offset + i].text);
				assert_int_equal(page->hits[i].rank, offset + i + 1);
			}
			assert_true(page->n_hits == 3 || offset + 3 > all->n_hits);
			lim_results_free(page);
		}
		for (size_t i = 1; i < all->n_hits; i++) {
			assert_true(all->hits[i].score <= all->hits[i - 1].score);
			for (size_t j = 0; j < i && mode & 2; j++)
				assert_string_not_equal(all->hits[i].id, all->hits[j].id);
		}
		lim_results_free(all);
		options.offset = 1000;
		page = search_with(many, "rivière", &options);
		assert_int_equal(page->n_hits, 0);
		lim_results_free(page);
	}
}

/* What is verified best first, and what for each candidate: both find the same. */
static void later(void **state)
{
	(void)state;
	static const char *const queries[] = {"=rivière", "=riviere", "riv*", "rivi*", "\"une rivière\"", "\"l'ancienne\"",
		"=l'ancienne", "+\"rivière passe\" clocher", "rivière PRES/3 passe", "\"près du\" ET =clocher",
		"\"près du clocher\" SAUF \"du verger\"", "(\"du clocher\" OU \"du verger\")", "titre:prom*", "=passes"};
	for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
		struct lim_search_options options = LIM_SEARCH_OPTIONS_DEFAULT;
		uint64_t count;
		options.count = 200;
		struct lim_results *r = search_with(many, queries[i], &options);
		assert_int_equal(lim_count(many, queries[i], strlen(queries[i]), &count, NULL), LIM_OK);
		if (r->n_hits != count || r->total != count || r->total_estimated)
			fail_msg("%s: %zu found, %zu told, %zu counted", queries[i], r->n_hits, (size_t)r->total,
				(size_t)count);
		lim_results_free(r);
		/* A page is not enough to count all, where these are many. */
		options.count = 5;
		r = search_with(many, queries[i], &options);
		assert_int_equal(r->n_hits, count < 5 ? count : 5);
		assert_true(r->total_estimated || r->total == count);
		lim_results_free(r);
	}
}

static void check_text(const char *text)
{
	if (text)
		assert_int_equal(utf8_valid(text, strlen(text)), strlen(text));
}

/* Anything may be typed: nothing fails, nothing is invalid UTF-8, nothing takes long. */
static void hostile(void **state)
{
	(void)state;
	static const char *const pieces[] = {"macron", "libye", " ", " ", "+", "-", "=", "(", ")", "\"", "« ", " »",
		"a*", "fr*", ":", "titre:", "date:", "2020..", " ET ", " OU ", " SAUF ", " PRES/3 ", "la ", "l'",
		"\u00a0", "C++", "\xff", "\xc3", "auteur:(", "week-end", "\x01", "être", "=cote ", "\xe2\x80"};
	unsigned seed = 4711;
	for (unsigned round = 0; round < 3000; round++) {
		char text[600] = "";
		for (unsigned i = 0; i < 16; i++) {
			seed = seed * 1103515245 + 12345;
			strcat(text, pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
		}
		struct lim_search_options options = LIM_SEARCH_OPTIONS_DEFAULT;
		options.explain = round % 8 == 0;
		struct lim_results *r = search_with(searcher, text, &options);
		assert_true(!r->suggestion || strcmp(r->suggestion, text) != 0);
		for (size_t i = 0; i < r->n_warnings; i++)
			check_text(r->warnings[i]);
		for (size_t i = 0; i < r->n_explanations; i++)
			check_text(r->explanations[i].text);
		check_text(r->suggestion);
		lim_results_free(r);
	}
}

static void endless(void **state)
{
	(void)state;
	static const char *const pieces[] = {"mot%u ", "+mot%u ", "\"mot%u la\" ", "fr%u* ", "a%u PRES ", "-x%u ", "=cote%u "};
	const size_t size = 1 << 20;
	char *text = malloc(size + 64);
	assert_non_null(text);
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		size_t len = 0;
		for (unsigned n = 0; len < size; n++) {
			char piece[32];
			snprintf(piece, sizeof piece, pieces[i], n);
			len += (size_t)sprintf(text + len, "%s", piece);
		}
		struct lim_results *r;
		assert_int_equal(lim_search(searcher, text, len, NULL, &r, NULL), LIM_OK);
		assert_true(r->n_warnings > 0);
		lim_results_free(r);
	}
	free(text);
	/* A page of text is a query too: its rarest words are searched. */
	expect("macron", "crise#2 libye#0");
}

/* Forty articles of three passages about the same thing, none of them a copy. */
static void build_many(void)
{
	static char texts[40][3][400], ids[40][16];
	static struct test_article list[40];
	static const char *const nouns[] = {"moulin", "pont", "clocher", "verger", "lavoir", "château", "bois", "pré"};
	for (unsigned i = 0; i < 40; i++) {
		snprintf(ids[i], sizeof ids[i], "article-%u", i);
		list[i] = (struct test_article){.id = ids[i], .title = "Promenade"};
		for (unsigned k = 0; k < 3; k++) {
			unsigned n = 3 * i + k;
			snprintf(texts[i][k], sizeof texts[i][k], "%s rivière%s passe près du %s numéro %u, "
				"derrière le %s %u, puis du %s %u%s, et le %s en %u.", k ? "Une" : "L'ancienne",
				n % 3 ? "" : " ancienne", nouns[n % 8], n, nouns[n / 8 % 8], 7 * n + 1,
				nouns[n / 3 % 8], 13 * n + 5, n % 5 ? "" : " près de la rivière",
				nouns[n / 5 % 8], 1000 + n);
			list[i].passages[k] = texts[i][k];
		}
	}
	build_index(list, 40, many_dir);
}

static int open_all(void **state)
{
	(void)state;
	const char *dirs[] = {dir}, *many_dirs[] = {many_dir};
	build_index(articles, sizeof articles / sizeof *articles, dir);
	build_many();
	assert_int_equal(lim_searcher_open(dirs, 1, &searcher, NULL), LIM_OK);
	assert_int_equal(lim_searcher_open(many_dirs, 1, &many, NULL), LIM_OK);
	return 0;
}

static int close_all(void **state)
{
	(void)state;
	lim_searcher_close(searcher);
	lim_searcher_close(many);
	build_remove(dir);
	build_remove(many_dir);
	return 0;
}

static void no_index(void **state)
{
	(void)state;
	const char *dirs[] = {"/tmp/limier-test-no-such-index"};
	struct lim_searcher *none = (void *)&none;
	struct lim_error err;
	assert_int_equal(lim_searcher_open(dirs, 1, &none, &err), LIM_E_NOT_FOUND);
	assert_null(none);
	assert_non_null(strstr(err.message, "no-such-index"));
	lim_searcher_close(none);
	lim_results_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words), cmocka_unit_test(order), cmocka_unit_test(signs), cmocka_unit_test(phrases),
		cmocka_unit_test(near), cmocka_unit_test(forms), cmocka_unit_test(fields),
		cmocka_unit_test(highlights), cmocka_unit_test(copies), cmocka_unit_test(facts),
		cmocka_unit_test(scores_add_up), cmocka_unit_test(families), cmocka_unit_test(courteous), cmocka_unit_test(suggestions), cmocka_unit_test(misspelt), cmocka_unit_test(similar), cmocka_unit_test(warnings), cmocka_unit_test(pages), cmocka_unit_test(later),
		cmocka_unit_test(hostile), cmocka_unit_test(endless), cmocka_unit_test(no_index),
	};
	return cmocka_run_group_tests_name("query/search", tests, open_all, close_all);
}
