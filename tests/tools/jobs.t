#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
# The same files give the same answers in the same order, however many workers made the index and however
# many segments it has. Most passages here weigh the same as hundreds of others.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Test::More;
use Tool;

srand 1789;
my @nouns = qw(chat bateau jardin maison fleur nuage chemin village fleuve oiseau cheval table miroir
    marchand marché marchandise jardinier jardinage maisonnette villageois personne personnel personnage);
my @verbs = qw(mange regarde traverse connaît oublie attend);
sub noun { return $nouns[rand @nouns] }
for my $i (1 .. 1600) {
    my @sentences = map { 'Le ' . noun() . " $verbs[rand @verbs] le " . noun() . '.' } 1 .. 1 + rand 3;
    write_file(sprintf('many/%d/%04d.txt', $i % 9, $i), join(' ', @sentences) . "\n");
}
my @queries = (@nouns, map({ noun() . ' ' . noun() } 1 .. 30), map({ '+' . noun() . ' +' . noun() } 1 .. 10),
    map({ '"' . noun() . " $verbs[rand @verbs]\"" } 1 .. 10), 'march*', 'jard* -fleur', 'bateua', 'vilage');

# All answers, without the time that they took. Totals that are estimates may differ: there are none here.
sub answers {
    my ($where, @options) = @_;
    my ($status, $out, $err) = run(["$build/limier-query", '-d', $where, '--batch', '--format=json', @options],
        stdin => join("\n", @queries) . "\n");
    die "limier-query: $status\n$err" if $status != 0;
    $out =~ s/"took_ms":[0-9.]+/"took_ms":0/g or die 'no took_ms';
    return $out;
}

sub index_of { my ($where, @command) = @_; return run(["$build/limier-index", '-d', $where, @command]) }
sub segments { return json_of((index_of($_[0], 'status', '--json'))[1])->{segments} }

index_of('one', 'add', '-q', '-j1', 'many');
is(segments('one'), 1, 'one worker, one segment');
my %options = (all => [], page => ['-n5', '--offset=20'], articles => ['--group=article'], fast => ['--rank=fast']);
my %expected = map { $_ => answers('one', @{ $options{$_} }) } keys %options;
unlike($expected{all}, qr/"total_estimated":true/, 'all totals are exact');
my ($first) = split /\n/, $expected{all};
cmp_ok(json_of($first)->{total}, '>', 50, 'many passages match');

sub compare {
    my ($where, $name) = @_;
    ok(answers($where, @{ $options{$_} }) eq $expected{$_}, "$name: the same answers ($_)") for sort keys %options;
}

for my $jobs (2, 4) {
    index_of("jobs-$jobs", 'add', '-q', "-j$jobs", 'many');
    compare("jobs-$jobs", "-j$jobs");
}
is(segments('jobs-4'), 1, 'what several workers have written is joined');
index_of('parts', 'add', '-q', $_) for map { "many/$_" } 8, 3, 0, 5, 1, 7, 2, 6, 4;
compare('parts', 'nine runs');
index_of('halves', 'add', '-q', @$_) for [map { "many/$_" } 0 .. 4], [map { "many/$_" } 5 .. 8];
is(segments('halves'), 2, 'two runs, two segments');
compare('halves', 'two runs');
index_of('halves', 'optimize');
is(segments('halves'), 1, 'optimize joins them');
compare('halves', 'optimize');

done_testing();
