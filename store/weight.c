/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/weight.h"

/*
 * The term-frequency half of BM25 (S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework:
 * BM25 and Beyond", Foundations and Trends in Information Retrieval 3(4), 2009, equation 3.15):
 *
 *	tf / (tf + k1 · (1 − b + b · length / mean length))
 *
 * which lies in 0 … 1 and is stored in 127ths. Passages are nearly of one length, so that the mean is a
 * constant: that of a collection is known only after its last passage, and changes with each segment.
 */
#define K1 0.9
#define B 0.4
#define MEAN_LENGTH 110.0

uint32_t weight_of(enum store_field field, uint32_t frequency, uint32_t length)
{
	if (frequency == 0)
		return 0;
	/* Titles are short whatever the passage is: their length says nothing. */
	double b = field == FIELD_TEXT ? B : 0;
	double k = K1 * (1 - b + b * length / MEAN_LENGTH);
	uint32_t weight = (uint32_t)(WEIGHT_MAX * (frequency / (frequency + k)) + 0.5);
	return weight > 0 ? weight : 1;
}
