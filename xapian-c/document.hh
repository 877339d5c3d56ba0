/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A document on its way in: refused early and with a reason, or made Xapian's. */
#ifndef XAPIAN_C_DOCUMENT_HH
#define XAPIAN_C_DOCUMENT_HH

#include "xapian-c/guard.hh"

#include <xapian.h>

namespace xc {

/*
 * Xapian finds out only when a batch is written that a key is too long, by which time a thousand
 * documents are lost; so everything is verified before anything is changed.
 */
void verify_document(const struct xc_document &doc);
void verify_metadata(const char *key, size_t key_len, const char *value, size_t value_len);

/* Of a verified document. */
Xapian::Document to_xapian(const struct xc_document &doc);
/* Bytes it will keep busy until they are written, roughly. */
size_t footprint(const struct xc_document &doc);

} // namespace xc

#endif
