/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * French stop words, chosen for Limier from the closed classes of any grammar: articles,
 * demonstratives, possessives, personal, relative and interrogative pronouns, the prepositions and
 * conjunctions that only link, negation, and the forms of être and avoir.
 *
 * Left out because they carry meaning, alone or by their double: prepositions that oppose or place
 * (sans, contre, avant, après, hors), quantities (plus, moins, tout, peu), été, avions, fût, or,
 * dû, sûr. Accents decide: des and dès, but not dés; du but not dû. a is the verb, and à typed
 * without its accent. In the order of their bytes.
 */
#include "stemmer/table.h"

#define S STOP_ALWAYS
#define A STOP_ARTICLE
#define H STOP_HOMOGRAPH

static const struct table_entry entries[] = {
	{"a", S}, {"ai", S}, {"aie", S}, {"aient", S}, {"aies", S}, {"ait", S}, {"as", H},
	{"au", A}, {"auquel", S}, {"aura", H}, {"aurai", S}, {"auraient", S}, {"aurais", S},
	{"aurait", S}, {"auras", S}, {"aurez", S}, {"auriez", S}, {"aurions", S}, {"aurons", S},
	{"auront", S}, {"aux", A}, {"auxquelles", S}, {"auxquels", S}, {"avaient", S},
	{"avais", S}, {"avait", S}, {"avec", S}, {"avez", S}, {"aviez", S}, {"avoir", H},
	{"avons", S}, {"ayant", S}, {"ayez", S}, {"ayons", S}, {"c", S}, {"car", H}, {"ce", A},
	{"ceci", S}, {"cela", S}, {"celle", S}, {"celles", S}, {"celui", S}, {"ces", A},
	{"cet", A}, {"cette", A}, {"ceux", S}, {"chez", S}, {"ci", S}, {"combien", S},
	{"comme", S}, {"comment", S}, {"d", S}, {"dans", S}, {"de", S}, {"depuis", S},
	{"des", A}, {"desquelles", S}, {"desquels", S}, {"donc", S}, {"dont", S}, {"du", A},
	{"duquel", S}, {"dès", S}, {"elle", S}, {"elles", S}, {"en", S}, {"entre", S}, {"es", S},
	{"est", H}, {"et", S}, {"eu", S}, {"eurent", S}, {"eus", S}, {"eusse", S},
	{"eussent", S}, {"eusses", S}, {"eussiez", S}, {"eussions", S}, {"eut", S}, {"eux", S},
	{"eûmes", S}, {"eût", S}, {"eûtes", S}, {"furent", S}, {"fus", S}, {"fusse", S},
	{"fussent", S}, {"fusses", S}, {"fussiez", S}, {"fussions", S}, {"fut", S}, {"fûmes", S},
	{"fûtes", S}, {"il", S}, {"ils", S}, {"j", S}, {"je", S}, {"jusqu", S}, {"jusque", S},
	{"l", S}, {"la", A}, {"laquelle", S}, {"le", A}, {"lequel", S}, {"les", A},
	{"lesquelles", S}, {"lesquels", S}, {"leur", S}, {"leurs", S}, {"lors", S},
	{"lorsqu", S}, {"lorsque", S}, {"lui", S}, {"là", S}, {"m", S}, {"ma", S}, {"mais", S},
	{"me", S}, {"mes", S}, {"moi", H}, {"mon", S}, {"n", S}, {"ne", S}, {"ni", S}, {"no", S},
	{"nos", S}, {"notre", S}, {"nous", S}, {"on", S}, {"ont", S}, {"ou", S}, {"où", S},
	{"par", S}, {"parce", S}, {"pas", H}, {"pour", S}, {"pourquoi", S}, {"puisqu", S},
	{"puisque", S}, {"qu", S}, {"quand", S}, {"que", S}, {"quel", S}, {"quelle", S},
	{"quelles", S}, {"quels", S}, {"qui", S}, {"quoi", S}, {"quoiqu", S}, {"quoique", S},
	{"s", S}, {"sa", S}, {"se", S}, {"sera", S}, {"serai", S}, {"seraient", S},
	{"serais", S}, {"serait", S}, {"seras", S}, {"serez", S}, {"seriez", S}, {"serions", S},
	{"serons", S}, {"seront", S}, {"ses", S}, {"si", S}, {"soi", S}, {"soient", S},
	{"sois", S}, {"soit", S}, {"sommes", H}, {"son", H}, {"sont", S}, {"sous", H},
	{"soyez", S}, {"soyons", S}, {"suis", S}, {"sur", S}, {"t", S}, {"ta", S}, {"te", S},
	{"tes", S}, {"toi", S}, {"ton", H}, {"très", S}, {"tu", S}, {"un", A}, {"une", A},
	{"vers", H}, {"voici", S}, {"voilà", S}, {"vos", S}, {"votre", S}, {"vous", S}, {"y", S},
	{"à", S}, {"ç", S}, {"ça", S}, {"étaient", S}, {"étais", S}, {"était", S}, {"étant", S},
	{"étiez", S}, {"étions", S}, {"êtes", S}, {"être", H},
};

const struct table table_stop = {entries, sizeof entries / sizeof *entries};
