/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What needs no index: dates, near-duplicates, snippets, the features of a tiny text. */
#include "query/collapse.h"
#include "query/dates.h"
#include "query/glance.h"
#include "query/grams.h"
#include "query/highlight.h"
#include "query/rerank.h"
#include "query/snippet.h"
#include "query/spelling.h"
#include "tests/test.h"

static struct arena arena;
static struct analyzer *analyzer;
static struct map terms, words;
static struct plan plan;
static struct viewer viewer;

/* A plan that searches for up to two stems, the first the rarer one. */
static void search_for(const char *a, const char *b)
{
	const char *wanted[] = {a, b};
	arena_reset(&arena);
	map_reset(&terms);
	map_reset(&words);
	plan = (struct plan){.analyzer = analyzer, .arena = &arena, .term_map = &terms, .words = &words};
	plan.terms = arena_alloc(&arena, 2 * sizeof *plan.terms);
	for (unsigned i = 0; i < 2 && wanted[i]; i++) {
		uint32_t id;
		assert_int_equal(map_put(&terms, wanted[i], strlen(wanted[i]), &id), LIM_OK);
		plan.terms[id] = (struct term){.text = map_key(&terms, id), .unit = (uint8_t)i, .shown = true};
		plan.units[i] = (struct unit){.term = id, .count = 1, .idf = 3 - i, .boost = 1};
		plan.mass += 3 - i;
		plan.n_units++;
	}
	if (b)
		plan.pairs[plan.n_pairs++] = (struct unit_pair){0, 1};
	viewer = (struct viewer){.plan = &plan, .analyzer = analyzer, .folded = viewer.folded};
}

static double measure(const char *name, const char *text)
{
	struct view_tokens tokens = {0};
	struct ranked_article article = {0};
	struct ranking ranking = {.plan = &plan, .articles = &article};
	assert_int_equal(view_text(&viewer, text, strlen(text), &tokens), LIM_OK);
	struct ranked item = {.tokens = tokens, .in_text = view_units(&tokens)};
	double value = -1;
	for (size_t i = 0; i < n_features; i++)
		if (strcmp(features[i].name, name) == 0)
			value = features[i].value(&ranking, &item);
	free(tokens.items);
	assert_true(value >= 0);
	return value;
}

static double share_of(struct grams *grams, const char *text)
{
	struct gram_set set = {{0}};
	grams_find(grams, text, strlen(text), &set);
	return grams_share(grams, &set);
}

/* Four letters of one word each, its edges counted; what most candidates have weighs less. */
static void pieces(void **state)
{
	(void)state;
	static const char text[] = "voitue \xc3\xa9lectrique";
	struct element elements[] = {{.start = 0, .len = 6}, {.start = 7, .len = 11}, {.start = 0, .len = 6, .dropped = true}};
	struct leaf leaf = {.elements = elements, .n = 3};
	struct node root = {.kind = NODE_WORDS, .leaf = &leaf};
	struct grams grams;
	struct gram_set set = {{0}};
	plan = (struct plan){.text = text, .len = sizeof text - 1, .root = &root};
	grams_take(&grams, &plan);
	assert_int_equal(grams.n, 5 + 9);
	grams_find(&grams, "hydro\xc3\x89lectrique", 16, &set);
	grams_count(&grams, &set);
	grams_find(&grams, text, sizeof text - 1, &set);
	grams_count(&grams, &set);
	grams_weigh(&grams, 2);
	assert_true(share_of(&grams, text) > 0.999);
	assert_true(share_of(&grams, "La VOITUE, \xc3\x89lectrique\xe2\x80\xa6") > 0.999);
	assert_true(share_of(&grams, "voitures") > share_of(&grams, "voisin"));
	assert_true(share_of(&grams, "voitue") > share_of(&grams, "\xc3\xa9lect"));	/* the rarer one */
	assert_true(share_of(&grams, "electriq") == share_of(&grams, "e\xcc\x81lectriq"));
	assert_true(share_of(&grams, "voi tue, elec trique l'avoi ctriq\xff") < 0.9);
	assert_true(share_of(&grams, "oi tu el ec") == 0 && share_of(&grams, "\xc3") == 0 && share_of(&grams, "") == 0);
	plan.similar = true;
	grams_take(&grams, &plan);
	assert_int_equal(grams.n, 0);
	assert_true(share_of(&grams, text) == 0);
}

