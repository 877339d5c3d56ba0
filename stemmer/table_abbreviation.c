/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Abbreviations that end with a point, without it. A word in lower case stands for any case, one
 * with a capital for itself only (Me Dupont is a lawyer, me is no abbreviation). Collected for
 * Limier: titles, references, months, measures, grammar and law, as in newspapers, dictionaries and
 * codes. In the order of their bytes.
 */
#include "stemmer/table.h"

#define I ABBREVIATION_INSIDE
#define C ABBREVIATION_CAPITAL

static const struct table_entry entries[] = {
	{"M", I}, {"MM", I}, {"Me", I}, {"Mr", I}, {"Ph", I}, {"Th", I}, {"adj", C}, {"adv", C}, {"al", C},
	{"alin", C}, {"all", C}, {"anat", C}, {"anc", C}, {"angl", C}, {"annot", C}, {"ap", C},
	{"app", C}, {"approx", I}, {"apr", I}, {"arr", C}, {"art", C}, {"arts", C}, {"ass", I},
	{"auj", C}, {"av", I}, {"avr", C}, {"bd", I}, {"bibl", C}, {"bld", I}, {"bot", C},
	{"boul", I}, {"bull", C}, {"c", I}, {"c-à-d", I}, {"c.-à-d", I}, {"ca", I}, {"capt", I},
	{"cass", I}, {"cdt", I}, {"cf", I}, {"ch", I}, {"chap", C}, {"chim", C}, {"cie", C},
	{"cit", C}, {"civ", I}, {"cl", C}, {"cm", C}, {"cne", I}, {"col", C}, {"coll", I},
	{"com", I}, {"conj", C}, {"crim", I}, {"càd", I}, {"dec", C}, {"dept", C}, {"dir", I},
	{"dl", C}, {"dr", I}, {"drs", I}, {"dz", C}, {"déc", C}, {"dép", C}, {"dépt", C},
	{"e.g", I}, {"ed", I}, {"env", C}, {"esp", C}, {"etc", C}, {"ets", C}, {"ex", I}, {"exc", I},
	{"f", C}, {"fax", C}, {"fem", C}, {"fev", C}, {"fevr", C}, {"ff", C}, {"fg", I},
	{"fig", C}, {"fol", C}, {"foll", C}, {"fr", C}, {"fém", C}, {"fév", C}, {"févr", C},
	{"g", C}, {"gr", C}, {"géogr", C}, {"géol", C}, {"h", C}, {"ha", C}, {"hab", C},
	{"hist", C}, {"hl", C}, {"i.e", I}, {"ibid", C}, {"ibidem", C}, {"id", C}, {"inc", C},
	{"ital", C}, {"j.-c", C}, {"janv", C}, {"jc", C}, {"jr", C}, {"juil", C}, {"juill", C},
	{"jur", C}, {"kg", C}, {"km", C}, {"l", C}, {"lat", C}, {"livr", C}, {"loc", C},
	{"lt", I}, {"ltd", C}, {"m", C}, {"masc", C}, {"math", C}, {"max", C}, {"mgr", I},
	{"mgrs", I}, {"milit", C}, {"min", C}, {"ml", C}, {"mlle", I}, {"mlles", I}, {"mm", C},
	{"mme", I}, {"mmes", I}, {"mod", C}, {"mr", I}, {"ms", C}, {"mss", C}, {"méd", C},
	{"n", C}, {"nb", C}, {"nbre", C}, {"no", C}, {"nos", C}, {"nov", C}, {"num", C},
	{"oct", C}, {"op", I}, {"p", C}, {"p.ex", I}, {"pag", C}, {"par", C}, {"paragr", C},
	{"phys", C}, {"pl", I}, {"plr", C}, {"plur", C}, {"pp", C}, {"pr", I}, {"pron", C},
	{"prov", C}, {"prs", I}, {"préf", I}, {"prép", C}, {"rem", C}, {"req", I}, {"rev", C},
	{"rte", I}, {"rub", C}, {"réf", I}, {"s", C}, {"s.-e", I}, {"s.a", C}, {"s.d", C},
	{"s.l", C}, {"s.t", I}, {"sec", C}, {"sect", C}, {"sept", C}, {"sgt", I}, {"sing", C},
	{"soc", I}, {"sq", C}, {"sqq", C}, {"sr", C}, {"ss", C}, {"st", I}, {"ste", I},
	{"stes", I}, {"sts", I}, {"sté", C}, {"subst", C}, {"suiv", C}, {"syn", C}, {"t", C}, {"tabl", C},
	{"trad", I}, {"tél", C}, {"v", I}, {"vol", C}, {"vs", I}, {"vve", I}, {"vén", I},
	{"zool", C}, {"§", C}, {"éd", I},
};

const struct table table_abbreviation = {entries, sizeof entries / sizeof *entries};
