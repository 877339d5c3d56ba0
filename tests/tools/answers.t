#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
# What a French reader expects: tests/data/answers.tsv asked of the sample articles.
use strict;
use warnings;
use utf8;
use FindBin;
use lib $FindBin::Bin;
use Test::More;
use Tool;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output);
my ($status, undef, $err) = indexer(['add', '-q', "$source/corpus/articles"]);
is($status, 0, 'all sample articles are taken in') or diag($err);

my $line = 0;
for my $fact (split /\n/, read_file("$source/tests/data/answers.tsv")) {
    $line++;
    next if $fact =~ /^#|^$/;
    utf8::decode($fact);
    my ($query, $path, $marked, $why) = split /\t/, $fact;
    my $bytes = $query;
    utf8::encode($bytes);
    my (undef, $out) = query(['--format=json', '-n', 1, '--', $bytes]);
    my $hit = json_of($out)->{hits}[0];
    if ($path eq '-') {
        ok(!$hit, "answers.tsv:$line: $query: nothing ($why)");
        next;
    }
    like($hit ? $hit->{path} : '(nothing)', qr/\Q$path\E$/, "answers.tsv:$line: $query ($why)") or next;
    my $text = $hit->{text};
    utf8::encode($text);
    my @marked = map { my $word = substr $text, $_->[0], $_->[1]; utf8::decode($word); $word } @{ $hit->{highlights} };
    ok((grep { $_ eq $marked } @marked), "… and marks $marked") or diag("marked: @marked") if length $marked;
}

# Both readings of an ambiguous word end at the same passage of each of two indexes.
for my $name (qw(un deux)) {
    write_file("$name.txt", "Il faut savoir attendre, dit le pêcheur $name.\n");
    run(["$build/limier-index", '-d', "$folder/$name", 'add', '-q', "$name.txt"]);
}
my ($code, $out) = run(["$build/limier-query", '-d', "$folder/un", '-d', "$folder/deux", '--count', 'savoir']);
is("$code $out", "0 2\n", 'a word of two readings, in two indexes');

# The number of passages with one form is known, though most of them are not looked at for an answer.
write_file('formes.jsonl', join '', map {
    my $word = $_ % 7 ? 'marchait' : 'marcherons';
    qq({"id": "f$_", "title": "", "text": "Texte $_ : on $word vers le numéro $_ de la rue."}\n)
} 1 .. 700);
run(["$build/limier-index", '-d', "$folder/formes", 'add', '-q', 'formes.jsonl']);
my $total = json_of((run(["$build/limier-query", '-d', "$folder/formes", '--format=json', '-n1', '=marcherons']))[1])->{total};
is($total, 100, 'passages with one form');

# Words that keep their apostrophe, by their beginning with and without it.
write_file('apostrophes.txt', "Le conseil de prud’hommes siège aujourd'hui ; sur la presqu'île, O'Brien va jusqu'au port.\n");
run(["$build/limier-index", '-d', "$folder/apostrophes", 'add', '-q', 'apostrophes.txt']);
for my $beginning ("prudhom*", "prud'hom*", 'prud’hom*', "aujourdh*", "aujourd'h*", "presqu'îl*", "presquil*", "obrie*", "o'bri*", "d'obrie*") {
    my $bytes = $beginning;
    utf8::encode($bytes);
    ($code, $out) = run(["$build/limier-query", '-d', "$folder/apostrophes", '--count', $bytes]);
    is("$code $out", "0 1\n", "$beginning finds the word");
}

done_testing();