/* What a text is squeezed to, NULL where only the analysis can tell. */
static void glances(void **state)
{
	(void)state;
	static const struct { const char *text, *letters; } facts[] = {
		{"L’Été", "lete"}, {"E\u0301te\u0301", "ete"}, {"É\u00adté", "ete"}, {"week-end", "weekend"},
		{"O.N.U.", "onu"}, {"1\u202f000 €", NULL}, {"1\u202f000 F", "1000f"}, {"CŒUR, ex æquo", "coeurexaequo"},
		{"Strauß", "strauss"}, {"3 × 4 ÷ 2", "342"}, {"\ufb01n", NULL}, {"m²", NULL}, {"Łódź", NULL},
		{"ø", NULL}, {"\xc3", NULL}, {"\xe2\x80", NULL}, {"", ""}};
	struct buf squeezed;
	buf_init(&squeezed, 1000);
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
		bool known = glance_squeeze(facts[i].text, strlen(facts[i].text), &squeezed);
		if (known != (facts[i].letters != NULL) || (known && strcmp(squeezed.ptr, facts[i].letters) != 0))
			fail_msg("%s: got %s", facts[i].text, known ? squeezed.ptr : "nothing");
	}
	glance_squeeze("la vie", 6, &squeezed);
	assert_true(glance_holds(&squeezed, (struct lim_slice){"vie", 3}));
	assert_false(glance_holds(&squeezed, (struct lim_slice){"via", 3}));
	assert_true(glance_holds(&squeezed, (struct lim_slice){"x", 1}));
	buf_done(&squeezed);
}

static struct lim_slice slice(const char *text)
{
	return (struct lim_slice){text, strlen(text)};
}

static void distances(void **state)
{
	(void)state;
	static const struct { const char *a, *b; unsigned cost; } facts[] = {
		{"president", "president", 0}, {"president", "presidant", 10}, {"apartement", "appartement", 4},
		{"opital", "hopital", 5}, {"maisom", "maison", 10}, {"naison", "maison", 10}, {"maiso", "maison", 10},
		{"masion", "maison", 10}, {"zaison", "maison", 10}, {"mzison", "maison", 8}, {"", "a", 10}};
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
		assert_int_equal(spelling_distance(slice(facts[i].a), slice(facts[i].b), 20), facts[i].cost);
		assert_int_equal(spelling_distance(slice(facts[i].b), slice(facts[i].a), 20), facts[i].cost);
	}
	static const char *const alike[][2] = {{"farmacie", "pharmacie"}, {"mangeait", "manger"}, {"siense", "science"},
		{"chateau", "chato"}, {"cartier", "quartier"}, {"demin", "demain"}, {"resevoir", "resevoirs"},
		{"ortographe", "orthographe"}, {"bonne", "bone"}, {"silindre", "cylindre"}};
	for (size_t i = 0; i < sizeof alike / sizeof *alike; i++)
		if (!spelling_sounds_alike(slice(alike[i][0]), slice(alike[i][1])))
			fail_msg("%s does not sound like %s", alike[i][0], alike[i][1]);
	assert_false(spelling_sounds_alike(slice("maison"), slice("saison")));
	assert_false(spelling_sounds_alike(slice("cote"), slice("cotonnade")));
}

#define FAR "devant la porte de la vieille maison du village voisin pendant que passe le temps puis le soir "

