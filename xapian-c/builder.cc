/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing a new database: what is refused, what counts, and all or nothing. */
#include "xapian-c/document.hh"
#include "xapian-c/glass_version.hh"
#include "xapian-c/writer.hh"

#include <algorithm>

using namespace xc;

struct xc_builder {
	xc_builder(const char *path_, const struct xc_builder_options *options);

	const std::string path; /* for messages */
	uint32_t last_docid = 0;
	bool usable = true;
	Staging staging;
	const std::unique_ptr<Writer> writer;
};

static struct xc_builder_options with_defaults(const struct xc_builder_options *options)
{
	struct xc_builder_options o = {};
	if (options != nullptr)
		o = *options;
	if (o.memory_limit == 0)
		o.memory_limit = 64u << 20;
	return o;
}

static std::unique_ptr<Writer> choose_writer(const Staging &staging,
	const struct xc_builder_options &options)
{
	switch (options.writer) {
	case XC_WRITER_AUTO:
		return glass::series_is_known() ? glass_writer(staging, options)
					 : api_writer(staging, options);
	case XC_WRITER_DIRECT:
		if (!glass::series_is_known())
			fail(XC_E_UNSUPPORTED, std::string("writing directly for Xapian ") +
					Xapian::version_string());
		return glass_writer(staging, options);
	case XC_WRITER_API:
		return api_writer(staging, options);
	}
	fail(XC_E_ARGUMENT, "unknown writer");
}

xc_builder::xc_builder(const char *path_, const struct xc_builder_options *options)
	: path(path_), staging(path_), writer(choose_writer(staging, with_defaults(options)))
{
}

int xc_builder_new(const char *path, const struct xc_builder_options *options,
	struct xc_builder **builder, struct xc_error *err)
{
	if (builder != nullptr)
		*builder = nullptr;
	return guard(err, path != nullptr ? path : "new database", [&] {
		require(builder != nullptr, "no place for the result");
		require(path != nullptr, "the path is missing");
		*builder = new xc_builder(path, options);
		return XC_OK;
	});
}

/* Once something has gone wrong inside a writer, what was written is not to be relied on. */
template <class Change>
static int change(struct xc_builder *builder, struct xc_error *err, Change f)
{
	return guard(err, builder->path.c_str(), [&] {
		require(builder->usable, "the builder is finished or has failed: free it");
		builder->usable = false;
		f();
		builder->usable = true;
		return XC_OK;
	});
}

int xc_builder_add(struct xc_builder *builder, const struct xc_document *doc, uint32_t *docid,
	struct xc_error *err)
{
	int status = guard(err, "document refused", [&] {
		require(doc != nullptr, "it is NULL");
		verify_document(*doc);
		if (builder->last_docid == UINT32_MAX)
			fail(XC_E_LIMIT, "the database is full");
		return XC_OK;
	});
	if (status == XC_OK)
		status = change(builder, err, [&] {
			builder->writer->add(*doc, builder->last_docid + 1);
			builder->last_docid++;
		});
	if (status == XC_OK && docid != nullptr)
		*docid = builder->last_docid;
	return status;
}

int xc_builder_set_metadata(struct xc_builder *builder, const char *key, size_t key_len,
	const char *value, size_t value_len, struct xc_error *err)
{
	int status = guard(err, "metadata refused", [&] {
		verify_metadata(key, key_len, value, value_len);
		return XC_OK;
	});
	if (status != XC_OK)
		return status;
	return change(builder, err, [&] {
		builder->writer->set_metadata({key, key_len}, {value, value_len});
	});
}

/* Whether these builders can make one database. Fails where they cannot. */
static void verify_builders(struct xc_builder *const *builders, size_t n)
{
	uint64_t documents = 0;
	require(n > 0, "there is no builder");
	for (size_t i = 0; i < n; i++) {
		require(builders[i]->usable, "the builder is finished or has failed: free it");
		require(std::find(builders, builders + i, builders[i]) == builders + i,
			"a builder is named twice");
		documents += builders[i]->last_docid;
		if (n > 1 && !builders[i]->writer->joins())
			fail(XC_E_UNSUPPORTED, "joining what Xapian's API writes");
	}
	if (documents > UINT32_MAX)
		fail(XC_E_UNSUPPORTED, "more documents than a database can hold");
}

int xc_builder_finish_all(struct xc_builder *const *builders, size_t n, xc_merge_fn *merge, void *ctx,
	struct xc_error *err)
{
	int status = guard(err, "builders refused", [&] {
		verify_builders(builders, n);
		return XC_OK;
	});
	if (status != XC_OK)
		return status;
	return guard(err, builders[0]->path.c_str(), [&] {
		std::vector<Writer *> others;
		for (size_t i = 0; i < n; i++) {
			builders[i]->usable = false;
			if (i > 0)
				others.push_back(builders[i]->writer.get());
		}
		builders[0]->writer->finish(others, {merge, ctx});
		builders[0]->staging.publish("db");
		return XC_OK;
	});
}

int xc_builder_finish(struct xc_builder *builder, struct xc_error *err)
{
	return xc_builder_finish_all(&builder, 1, nullptr, nullptr, err);
}

void xc_builder_free(struct xc_builder *builder)
{
	guard(nullptr, "", [&] {
		delete builder;
		return XC_OK;
	});
}
