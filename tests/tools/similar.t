#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
# limier-query --similar: passages like an article or a text; misspelt words; copies.
use strict;
use warnings;
use utf8;
use FindBin;
use lib $FindBin::Bin;
use Test::More;
use Tool;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output);
my ($status, $out, $err) = indexer(['add', '-q', "$source/corpus/articles"]);
is($status, 0, 'all sample articles are taken in') or diag($err);
($status, $out) = query(['--format=paths', '-n', 1, 'boulangerie']);
my ($article) = split /\n/, $out;

($status, $out, $err) = query(["--similar=$article", '--format=json']);
is($status, 0, 'there is something like an article') or diag($err);
my $answer = json_of($out);
is((grep { $_->{id} eq $article } @{ $answer->{hits} }), 0, 'it is not among its own likes');
is($answer->{query}, $article, 'the query is its name');
is_deeply($answer->{warnings}, [], 'nothing is said about a long query');

my $text = read_file($article);
($status, $out) = query(['--similar=-', '--format=paths', '-n', 1], stdin => $text);
is($out, "$article\n", 'the text of an article is most like itself');
is((query(['--similar=-'], stdin => ''))[0], 1, 'nothing is like nothing');

($status, $out, $err) = query(['--similar=/no/such/article']);
is($status, 2, 'an unknown article is an error');
like($err, qr{/no/such/article}, 'which names it');
is((query(['--similar=-', 'words']))[0], 2, 'no words beside it');
is((query(['--similar=-', '--count']))[0], 2, 'nor --count');

($status, $out) = query(['--format=json', 'boulangerrie']);
$answer = json_of($out);
ok(scalar @{ $answer->{hits} }, 'a misspelt word finds');
is($answer->{suggestion}, 'boulangerie', 'and it is said what was searched');

write_file('copies/a.txt', $text);
write_file('copies/b.txt', $text);
is((indexer(['add', '-q', 'copies']))[0], 0, 'copies are indexed');
$answer = json_of((query(['--similar=-', '--format=json', '-n', 3], stdin => $text))[1]);
my @also = @{ $answer->{hits}[0]{also} };
is(scalar @also, 2, 'copies are listed under the best one');
like($also[0]{path}, qr/\.txt$/, '… with their paths');
is(ref $also[0]{ordinal}, '', '… and ordinals');
like((query(['--similar=-', '-n', 1], stdin => $text))[1], qr/^ +also: \S+ \S+\s+\S+$/m, 'as text: one line, or two where the paths are long');

done_testing();