static void features_order_texts(void **state)
{
	(void)state;
	search_for("chat", "noir");
	assert_true(measure("pairs", "Un chat noir dort.") > 0.1);
	assert_true(measure("pairs", "Un chat dort, il fait noir.") == 0);
	assert_true(measure("pairs", "Le chat de la noire.") > 0.1);
	assert_true(measure("pairs", "Le noir chat.") == 0);
	assert_true(measure("coverage", "Un chat noir.") > measure("coverage", "Un chat gris."));
	assert_true(measure("coverage", "Un chat gris.") > measure("coverage", "Un mur noir."));
	assert_true(measure("window", "Un chat noir.") > measure("window", "Un chat dort " FAR "noir."));
	assert_true(measure("exact", "Un chat, des chats.") > measure("exact", "Un chat."));
}

static void exact_forms_count(void **state)
{
	(void)state;
	search_for("elys", NULL);
	plan.units[0].n_forms = 1;
	plan.units[0].forms[0] = (struct form){{"élysée", 8}, {"elysee", 6}, true};
	double same = measure("exact", "Le palais de l’Élysée.");
	double capital = measure("exact", "Le palais de l'Elysée.");
	double bare = measure("exact", "Le palais de l'Elysee.");
	assert_true(same > capital && capital > bare && bare > 0);
	/* Typed without accents, all are as good as one another. */
	plan.units[0].forms[0] = (struct form){{"elysee", 6}, {"elysee", 6}, false};
	assert_true(measure("exact", "l'Élysée") == measure("exact", "l'Elysée"));
}

/* shown: the highlighted words, each followed by a bar. */
static struct lim_span choose(const char *text, char *shown)
{
	struct view_tokens tokens = {0};
	unsigned char marks[1000] = {0};
	struct lim_span spans[1000];
	struct lim_slice slice = {text, strlen(text)};
	assert_int_equal(view_text(&viewer, text, slice.len, &tokens), LIM_OK);
	highlight_mark(&plan, &tokens, marks);
	size_t n = highlight_spans(&tokens, marks, spans);
	*shown = 0;
	for (size_t i = 0; i < n; i++)
		sprintf(shown + strlen(shown), "%.*s|", (int)spans[i].len, text + spans[i].start);
	struct lim_span snippet = snippet_choose(&plan, slice, &tokens, marks);
	assert_true(snippet.start + snippet.len <= slice.len);
	free(tokens.items);
	return snippet;
}

#define FILLER "Le temps passe et rien ne se produit dans cette phrase qui ne sert qu'à remplir la page. "

static void snippets_show_words(void **state)
{
	(void)state;
	char shown[1000];
	search_for("chat", "noir");
	struct lim_span s = choose("Un chat noir.", shown);
	assert_string_equal(shown, "chat|noir|");
	assert_int_equal(s.len, strlen("Un chat noir."));
	const char *text = FILLER FILLER FILLER FILLER "Les chats de l'été sont noirs ! " FILLER FILLER FILLER;
	s = choose(text, shown);
	assert_string_equal(shown, "chats|noirs|");
	assert_int_equal(s.start, strstr(text, "Les chats") - text);
	assert_int_equal(text[s.start + s.len - 1], '.');
	text = FILLER FILLER FILLER FILLER "Les chats.";
	s = choose(text, shown);
	assert_int_equal(s.start + s.len, strlen(text));
	assert_true(s.len > 150);
	s = choose(FILLER FILLER FILLER FILLER, shown);
	assert_int_equal(s.start, 0);
	assert_true(s.len > 100 && s.len < 300);
	s = choose("", shown);
	assert_int_equal(s.len, 0);
}

/* Texts without blanks, sentences or even words: still whole characters and no more than allowed. */
static void snippets_of_odd_texts(void **state)
{
	(void)state;
	char shown[1000], text[4001] = "";
	search_for("chat", NULL);
	for (size_t i = 0; i < 2000; i++)
		memcpy(text + 2 * i, "é", 2);
	struct lim_span s = choose(text, shown);
	assert_true(s.len > 0 && s.len <= 2 * SNIPPET_CHARACTERS && s.len % 2 == 0);
	memset(text, '.', 4000);
	s = choose(text, shown);
	assert_true(s.len <= SNIPPET_CHARACTERS);
	memset(text, ' ', 4000);
	s = choose(text, shown);
	assert_true(s.len <= SNIPPET_CHARACTERS);
}

