/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Words that letters and messages begin and end with, as any guide to correspondence has them, and those
 * that people abbreviate so. Folded, two words with a blank between; in the order of their bytes.
 */
#include "stemmer/table.h"

#define C COURTESY
#define L COURTESY_LINKED
#define Y COURTESY_TO_YOU
#define I COURTESY_BY_ME
#define P COURTESY_PRONOUN

static const struct table_entry entries[] = {
	{"agreable", L}, {"agreer", L}, {"aide", Y}, {"aident", Y}, {"aider", Y}, {"aidera", Y},
	{"aiderait", Y}, {"aiderez", Y}, {"aideriez", Y}, {"aimable", L}, {"aimablement", L},
	{"aimerai", I}, {"aimerais", C}, {"aimerions", C}, {"allo", C}, {"amabilite", L},
	{"amicalement", L}, {"amities", L}, {"apprecierais", C}, {"apprendre", Y}, {"attente", L},
	{"auriez", C}, {"avance", L}, {"avis", Y}, {"beaucoup", L}, {"besoin", I}, {"bien", L},
	{"bien amicalement", C}, {"bien cordialement", C}, {"bises", C}, {"bisous", C}, {"biz", C},
	{"bjr", C}, {"bonjour", C}, {"bonne continuation", C}, {"bonne journee", C},
	{"bonne reception", C}, {"bonne soiree", C}, {"bonsoir", C}, {"bsr", C}, {"cdlt", C},
	{"cdt", C}, {"cherchais", I}, {"cherche", I}, {"cherchons", I}, {"clarifier", Y},
	{"communiquer", Y}, {"comprehension", L}, {"comprendre", L}, {"comprends", I},
	{"confirmer", Y}, {"connaissez", C}, {"connaitre", L}, {"conseil", Y}, {"conseiller", Y},
	{"conseils", Y}, {"consideration", L}, {"contacte", I}, {"cordialement", C},
	{"cordialement votre", C}, {"cordiales", L}, {"coucou", C}, {"curieuse", L}, {"curieux", L},
	{"curiosite", L}, {"demandais", I}, {"demande", I}, {"demander", Y}, {"desirais", I},
	{"desire", I}, {"desirerais", C}, {"desirons", I}, {"dire", Y}, {"diriger", Y}, {"dis moi", C},
	{"dise", Y}, {"disponibilite", L}, {"distinguees", L}, {"distingues", L}, {"dites", Y},
	{"dites moi", C}, {"donne moi", C}, {"donnez moi", C}, {"eclaircissement", L},
	{"eclaircissements", L}, {"eclaire", Y}, {"eclairer", Y}, {"ecrire", Y}, {"ecris", I},
	{"esperant", L}, {"espere", I}, {"excellente journee", C}, {"explique", Y},
	{"explique moi", C}, {"expliquent", Y}, {"expliquer", Y}, {"expression", L}, {"fournir", Y},
	{"gentil", L}, {"gentillesse", L}, {"gentiment", L}, {"guider", Y}, {"hello", C}, {"help", C},
	{"hesite", I}, {"heureux", L}, {"idee", L}, {"indique", Y}, {"indiquer", Y}, {"indiquez", C},
	{"infiniment", L}, {"info", L}, {"information", L}, {"informations", L}, {"informe", Y},
	{"informer", Y}, {"informez", Y}, {"infos", L}, {"interesse", Y}, {"interrogation", L},
	{"interrogations", L}, {"interroge", I}, {"m", P}, {"madame", L}, {"mademoiselle", L},
	{"me", P}, {"merci", C}, {"mercis", C}, {"mesdames", L}, {"messieurs", L}, {"monsieur", L},
	{"mr", L}, {"mrc", C}, {"nous", P}, {"orienter", Y}, {"par curiosite", C}, {"parler", Y},
	{"patience", L}, {"permets", C}, {"petit probleme", C}, {"petit souci", C},
	{"petite interrogation", C}, {"petite question", C}, {"peut", L}, {"peux", L},
	{"possible", L}, {"pourrais", L}, {"pourrait", L}, {"pourriez", C}, {"pouvez", C},
	{"precieuse", L}, {"precieux", L}, {"preciser", Y}, {"precisions", L}, {"preneur", L},
	{"preneuse", L}, {"prie", I}, {"puis", L}, {"quelqu", C}, {"question", L}, {"questionne", I},
	{"questions", L}, {"ravi", L}, {"re bonjour", C}, {"rebonjour", C}, {"reconnaissant", L},
	{"reconnaissante", L}, {"remercie", C}, {"remerciements", C}, {"remercier", Y},
	{"remercions", C}, {"renseigne", Y}, {"renseignement", L}, {"renseignements", L},
	{"renseigner", Y}, {"repondre", Y}, {"repondrez", Y}, {"reponse", L}, {"reponses", L},
	{"respectueusement", L}, {"respectueuses", L}, {"retour", Y}, {"sais", I}, {"salut", C},
	{"salutations", C}, {"saurait", L}, {"sauriez", C}, {"savez", C}, {"savoir", L},
	{"sentiments", L}, {"sincerement", L}, {"sinceres", L}, {"slt", C}, {"sollicite", I},
	{"souci", L}, {"souhaitais", I}, {"souhaite", I}, {"souhaiterais", C}, {"souhaiterions", C},
	{"souhaitons", I}, {"stp", C}, {"sujet", L}, {"svp", C}, {"te", P}, {"urgent", L},
	{"veuillez", C}, {"veux", I}, {"volontiers", L}, {"vos", P}, {"votre", P}, {"voudrais", C},
	{"voudrions", C}, {"voulais", I}, {"vous", P}, {"vous plait", C},
};

const struct table table_courtesy = {entries, sizeof entries / sizeof *entries};
