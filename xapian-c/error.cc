/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Exceptions become a status and a sentence; also the names and versions. */
#include "xapian-c/guard.hh"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <new>
#include <system_error>

#include <xapian.h>

namespace xc {

static void report(struct xc_error *err, int status, const char *doing, const char *what,
	const char *cause) noexcept
{
	if (err == nullptr)
		return;
	err->status = status;
	snprintf(err->message, sizeof err->message, "%s%s%s%s%s", doing, *doing ? ": " : "", what,
		*cause ? ": " : "", cause);
}

/* What the failing system call said, or "" when it was none. */
static std::string system_words(const Xapian::Error &e)
{
	const char *words = e.get_error_string();
	return words != nullptr ? words : "";
}

/*
 * The status of the Xapian::Error in flight, the more special classes before those they are derived
 * from. They have no virtual function, so only a handler can tell them apart.
 */
static int xapian_status(const std::string &words)
{
	try {
		throw;
	} catch (const Xapian::DatabaseNotFoundError &) {
		return XC_E_NOT_FOUND;
	} catch (const Xapian::DocNotFoundError &) {
		return XC_E_NOT_FOUND;
	} catch (const Xapian::DatabaseVersionError &) {
		return XC_E_VERSION;
	} catch (const Xapian::DatabaseCorruptError &) {
		return XC_E_DAMAGED;
	} catch (const Xapian::DatabaseLockError &) {
		return XC_E_LOCKED;
	} catch (const Xapian::DatabaseModifiedError &) {
		return XC_E_MODIFIED;
	} catch (const Xapian::DatabaseError &) {
		/* Where no system call failed, the files are not what they should be. */
		if (words.empty())
			return XC_E_DAMAGED;
		return words == strerror(ENOENT) ? XC_E_NOT_FOUND : XC_E_IO;
	} catch (const Xapian::NetworkError &) {
		return XC_E_IO;
	} catch (const Xapian::UnimplementedError &) {
		return XC_E_UNSUPPORTED;
	} catch (const Xapian::FeatureUnavailableError &) {
		return XC_E_UNSUPPORTED;
	} catch (const Xapian::RangeError &) {
		return XC_E_LIMIT;
	} catch (const Xapian::InvalidArgumentError &) {
		return XC_E_ARGUMENT;
	} catch (const Xapian::InvalidOperationError &) {
		return XC_E_ARGUMENT;
	} catch (...) {
		return XC_E_INTERNAL;
	}
}

/* Rethrows what is in flight to find out what it is; describing it may itself run out of memory. */
static int describe(struct xc_error *err, const char *doing)
{
	try {
		throw;
	} catch (const Stop &) {
		return XC_STOPPED;
	} catch (const Failure &e) {
		report(err, e.status, doing, e.message.c_str(), "");
		return e.status;
	} catch (const Xapian::Error &e) {
		const std::string words = system_words(e);
		const int status = xapian_status(words);
		report(err, status, doing, e.get_msg().c_str(), words.c_str());
		return status;
	} catch (const std::bad_alloc &) {
		report(err, XC_E_MEMORY, doing, "not enough memory", "");
		return XC_E_MEMORY;
	} catch (const std::system_error &e) {
		report(err, XC_E_IO, doing, e.what(), "");
		return XC_E_IO;
	} catch (const std::exception &e) {
		report(err, XC_E_INTERNAL, doing, e.what(), "");
		return XC_E_INTERNAL;
	} catch (...) {
		report(err, XC_E_INTERNAL, doing, "unknown exception", "");
		return XC_E_INTERNAL;
	}
}

int caught(struct xc_error *err, const char *doing) noexcept
{
	try {
		return describe(err, doing);
	} catch (...) {
		report(err, XC_E_MEMORY, doing, "not enough memory", "");
		return XC_E_MEMORY;
	}
}

void fail_errno(const std::string &what)
{
	int e = errno;
	fail(e == ENOENT ? XC_E_NOT_FOUND : XC_E_IO, what + ": " + strerror(e));
}

} // namespace xc

const char *xc_version(void)
{
	return XC_VERSION;
}

const char *xc_xapian_version(void)
{
	return Xapian::version_string();
}

const char *xc_status_name(int status)
{
	switch (status) {
	case XC_OK:
		return "success";
	case XC_STOPPED:
		return "stopped";
	case XC_NONE:
		return "none";
	case XC_E_ARGUMENT:
		return "wrong argument";
	case XC_E_MEMORY:
		return "not enough memory";
	case XC_E_IO:
		return "input/output error";
	case XC_E_NOT_FOUND:
		return "not found";
	case XC_E_DAMAGED:
		return "damaged";
	case XC_E_VERSION:
		return "unknown format version";
	case XC_E_LOCKED:
		return "locked";
	case XC_E_MODIFIED:
		return "changed meanwhile";
	case XC_E_LIMIT:
		return "limit exceeded";
	case XC_E_UNSUPPORTED:
		return "not supported";
	case XC_E_INTERNAL:
		return "internal error";
	}
	return "unknown status";
}
