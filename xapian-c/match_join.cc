/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "xapian-c/match_node.hh"

#include <algorithm>

namespace xc::match {

/* ---- any of several */

/* The guess takes the parts to be independent of each other. */
Any::Any(const glass::Files &files, Nodes all, bool first) : parts(std::move(all)), first_only(first)
{
	const double n = std::max<double>(files.version.statistics.documents, 1);
	double none = 1, sum = 0;
	docid = no_docid;
	for (const auto &part : parts) {
		none *= 1 - std::min(part->counts.guess / n, 1.0);
		sum += part->counts.most;
		counts.least = std::max(counts.least, part->counts.least);
		most = first_only ? std::max(most, part->most) : most + part->most;
		docid = std::min(docid, part->docid);
	}
	counts.most = std::min(sum, n);
	counts.guess = std::clamp(n * (1 - none), counts.least, counts.most);
}

void Any::seek(uint32_t target)
{
	uint32_t least = no_docid;
	for (const auto &part : parts) {
		if (part->docid < target)
			part->seek(target);
		least = std::min(least, part->docid);
	}
	docid = least;
}

double Any::weight()
{
	double sum = 0;
	for (const auto &part : parts) {
		if (part->docid != docid)
			continue;
		sum += part->weight();
		if (first_only)
			break;
	}
	return sum;
}

void Any::fill(Window &window)
{
	unsigned char taken[Window::size];
	if (first_only)
		std::fill(taken, taken + Window::size, 0);
	uint32_t least = no_docid;
	for (const auto &part : parts) {
		Term *term = first_only ? dynamic_cast<Term *>(part.get()) : nullptr;
		auto take = [&](uint32_t at, double more) {
			unsigned char &before = taken[at - window.base];
			if (!before)
				window.add(at, more);
			before = 1;
		};
		if (!first_only)
			part->fill(window);
		else if (term != nullptr)
			term->each(window, take);
		else
			for (part->seek(window.base); part->docid < window.end; part->seek(part->docid + 1))
				take(part->docid, part->weight());
		least = std::min(least, part->docid);
	}
	docid = least;
}

/* ---- all of several */

bool Check::keeps(uint32_t local, uint32_t stands_for)
{
	if (docid != local) {
		subject->move(local);
		subject->stands_for = stands_for;
		kept = filter.keeps(*subject);
		docid = local;
	}
	return kept;
}

void Both::settle(const glass::Files &files)
{
	const double n = std::max<double>(files.version.statistics.documents, 1);
	std::stable_sort(required.begin(), required.end(), [](const Part &a, const Part &b) {
		return a.node->counts.guess < b.node->counts.guess;
	});
	std::stable_sort(maybe.begin(), maybe.end(), [](const auto &a, const auto &b) {
		return a->most > b->most;
	});
	double all = 1, least = n;
	counts.most = n;
	for (const Part &part : required) {
		all *= part.node->counts.guess / n;
		least += part.node->counts.least - n;
		counts.most = std::min(counts.most, part.node->counts.most);
		most += part.weighs ? part.node->most : 0;
	}
	for (const auto &node : excluded) {
		all *= 1 - std::min(node->counts.guess / n, 1.0);
		least -= node->counts.most;
	}
	for (const auto &node : maybe)
		most += node->most;
	counts.least = checks.empty() ? std::max(least, 0.0) : 0;
	for (size_t i = 0; i < checks.size(); i++)
		all /= 2;
	counts.guess = std::clamp(n * all, counts.least, counts.most);
}

/* All required parts to the first document that all have. */
bool Both::align()
{
	for (size_t i = 1; i < required.size();) {
		Node &lead = *required[0].node, &node = *required[i].node;
		if (node.docid < lead.docid)
			node.seek(lead.docid);
		if (node.docid == lead.docid) {
			i++;
			continue;
		}
		if (node.docid == no_docid)
			return false;
		lead.seek(node.docid);
		if (lead.docid == no_docid)
			return false;
		i = 1;
	}
	return required[0].node->docid != no_docid;
}

bool Both::is_excluded(uint32_t at)
{
	for (const auto &node : excluded) {
		if (node->docid < at)
			node->seek(at);
		if (node->docid == at)
			return true;
	}
	return false;
}

bool Both::is_kept(uint32_t at, uint32_t stands_for)
{
	for (Check &check : checks)
		if (!check.keeps(at, stands_for))
			return false;
	return true;
}

void Both::seek(uint32_t target)
{
	if (docid >= target)
		return;
	Node &lead = *required[0].node;
	for (lead.seek(target); lead.docid != no_docid && align(); lead.seek(lead.docid + 1)) {
		docid = lead.docid;
		if (!is_excluded(docid) && is_kept(docid))
			return;
	}
	docid = no_docid;
}

double Both::weight()
{
	double sum = 0;
	for (const Part &part : required)
		if (part.weighs)
			sum += part.node->weight();
	for (const auto &node : maybe) {
		if (node->docid < docid)
			node->seek(docid);
		if (node->docid == docid)
			sum += node->weight();
	}
	return sum;
}

} // namespace xc::match
