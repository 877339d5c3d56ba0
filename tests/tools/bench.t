#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
# bench/: the shape of what it prints, never a time; no other engine is needed.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Test::More;
use Tool;

delete @ENV{qw(PEERS ABLATION VERBOSE LIMIER_QUERY_OPTIONS)};
(run(['python3', '-c', '0']))[0] == 0 or plan skip_all => 'no python3';

my $value = qr/\d+(?:\.\d+)?(?:e[-+]\d+)?/;
my $figures = join '\s+', map { "$_ [01]\\.\\d{4}" } 'nDCG@10', 'MRR@10', 'R@10', 'R@100';

my ($status, $out, $err) = run(["$source/bench/eval", $build]);
is($status, 0, 'eval of the sample articles') or diag($err);
like($out, qr/^articles\s+$figures\s+\(\d+ queries\)\n\z/, 'a line of figures');

# A set with a blank in its path: q1 is answered by d1, d2 has none of its words.
write_file('a set/corpus.jsonl', <<'JSON');
{"id": "d1", "title": "Port", "text": "Le bateau a quitté le port à l'aube."}
{"id": "d2", "title": "Soupe", "text": "Mouiller avec du bouillon et laisser cuire."}
JSON
write_file('a set/queries.tsv', "q1\tbateaux\nq2\txylophone\n");
write_file('a set/qrels.tsv',   "q1 0 d1 1\nq1 0 d2 0\nq2 0 d2 2\n");
($status, $out, $err) = run(["$source/bench/eval", $build, 'a set']);
is($status, 0, 'eval of a set') or diag($err);
my ($head, @rows) = split /\n/, $out;
like($head, qr/^a set, 2 queries(?:\s+\S+\@\d+){4}\z/, 'its name, its judged queries, its columns');
is_deeply([map { s/\s+/ /gr } @rows], [
    'Limier 0.5000 0.5000 0.5000 0.5000',
    'Limier, fast 0.5000 0.5000 0.5000 0.5000',
    ' difference, 95 %' . ' +0.0000 +0.0000' x 4,
], 'figures and intervals');

($status, $out, $err) = run(["$source/bench/eval", $build, 'a set'], env => { ABLATION => 1 });
is($status, 0, 'eval without each feature') or diag($err);
my @without = $out =~ m{^without (\w+) +0\.5000}mg;
is_deeply([@without[0 .. 2]], ["nothing", "base", "exact"], "a line for each") or diag($out);
is(scalar @without, 1 + (() = read_file("$source/query/features.c") =~ /^\t\{"\w+", /mg), "and no other");

($status, $out, $err) = run(["$source/bench/speed", $build, 'a folder', "$source/corpus/articles"],
    env => { BENCH_PEERS => 0, BENCH_RUNS => 1, BENCH_QUERIES => 10, BENCH_MB => 0 });
is($status, 0, 'speed') or diag($err);
is($out, read_file('a folder/bench.txt'), 'is also kept');
my @tables = split /\n\n/, $out;
like($tables[0], qr/^\d+ passages, \d+ MB\s+CPU s\s+wall s\s+peak MB\s+index\/text\n/, 'passages');
for my $who ('Limier', 'Limier, -j 1', 'Limier, optimized') {
    my $times = $who eq 'Limier' ? qr// : qr/ ×$value/;
    like($tables[0], qr/^\Q$who\E(?:\s+$value$times){4}$/m, "a row of $who");
}
for my $title ('or, ms', 'and, ms', 'phrase, ms', 'common, ms', 'rare, ms', 'process for one query, passages, ms',
    '--batch, all kinds', '1 passage', 'CPU s per MB as it grows', 'indexed again', 'process for one query, files, ms') {
    ok((grep { /^\Q$title\E\s.*\nLimier.*\s$value/ } @tables), "a table of $title");
}
like($out, qr{^bar\s.*\n(?:\S.*\s(?:reached|missed)\n)+\n\z}m, 'what is to be reached');
my $svg = read_file('a folder/bench.svg');
like($svg, qr{^<svg .*<circle .*</svg>\n\z}s, 'a plot');
is_deeply([glob "'a folder'/run-*"], [], 'nothing else stays');

# An engine that fails is left out, the others go on.
write_file('bin/omindex', "#!/bin/sh\necho broken >&2\nexit 3\n");
chmod 0755, 'bin/omindex' or die $!;
($status, $out, $err) = run(["$source/bench/speed", $build, 'a folder', "$source/corpus/articles"],
    env => { BENCH_PEERS => 'omindex', BENCH_RUNS => 1, BENCH_QUERIES => 2, BENCH_MB => 0.02, PATH => "$folder/bin:$ENV{PATH}" });
is($status, 0, 'speed beside an engine that fails');
like($err, qr/^bench: omindex is left out: omindex: exit 3\nbroken$/m, 'which is named');
unlike($out, qr/^omindex/m, 'and in no table');

mkdir 'empty' or die $!;
($status, undef, $err) = run(["$source/bench/speed", $build, 'a folder', 'empty'], env => { BENCH_PEERS => 0 });
isnt($status, 0, 'a folder without text');
like($err, qr/^bench: \S*empty: no file/, 'is an error that says so');

done_testing();
