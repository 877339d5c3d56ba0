/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files as they come: packed, broken, binary, empty, too large; and which reader gets them. */
#include "tests/corpus/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#define MAX ((size_t)1 << 20)

static struct document doc;

static int set_up(void **state)
{
	document_init(&doc, MAX);
	return support_make_dir(state);
}

static int tear_down(void **state)
{
	document_done(&doc);
	return support_remove_dir(state);
}

static int read_bytes(const char *name, const void *ptr, size_t len)
{
	return support_read(support_write(name, ptr, len), LIM_FORMAT_AUTO, MAX, &doc);
}

static void assert_says(const char *words)
{
	if (!strstr(support_error.message, words))
		fail_msg("\"%s\" does not say \"%s\"", support_error.message, words);
}

static void readers_get_what_is_theirs(void **state)
{
	(void)state;
	static const struct { const char *name, *content, *type; } cases[] = {
		{"a.txt", "# Titre\n\nTexte.", "text"},
		{"a", "Texte.", "text"},
		{"a.log", "{\"id\": 1}", "text"},
		{"a.md", "<html> en Markdown", "markdown"},
		{"a.MD", "# Titre", "markdown"},
		{"a", "---\ntitle: Un\n---\nTexte.", "markdown"},
		{"a.html", "Texte.", "html"},
		{"a.txt", "<!DOCTYPE html><p>Texte.", "html"},
		{"a", "\n <HTML><p>Texte.", "html"},
		{"a.xml", "<?xml version='1.0'?><a>Texte.</a>", "html"},
		{"a.jsonl", "{\"text\": \"Texte.\", \"id\": 1}", "jsonl"},
		{"a.ndjson", "\n{\"text\": \"Texte.\", \"id\": 1}", "jsonl"},
		{"a", "{\"id\": 1, \"text\": \"Texte.\"}\n", "jsonl"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(
			read_bytes(cases[i].name, cases[i].content, strlen(cases[i].content)),
			LIM_OK);
		assert_string_equal(doc.type, cases[i].type);
	}
	const char *path = support_write("a.html", "<p>Texte", 8);
	assert_int_equal(support_read(path, LIM_FORMAT_TEXT, MAX, &doc), LIM_OK);
	assert_string_equal(doc.text.ptr, "<p>Texte");
	static const char wide[] = "\xff\xfe<\0h\0t\0m\0l\0>\0\xe9\0";
	assert_int_equal(read_bytes("a", wide, sizeof wide - 1), LIM_OK);
	assert_string_equal(doc.type, "html");
	assert_string_equal(doc.text.ptr, "é");
}

static void gzip_is_peeled_off(void **state)
{
	(void)state;
	static const char text[] = "# Un titre\n\nDu texte.";
	const char *path = support_write_gzip("a.md.gz", text, sizeof text - 1);
	assert_int_equal(support_read(path, LIM_FORMAT_AUTO, MAX, &doc), LIM_OK);
	assert_string_equal(doc.type, "markdown");
	assert_string_equal(doc.title, "Un titre");
	assert_int_equal(doc.hash, XXH3_64bits(text, sizeof text - 1));
}

/* The bytes of a file of the test's folder. */
static struct buf slurp(const char *path)
{
	struct buf buf;
	FILE *file = fopen(path, "rb");
	assert_non_null(file);
	buf_init(&buf, 8 * MAX);
	for (int c; (c = getc(file)) != EOF;)
		buf_addc(&buf, (char)c);
	fclose(file);
	return buf;
}

static struct buf random_gzip(size_t len)
{
	char *text = malloc(len);
	assert_non_null(text);
	for (size_t i = 0; i < len; i++)
		text[i] = i % 60 == 59 ? '\n' : (char)('a' + rand() % 26);
	struct buf packed = slurp(support_write_gzip("packed.gz", text, len));
	free(text);
	return packed;
}

static void members_of_a_gzip_are_one_text(void **state)
{
	(void)state;
	struct buf packed = slurp(support_write_gzip("a.gz", "Un, ", 4));
	struct buf second = slurp(support_write_gzip("b.gz", "deux.", 5));
	buf_add(&packed, second.ptr, second.len);
	assert_int_equal(read_bytes("c.gz", packed.ptr, packed.len), LIM_OK);
	assert_string_equal(doc.text.ptr, "Un, deux.");
	buf_add(&packed, "\0\0\0\0", 4);
	assert_int_equal(read_bytes("c.gz", packed.ptr, packed.len), LIM_OK);
	assert_string_equal(doc.text.ptr, "Un, deux.");
	buf_done(&packed);
	buf_done(&second);
}

static void a_truncated_gzip_is_refused(void **state)
{
	(void)state;
	struct buf packed = random_gzip(300000);
	const size_t cuts[] = {3, 9, 20, 1000, 70000, packed.len - 8, packed.len - 1};
	for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
		assert_int_equal(read_bytes("a.gz", packed.ptr, cuts[i]), LIM_E_INPUT);
		assert_says("truncated gzip");
	}
	packed.ptr[packed.len / 2] ^= 0x55;
	assert_int_equal(read_bytes("a.gz", packed.ptr, packed.len), LIM_E_INPUT);
	assert_says("damaged gzip");
	buf_done(&packed);
}

