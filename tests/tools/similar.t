#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
# limier-query --similar: passages like an article or a text; misspelt words.
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

done_testing();
