/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "corpus/binary.h"

#include <stdbool.h>
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "corpus/encoding.h"

#define MAGIC(bytes) bytes, sizeof bytes - 1

/* weak: such letters may start a text, so control characters have to be there as well. */
static const struct {
	size_t at;
	const char *bytes;
	size_t len;
	bool weak;
	const char *kind;
} magics[] = {
	{0, MAGIC("%PDF-"), false, N_("a PDF document")},
	{38, MAGIC("application/vnd.oasis.opendocument"), false, N_("an OpenDocument file")},
	{38, MAGIC("application/epub+zip"), false, N_("an EPUB book")},
	{30, MAGIC("[Content_Types].xml"), false, N_("an Office document")},
	{30, MAGIC("_rels/.rels"), false, N_("an Office document")},
	{30, MAGIC("word/"), false, N_("an Office document")},
	{0, MAGIC("PK\3\4"), false, N_("a ZIP archive")},
	{0, MAGIC("PK\5\6"), false, N_("a ZIP archive")},
	{0, MAGIC("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), false, N_("an old Office document")},
	{0, MAGIC("{\\rtf"), false, N_("an RTF document")},
	{0, MAGIC("%!PS"), false, N_("a PostScript document")},
	{0, MAGIC("AT&TFORM"), false, N_("a DjVu document")},
	{0, MAGIC("\x89PNG\r\n\x1a\n"), false, N_("a PNG image")},
	{0, MAGIC("\xff\xd8\xff"), false, N_("a JPEG image")},
	{0, MAGIC("GIF87a"), false, N_("a GIF image")},
	{0, MAGIC("GIF89a"), false, N_("a GIF image")},
	{8, MAGIC("WEBP"), true, N_("a WebP image")},
	{0, MAGIC("II*\0"), false, N_("a TIFF image")},
	{0, MAGIC("MM\0*"), false, N_("a TIFF image")},
	{0, MAGIC("BM"), true, N_("a BMP image")},
	{0, MAGIC("OggS"), true, N_("an Ogg recording")},
	{0, MAGIC("fLaC"), true, N_("a FLAC recording")},
	{0, MAGIC("ID3"), true, N_("an MP3 recording")},
	{0, MAGIC("RIFF"), true, N_("a recording")},
	{4, MAGIC("ftyp"), true, N_("a film or image")},
	{0, MAGIC("\x1a\x45\xdf\xa3"), false, N_("a film")},
	{0, MAGIC("\177ELF"), false, N_("a program")},
	{0, MAGIC("MZ"), true, N_("a program")},
	{0, MAGIC("!<arch>\n"), false, N_("an archive")},
	{0, MAGIC("\xca\xfe\xba\xbe"), false, N_("a program")},
	{0, MAGIC("SQLite format 3"), true, N_("a SQLite database")},
	{0, MAGIC("\x1f\x8b"), false, N_("a gzip within a gzip")},
	{0, MAGIC("\3757zXZ\0"), false, N_("an xz file")},
	{0, MAGIC("\x28\xb5\x2f\xfd"), false, N_("a zstd file")},
	{0, MAGIC("BZh"), true, N_("a bzip2 file")},
	{0, MAGIC("7z\xbc\xaf\x27\x1c"), false, N_("a 7z archive")},
	{0, MAGIC("Rar!\x1a\7"), false, N_("a RAR archive")},
	{257, MAGIC("ustar"), true, N_("a tar archive")},
	{0, MAGIC("wOF"), true, N_("a font")},
};

/* Text of any encoding has none of these but by accident. */
static const unsigned char is_control[256] = {
	[0 ... '\t' - 1] = 1, ['\r' + 1 ... 0x1a] = 1, [0x1c ... ' ' - 1] = 1, [0x7f] = 1,
};

static size_t count_controls(const char *ptr, size_t len)
{
	size_t n = 0;
	for (size_t i = 0; i < len; i++)
		n += is_control[(unsigned char)ptr[i]];
	return n;
}

static bool begins(size_t i, const char *ptr, size_t len)
{
	return len >= magics[i].at + magics[i].len &&
		memcmp(ptr + magics[i].at, magics[i].bytes, magics[i].len) == 0;
}

const char *binary_kind(const char *ptr, size_t len)
{
	const char *name;
	if (encoding_mark(ptr, len, &name) > 0 || encoding_zeros(ptr, len))
		return NULL;
	size_t controls = count_controls(ptr, len);
	for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
		if ((controls > 0 || !magics[i].weak) && begins(i, ptr, len))
			return _(magics[i].kind);
	if (controls <= 4)
		return NULL;
	/* Bytes that happen to be UTF-8 are rarely anything else; the head may end within a character. */
	size_t share = utf8_valid(ptr, len) + 4 > len ? 4 : 20;
	return controls > len / share ? _("binary data") : NULL;
}