/* A gzip of many lines, nothing but n times the same byte. */
static const char *write_bomb(const char *name, char byte, size_t n)
{
	char *text = malloc(n);
	assert_non_null(text);
	memset(text, byte, n);
	const char *path = support_write_gzip(name, text, n);
	free(text);
	return path;
}

static void a_bomb_stops_at_the_ceiling(void **state)
{
	(void)state;
	const char *path = write_bomb("a.gz", 'a', 3 * MAX);
	assert_int_equal(support_read(path, LIM_FORMAT_AUTO, MAX, &doc), LIM_E_LIMIT);
	assert_says("--max-file");
	assert_says("1048576");
}

static void a_bomb_in_a_stream_is_recognised(void **state)
{
	(void)state;
	const char *path = write_bomb("a.jsonl.gz", '\n', (size_t)80 << 20);
	assert_int_equal(support_read(path, LIM_FORMAT_AUTO, MAX, &doc), LIM_E_LIMIT);
	assert_says("200 times");
}

static void binary_files_are_named(void **state)
{
	(void)state;
#define BYTES(string) string, sizeof string - 1
	static const struct {
		const char *bytes;
		size_t len;
		const char *kind;
	} cases[] = {
		{BYTES("%PDF-1.7\n%\xe2\xe3"), "PDF"},
		{BYTES("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "PNG"},
		{BYTES("\xff\xd8\xff\xe0\0\x10JFIF"), "JPEG"},
		{BYTES("GIF89a\1\0"), "GIF"},
		{BYTES("PK\3\4\x14\0\0\0\0\0abcd"), "ZIP"},
		{BYTES("PK\3\4\x14\0\0\0\0\0abcdefghijklmnopqrst"
			"mimetypeapplication/vnd.oasis.opendocument.text"),
			"OpenDocument"},
		{BYTES("PK\3\4\x14\0\0\0\0\0abcdefghijklmnopqrst[Content_Types].xml"), "Office"},
		{BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "Office"},
		{BYTES("{\\rtf1\\ansi"), "RTF"},
		{BYTES("\x7f"
		       "ELF\2\1\1\0\0\0\0\0"),
			"program"},
		{BYTES("SQLite format 3\0\x10\0"), "SQLite"},
		{BYTES("a\0\0\0\0\0\0b\0\0\0\0\0c"), "binary data"},
		{BYTES("\1\2\3\4\5\6\7\10abcdefgh"), "binary data"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(read_bytes("a.txt", cases[i].bytes, cases[i].len), LIM_E_INPUT);
		assert_says(cases[i].kind);
	}
	/* What only begins like one of them. */
	assert_int_equal(read_bytes("a.txt", "MZ est un sigle.", 16), LIM_OK);
	assert_int_equal(read_bytes("a.txt", "BM, ID3, RIFF : des sigles.", 27), LIM_OK);
	assert_int_equal(read_bytes("a.txt", "Un NUL \0 perdu", 14), LIM_OK);
	assert_string_equal(doc.text.ptr, "Un NUL � perdu");
}

static void empty_files_are_refused(void **state)
{
	(void)state;
	static const char *const contents[] = {"", "\n", " \t\r\n\n "};
	static const char *const names[] = {"a.txt", "a.md", "a.html"};
	for (size_t i = 0; i < 3; i++) {
		for (size_t k = 0; k < 3; k++) {
			assert_int_equal(read_bytes(names[k], contents[i], strlen(contents[i])),
				LIM_E_INPUT);
			assert_says("empty");
		}
	}
	assert_int_equal(read_bytes("a.html", "<html><script>x</script>", 24), LIM_E_INPUT);
	assert_says("no text");
	assert_int_equal(read_bytes("a.txt", "\xef\xbb\xbf", 3), LIM_E_INPUT);
	assert_int_equal(read_bytes("a.jsonl", "", 0), LIM_E_INPUT);
	assert_int_equal(
		support_read(support_write_gzip("a.gz", "", 0), LIM_FORMAT_AUTO, MAX, &doc),
		LIM_E_INPUT);
}

static void the_ceiling_is_exact(void **state)
{
	(void)state;
	const char *path = support_write("a.txt", "1234567890", 10);
	assert_int_equal(support_read(path, LIM_FORMAT_AUTO, 10, &doc), LIM_OK);
	assert_int_equal(support_read(path, LIM_FORMAT_AUTO, 9, &doc), LIM_E_LIMIT);
	assert_says("10 bytes");
	assert_says("of 9");
	assert_says("--max-file");
	path = support_write_gzip("a.gz", "1234567890", 10);
	assert_int_equal(support_read(path, LIM_FORMAT_AUTO, 10, &doc), LIM_OK);
	assert_int_equal(support_read(path, LIM_FORMAT_AUTO, 9, &doc), LIM_E_LIMIT);
	struct document small;
	document_init(&small, 9);
	assert_int_equal(support_read(path, LIM_FORMAT_AUTO, 10, &small), LIM_E_LIMIT);
	document_done(&small);
}

static void large_files_are_read_whole(void **state)
{
	(void)state;
	static const size_t sizes[] = {8191, 8192, 65535, 65536, 65537, 200000};
	char *text = malloc(200000);
	assert_non_null(text);
	for (size_t i = 0; i < 200000; i++)
		text[i] = i % 100 == 99 ? '\n' : (char)('a' + i % 26);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		assert_int_equal(read_bytes("a.txt", text, sizes[i]), LIM_OK);
		assert_int_equal(doc.text.len, sizes[i]);
		assert_memory_equal(doc.text.ptr, text, sizes[i]);
		const char *path = support_write_gzip("a.txt.gz", text, sizes[i]);
		assert_int_equal(support_read(path, LIM_FORMAT_AUTO, MAX, &doc), LIM_OK);
		assert_int_equal(doc.text.len, sizes[i]);
	}
	free(text);
}

static void what_cannot_be_opened_says_why(void **state)
{
	(void)state;
	assert_int_equal(
		support_read(support_path("rien"), LIM_FORMAT_AUTO, MAX, &doc), LIM_E_NOT_FOUND);
	assert_says("No such file");
	const char *path = support_path("dossier.txt");
	assert_int_equal(mkdir(path, 0777), 0);
	assert_int_equal(support_read(path, LIM_FORMAT_AUTO, MAX, &doc), LIM_E_INPUT);
	assert_says("folder");
	path = support_path("tuyau");
	assert_int_equal(mkfifo(path, 0666), 0);
	assert_int_equal(support_read(path, LIM_FORMAT_AUTO, MAX, &doc), LIM_E_INPUT);
	assert_says("neither");
	path = support_path("boucle");
	assert_int_equal(symlink("boucle", path), 0);
	assert_int_equal(support_read(path, LIM_FORMAT_AUTO, MAX, &doc), LIM_E_IO);
	path = support_write("secret", "Texte.", 6);
	assert_int_equal(chmod(path, 0), 0);
	bool dropped = support_drop_root();
	int status = support_read(path, LIM_FORMAT_AUTO, MAX, &doc);
	support_regain_root();
	if (dropped) {
		assert_int_equal(status, LIM_E_IO);
		assert_says("Permission denied");
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(readers_get_what_is_theirs),
		TEST(gzip_is_peeled_off),
		TEST(members_of_a_gzip_are_one_text),
		TEST(a_truncated_gzip_is_refused),
		TEST(a_bomb_stops_at_the_ceiling),
		TEST(a_bomb_in_a_stream_is_recognised),
		TEST(binary_files_are_named),
		TEST(empty_files_are_refused),
		TEST(the_ceiling_is_exact),
		TEST(large_files_are_read_whole),
		TEST(what_cannot_be_opened_says_why),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
