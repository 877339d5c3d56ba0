#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
# limier-index: its commands, summaries and exit statuses.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Test::More;
use Tool;

sub add_json {
    my ($arguments, @rest) = @_;
    my ($status, $out, $err) = indexer(['add', '--json', @$arguments], @rest);
    my $summary = eval { json_of($out) } or diag("not JSON: $out$err");
    return ($status, $summary // {}, $err, $out);
}

sub counts { my ($summary) = @_; return join ' ', map { $summary->{$_} // '?' } qw(added replaced removed unchanged skipped) }

write_articles();

# dry run, first run, nothing changed
my ($status, $summary, $err, $out) = add_json(['--dry-run', 'articles']);
is($status, 0, 'add --dry-run');
is(counts($summary), '4 0 0 0 0', 'says what would be done');
is((indexer(['status']))[0], 2, 'and makes no index');
($status, $summary, $err, $out) = add_json(['articles']);
is($status, 0, 'add');
is(counts($summary), '4 0 0 0 0', 'all are added');
is($err, '', 'quietly, with --json');
is(join(' ', sort keys %$summary),
    'added bytes errors passages removed replaced seconds skipped unchanged', 'keys of the summary');
like($out, qr/^\{"added":.*,"errors":\[\]\}\n\z/, 'one line, errors last');
cmp_ok($summary->{passages}, '>=', 4, 'passages');
cmp_ok($summary->{bytes}, '>', 500, 'bytes');
($status, $summary) = add_json(['articles']);
is(counts($summary), '0 0 0 4 0', 'nothing has changed');

# one changed, one new, one gone
write_file('articles/chantier.txt', "Un chantier ferme\n\nLe chantier naval de Lorient ferme.\n");
write_file('articles/neuf.txt', "Du neuf\n\nLa girafe est arrivée au zoo de Vincennes.\n");
unlink 'articles/recette.md';
($status, $summary) = add_json(['articles']);
is(counts($summary), '1 1 1 2 0', 'changed, new and gone are told apart');
is((query(['girafe']))[0], 0, 'the new is found');
is((query(['potiron']))[0], 1, 'the gone is not');
is((query(['+Concarneau']))[0], 1, 'nor what was replaced');

# the summary for eyes
($status, $out, $err) = indexer(['add', 'articles']);
is($out, '', 'no answer on standard output');
like($err, qr/^4 unchanged; /, 'the summary is on standard error');
($status, $out, $err) = indexer(['add', '-q', 'articles']);
is("$out$err", '', '-q');

# names on standard input
write_file('extra/un.txt',   "Un\n\nLe phare du bout du monde.\n");
write_file("extra/d eux\n.txt", "Deux\n\nLe phare de la Jument.\n");
($status, $summary) = add_json(['-'], stdin => "extra/un.txt\n\n");
is("$status " . counts($summary), '0 1 0 0 0 0', 'a name a line');
($status, $summary) = add_json(['-0', '-'], stdin => "extra/un.txt\0extra/d eux\n.txt\0");
is("$status " . counts($summary), '0 1 0 0 1 0', 'names with NUL');
($status, $summary) = add_json(['-'], stdin => '');
is("$status " . counts($summary), '0 0 0 0 0 0', 'no names, no mistake');
($status, $out, $err) = indexer(['add', '-'], stdin => "extra/un.txt\0extra/deux.txt\0");
is($status, 2, 'NUL without -0');
like($err, qr/-0/, 'is explained');

# JSON lines
write_file('a.jsonl', qq({"id":"j1","title":"Le phare","text":"Le phare éclaire la passe.","author":"A","date":"2021","url":"https://example.org/1"}\n)
    . qq({"id":"j2","title":"Rien","text":"Le renard traverse la lande."}\n) . qq({"id":"j3",\n));
($status, $summary, $err) = add_json(['a.jsonl']);
is($status, 1, 'a broken line makes the exit 1');
is("$summary->{added} $summary->{skipped}", '2 1', 'the others are added');
is(scalar @{ $summary->{errors} }, 1, 'one error');
like($summary->{errors}[0]{path}, qr/a\.jsonl\z/, 'its path');
is($summary->{errors}[0]{line}, 3, 'its line');
ok(length $summary->{errors}[0]{reason}, 'its reason');
like($err, qr/^limier-index: \S*a\.jsonl:3: .+\n\z/, 'the same on standard error');
write_file('b.txt', qq({"id":"j4","title":"B","text":"La loutre nage."}\n));
($status, $summary) = add_json(['--format=jsonl', 'b.txt']);
is("$status $summary->{added}", '0 1', '--format=jsonl');

# what is not there
($status, $summary, $err) = add_json(['extra/un.txt', 'not-there.txt']);
is($status, 1, 'a missing file is skipped');
is($summary->{skipped}, 1, 'and counted');
like($err, qr/^limier-index: \S*not-there\.txt: .+\n\z/, 'and named');
($status, $out, $err) = indexer(['add', '-q', 'not-there.txt']);
is($status, 1, 'with -q too');
like($err, qr/not-there\.txt/, '-q does not silence errors');

# status
($status, $out) = indexer(['status', '--json']);
is($status, 0, 'status --json');
my $facts = json_of($out);
is($facts->{articles}, 9, 'articles');
cmp_ok($facts->{$_}, '>', 0, $_) for qw(passages segments bytes text_bytes format_version analysis_version);
ok(length $facts->{$_}, $_) for qw(created_by backend);
($status, $out) = indexer(['status']);
like($out, qr/^Articles\s+9\n.*^On disk .*text\)\n/ms, 'status for eyes');

# remove
($status, $out, $err) = indexer(['remove', '--json', 'j1', 'articles/neuf.txt']);
is($status, 0, 'remove by id and by path');
is(json_of($out)->{removed}, 2, 'two are removed');
is((query(['girafe']))[0], 1, 'and not found any more');
($status, $out, $err) = indexer(['remove', 'nobody']);
is($status, 1, 'a name that names nothing');
like($err, qr/^limier-index: nobody: .+/, 'is reported');
($status) = indexer(['remove', 'extra']);
is($status, 0, 'remove a folder');
is((query(['+phare', '+Jument']))[0], 1, 'its articles are gone');

# check, optimize, rebuild
for (qw(check optimize check rebuild check)) {
    ($status, $out, $err) = indexer([$_]);
    is($status, 0, $_) or diag($err);
    is($out, '', "$_ has no answer on standard output");
}
is((query(['loutre']))[0], 0, 'all the same afterwards');
is(json_of((indexer(['status', '--json']))[1])->{articles}, 5, 'no article lost');

# without an index
for (['status'], ['check'], ['optimize'], ['rebuild'], ['remove', 'x']) {
    ($status, $out, $err) = run(["$build/limier-index", '-d', 'nowhere', @$_]);
    is($status, 2, "@$_ without an index");
    like($err, qr/^limier-index: .*nowhere/, 'names it');
    is($out, '', 'and shows nothing');
}

done_testing();