static uint32_t add(struct collapser *collapser, const char *text, const char *title)
{
	struct view_tokens tokens = {0};
	uint32_t number;
	assert_int_equal(view_text(&viewer, text, strlen(text), &tokens), LIM_OK);
	assert_int_equal(collapser_add(collapser, &tokens, title, &number), LIM_OK);
	free(tokens.items);
	return number;
}

static void copies_collapse(void **state)
{
	(void)state;
	struct collapser collapser;
	search_for("chat", NULL);
	assert_int_equal(collapser_init(&collapser, &arena, 10), LIM_OK);
	assert_int_equal(add(&collapser, FILLER "Le chat dort. " FILLER, "A"), COLLAPSER_NEW);
	assert_int_equal(add(&collapser, FILLER "Le chat dort. " FILLER, "B"), 0);
	assert_int_equal(add(&collapser, FILLER "LES CHATS COURENT ! " FILLER, "B"), COLLAPSER_NEW);
	assert_int_equal(add(&collapser, FILLER "LE CHAT DORT ! " FILLER, "B"), 0);
	assert_int_equal(add(&collapser, "Une tout autre phrase, et rien de commun.", "A"), COLLAPSER_NEW);
	assert_int_equal(add(&collapser, "Oui.", "Faut-il payer ?"), COLLAPSER_NEW);
	assert_int_equal(add(&collapser, "Oui.", "Faut-il partir ?"), COLLAPSER_NEW);
	assert_int_equal(add(&collapser, "Oui.", "Faut-il payer ?"), 3);
	assert_int_equal(add(&collapser, "", NULL), COLLAPSER_NEW);
}

static void dates(void **state)
{
	(void)state;
	static const struct {
		const char *text, *from, *to;
	} facts[] = {
		{"2021", "2021", "2021"}, {"2021-11", "2021-11", "2021-11"}, {"11/2021", "2021-11", "2021-11"},
		{"6/1/2021", "2021-01-06", "2021-01-06"}, {"16.11.2021", "2021-11-16", "2021-11-16"},
		{"2020..2021", "2020", "2021"}, {"2020..", "2020", NULL}, {"..2020-02", NULL, "2020-02"},
		{"..", "-", "-"}, {"", "-", "-"}, {"21", "-", "-"}, {"2021-13", "-", "-"},
		{"2021-", "-", "-"}, {"-2021", "-", "-"}, {"2021-1/2", "-", "-"}, {"20211", "-", "-"},
		{"2020...2021", "-", "-"}, {"1/2/3/4", "-", "-"}, {"2021-00-01", "-", "-"},
	};
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
		const char *from = "-", *to = "-";
		if (!parse_dates((struct lim_slice){facts[i].text, strlen(facts[i].text)}, &arena, &from, &to))
			from = to = "-";
		assert_string_equal(from ? from : "", facts[i].from ? facts[i].from : "");
		assert_string_equal(to ? to : "", facts[i].to ? facts[i].to : "");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces), cmocka_unit_test(glances), cmocka_unit_test(distances), cmocka_unit_test(features_order_texts),
		cmocka_unit_test(exact_forms_count),
		cmocka_unit_test(snippets_show_words),
		cmocka_unit_test(snippets_of_odd_texts),
		cmocka_unit_test(copies_collapse),
		cmocka_unit_test(dates),
	};
	arena_init(&arena, (size_t)64 << 20);
	map_init(&terms, (size_t)1 << 20);
	map_init(&words, (size_t)1 << 20);
	buf_init(&viewer.folded, 4096);
	if (analyzer_new(&analyzer, NULL) != LIM_OK)
		return 1;
	int failed = cmocka_run_group_tests_name("query/text", tests, NULL, NULL);
	analyzer_free(analyzer);
	buf_done(&viewer.folded);
	map_done(&terms);
	map_done(&words);
	arena_done(&arena);
	return failed;
}
