/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/document.hh"

#include <cstring>

namespace xc {

/* An item of a table has 65535 parts of about 2000 bytes at most. */
static constexpr size_t max_item = 100u << 20;

/* Zero bytes are doubled in the key, which also has to hold a document id behind the term. */
static size_t key_length(const char *term, size_t len)
{
	size_t n = len;
	for (const char *end = term + len;
		(term = static_cast<const char *>(memchr(term, 0, end - term))) != nullptr; term++)
		n++;
	return n;
}

static void verify_term(const struct xc_term &term)
{
	require(term.text != nullptr && term.len != 0, "a term is empty");
	if (term.len > XC_MAX_TERM || key_length(term.text, term.len) > XC_MAX_TERM)
		fail(XC_E_ARGUMENT, "a term has " + std::to_string(term.len) +
				" bytes, more than " + std::to_string(XC_MAX_TERM) +
				" (zero bytes count twice)");
}

static void verify_terms(const struct xc_document &doc)
{
	require(doc.terms != nullptr || doc.n_terms == 0, "the terms are missing");
	uint64_t length = 0;
	for (size_t i = 0; i < doc.n_terms; i++) {
		/* With a memo it has been here before. */
		if (doc.terms[i].memo == nullptr || *doc.terms[i].memo == 0)
			verify_term(doc.terms[i]);
		length += doc.terms[i].wdf;
	}
	if (length > UINT32_MAX)
		fail(XC_E_LIMIT, "the wdf of the document add up to more than 32 bits");
}

static void verify_values(const struct xc_document &doc)
{
	require(doc.values != nullptr || doc.n_values == 0, "the values are missing");
	for (size_t i = 0; i < doc.n_values; i++) {
		const struct xc_value &value = doc.values[i];
		require(value.slot != Xapian::BAD_VALUENO, "a slot is out of range");
		require(value.data != nullptr || value.len == 0, "a value is missing");
		if (value.len > max_item)
			fail(XC_E_LIMIT, "a value has more than 100 MB");
	}
}

void verify_document(const struct xc_document &doc)
{
	verify_terms(doc);
	verify_values(doc);
	require(doc.data != nullptr || doc.data_len == 0, "the data is missing");
	if (doc.data_len > max_item)
		fail(XC_E_LIMIT, "the data has more than 100 MB");
}

void verify_metadata(const char *key, size_t key_len, const char *value, size_t value_len)
{
	require(key != nullptr && key_len != 0, "the key is empty");
	require(value != nullptr && value_len != 0, "the value is empty");
	if (key_len > XC_MAX_TERM)
		fail(XC_E_ARGUMENT, "the key has " + std::to_string(key_len) +
				" bytes, more than " + std::to_string(XC_MAX_TERM));
	if (value_len > max_item)
		fail(XC_E_LIMIT, "the value has more than 100 MB");
}

Xapian::Document to_xapian(const struct xc_document &doc)
{
	Xapian::Document made;
	for (size_t i = 0; i < doc.n_terms; i++)
		made.add_term(text(doc.terms[i].text, doc.terms[i].len), doc.terms[i].wdf);
	for (size_t i = 0; i < doc.n_values; i++)
		made.add_value(doc.values[i].slot, text(doc.values[i].data, doc.values[i].len));
	if (doc.data_len != 0)
		made.set_data(text(doc.data, doc.data_len));
	return made;
}

/* The overheads are those of the trees in which Xapian collects a batch. */
size_t footprint(const struct xc_document &doc)
{
	size_t bytes = 256;
	for (size_t i = 0; i < doc.n_terms; i++)
		bytes += 96 + doc.terms[i].len;
	for (size_t i = 0; i < doc.n_values; i++)
		bytes += 96 + doc.values[i].len;
	return bytes;
}

} // namespace xc
