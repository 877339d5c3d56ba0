/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one way in: every function of the C interface runs its body inside guard(), so that no
 * exception ever reaches C.
 */
#ifndef XAPIAN_C_GUARD_HH
#define XAPIAN_C_GUARD_HH

#include "xapian-c/xapian-c.h"

#include <string>
#include <utility>

namespace xc {

/* An error of our own on its way to the guard. */
struct Failure {
	int status;
	std::string message;
};

/* A callback asked to stop. */
struct Stop {
};

[[noreturn]] inline void fail(int status, std::string message)
{
	throw Failure{status, std::move(message)};
}

/* XC_E_IO, or XC_E_NOT_FOUND for ENOENT, with the system's words for errno. */
[[noreturn]] void fail_errno(const std::string &what);

inline void require(bool condition, const char *message)
{
	if (!condition)
		fail(XC_E_ARGUMENT, message);
}

/* A callback answered: non-zero means stop. */
inline void heed(int answer)
{
	if (answer != 0)
		throw Stop{};
}

/*
 * Inside a handler: the status of the exception in flight, described in *err unless that is NULL.
 * doing, unless empty, says what was being done, and on what.
 */
int caught(struct xc_error *err, const char *doing) noexcept;

/* Runs body(), which returns a status and may change doing as it goes along. */
template <class Body>
int guard(struct xc_error *err, const char *const &doing, Body body) noexcept
{
	try {
		return body();
	} catch (...) {
		return caught(err, doing);
	}
}

/* A borrowed std::string, valid as long as s. */
inline struct xc_slice slice(const std::string &s)
{
	return {s.data(), s.size()};
}

/* A string from bytes that may be NULL when there are none. */
inline std::string text(const char *data, size_t len)
{
	require(data != nullptr || len == 0, "bytes are missing: NULL with a length");
	return len == 0 ? std::string() : std::string(data, len);
}

/* Room for len bytes and a closing zero in the caller's buffer, or std::bad_alloc. */
void reserve(struct xc_bytes *out, size_t len);
/* Fills the caller's buffer or throws std::bad_alloc. */
void put(struct xc_bytes *out, const std::string &s);

} // namespace xc

#endif
