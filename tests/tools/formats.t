#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
# limier-query: the shapes of an answer, and the exit status.
use strict;
use warnings;
use Encode qw(decode encode FB_CROAK LEAVE_SRC);
use FindBin;
use lib $FindBin::Bin;
use Test::More;
use Tool;

add_articles();
write_file('a.jsonl', qq({"id":"notice 7","title":"Le bateau-phare","text":"Un bateau-phare mouillait au large.","url":"https://example.org/7"}\n));
is((indexer(['add', 'a.jsonl']))[0], 0, 'JSON lines are added');

# json
my ($status, $out, $err) = query(['--format=json', 'bateau']);
is($status, 0, 'json: exit 0');
my $answer = json_of($out);
my $names = join ' ', $out =~ /^\{"(\w+)":.*?,"(query)":.*?,"(total)":.*?,"(took_ms)":.*?,"(warnings)":.*?,"(suggestion)":.*?,"(hits)":\[/;
is($names, 'format_version query total took_ms warnings suggestion hits', 'keys in their order');
is($out =~ tr/\n//, 1, 'one line');
is($answer->{format_version}, 1, 'format_version');
is($answer->{query}, 'bateau', 'query');
is_deeply($answer->{warnings}, [], 'no warnings');
is($answer->{suggestion}, undef, 'no suggestion');
cmp_ok($answer->{total}, '>=', 4, 'total');
like($out, qr/"took_ms":\d+(\.\d{1,3})?,/, 'took_ms');
my @hits = @{ $answer->{hits} };
cmp_ok(scalar @hits, '>=', 4, 'hits');
my @keys = qw(rank score id path title author date passage heading text snippet highlights);
for my $hit (@hits) {
    is_deeply([grep { !exists $hit->{$_} } @keys], [], "hit $hit->{rank} has its keys");
    is_deeply([sort keys %{ $hit->{passage} }], [qw(end line ordinal start)], 'and of its passage');
    my $bytes = encode('UTF-8', $hit->{text});
    is(length $bytes, $hit->{passage}{end} - $hit->{passage}{start}, 'text is as long as its span');
    ok(index($hit->{text}, $hit->{snippet}) >= 0, 'snippet is of the text');
    my @marked = map { lc decode('UTF-8', substr($bytes, $_->[0], $_->[1]), FB_CROAK | LEAVE_SRC) } @{ $hit->{highlights} };
    is_deeply([grep { !/bateau/ } @marked], [], 'highlights are words of the query');
}
is_deeply([map { $_->{rank} } @hits], [1 .. @hits], 'ranks');
is_deeply([map { $_->{score} } @hits], [sort { $b <=> $a } map { $_->{score} } @hits], 'scores descend');
my ($notice) = grep { $_->{id} eq 'notice 7' } @hits;
ok($notice, 'the id of JSON lines');
is($notice->{url}, 'https://example.org/7', 'url');
is($notice->{author}, undef, 'null author');
is($notice->{date}, undef, 'null date');
my ($plain) = grep { $_->{id} =~ m{/bateau\.txt\z} } @hits;
like($plain->{id}, qr{^/}, 'the id of a file is its absolute path');
like($plain->{passage}{line}, qr/^\d+\z/, 'line of a plain text');
like($out, qr/"score":-?\d/, 'numbers are numbers');

# explain
$answer = json_of((query(['--format=json', '--explain', 'bateau']))[1]);
ok(@{ $answer->{explain}{stages} }, 'stages');
ok(defined $answer->{explain}{stages}[0]{$_}, $_) for qw(stage text);
ok(defined $answer->{hits}[0]{features}[0]{$_}, $_) for qw(name value weight);
like((query(['--explain', 'bateau']))[1], qr/score \d/, 'explained for eyes');

# nothing found
($status, $out, $err) = query(['--format=json', 'xylophone']);
is($status, 1, 'nothing: exit 1');
is(scalar @{ json_of($out)->{hits} }, 0, 'no hits');
is(json_of($out)->{total}, 0, 'total 0');
($status, $out) = query(['--format=jsonl', 'xylophone']);
is("$status$out", '1', 'jsonl prints nothing');
($status, $out, $err) = query(['xylophone']);
is("$status$out", '1', 'text prints nothing');
like($err, qr/^nothing found/, 'but says so on standard error');
for (qw(paths trec)) {
    ($status, $out, $err) = query(["--format=$_", 'xylophone']);
    is("$status$out$err", '1', "$_: nothing at all");
}

# jsonl
($status, $out) = query(['--format=jsonl', '-n', '3', 'bateau']);
my @lines = split /\n/, $out;
is(scalar @lines, 3, 'jsonl: a hit a line');
is(json_of($lines[2])->{rank}, 3, 'in order');
ok(!exists json_of($lines[0])->{qid}, 'no qid outside of a batch');

# group
my @ids = map { encode('UTF-8', json_of($_)->{id}) } split /\n/, (query(['--format=jsonl', '--group=article', 'bateau']))[1];
my %once = map { $_ => 1 } @ids;
is(scalar @ids, 4, 'each article once');
is(scalar keys %once, 4, 'really');

# paths
($status, $out) = query(['--format=paths', 'bateau']);
my @paths = split /\n/, $out;
is_deeply(\@paths, \@ids, 'paths: an article a line, best first');
is(scalar(grep { -f } @paths), 3, 'files can be opened');
($status, $out) = query(['--format=paths', '-0', 'bateau']);
is_deeply([split /\0/, $out], \@ids, '-0');
like($out, qr/\0\z/, 'NUL at the end');
is((query(['--format=paths', '-n', '2', 'bateau']))[1] =~ tr/\n//, 2, '-n counts lines');

# trec
($status, $out) = query(['--format=trec', 'bateau']);
@lines = split /\n/, $out;
is(scalar @lines, 4, 'trec: each article once');
is(scalar(grep { !/^1 Q0 \S+ \d+ \d+(\.\d+)?(e-?\d+)? limier\z/ } @lines), 0, 'six columns') or diag($out);
is(join(' ', map { (split / /)[3] } @lines), '1 2 3 4', 'ranks');
ok(scalar(grep { (split / /)[2] eq 'notice%207' } @lines), 'blanks in ids');

# count, offset, several indexes
($status, $out) = query(['--count', 'bateau']);
is($status, 0, '--count');
like($out, qr/^[4-9]\n\z/, 'a number');
($status, $out) = query(['--count', 'xylophone']);
is("$status$out", "10\n", 'exit 1 for none');
my $all = json_of((query(['--format=json', 'bateau']))[1])->{hits};
my $rest = json_of((query(['--format=json', '--offset=1', 'bateau']))[1])->{hits};
is($rest->[0]{id} . $rest->[0]{passage}{ordinal}, $all->[1]{id} . $all->[1]{passage}{ordinal}, '--offset');
is($rest->[0]{rank}, 2, 'rank goes on');
write_file('other/x.txt', "Ailleurs\n\nUn bateau ailleurs, avec un albatros.\n");
is((run(["$build/limier-index", '-d', 'second', 'add', 'other']))[0], 0, 'a second index');
($status, $out) = query(['-d', 'second', '--format=paths', 'bateau', 'albatros']);
is($out =~ tr/\n//, 5, 'both are asked');
($status, $out, $err) = query(['-d', 'third', 'bateau']);
is($status, 2, 'a missing one among them');
like($err, qr/^limier-query: .*third/, 'is named');
is((query(["--rank=$_", 'bateau']))[0], 0, "--rank=$_") for qw(fast full);

# text
($status, $out, $err) = query(['bateau'], env => { COLUMNS => 60 });
like($out, qr/^1\. +\S.*^    \S+\.txt:\d+.*bateau/ms, 'text: rank, title, place, passage');
like($out, qr/Maëlle Le Gall.*2021-11-16/s, 'author and date');
is(scalar(grep { length(decode('UTF-8', $_)) > 60 && !m{/} } split /\n/, $out), 0, 'fits the width');

done_testing();
