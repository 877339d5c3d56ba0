#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
# limier-query --batch: many queries, one process, answers in order.
use strict;
use warnings;
use FindBin;
use IPC::Open2;
use lib $FindBin::Bin;
use Test::More;
use Tool;

add_articles();

my $queries = "bateau\nq2\tpotiron\r\nxylophone\n\nq5\tmusée";
my ($status, $out, $err) = query(['--batch', '--format=json'], stdin => $queries);
is($status, 0, 'exit 0 when any is found');
my @answers = map { json_of($_) } split /\n/, $out;
is(scalar @answers, 5, 'an answer per line, empty ones too');
is(join(' ', map { $_->{qid} } @answers), '1 q2 3 4 q5', 'qid, or else the line number');
is(join('|', map { $_->{query} } @answers), "bateau|potiron|xylophone||mus\x{e9}e", 'queries without line ends');
is(scalar @{ $answers[$_]{hits} }, 0, "nothing for $answers[$_]{qid}") for 2, 3;
ok(scalar @{ $answers[$_]{hits} }, "something for $answers[$_]{qid}") for 0, 1, 4;
is((split /\n/, (query(['--batch', '--format=json'], stdin => "bateau\n"))[1]) + 0, 1, 'the last line end begins no query');
is((query(['--batch', '--format=json'], stdin => ''))[1], '', 'no queries, no answers');
is((query(['--batch', '--format=json'], stdin => ''))[0], 1, 'and nothing found');
is((query(['--batch', '--format=json'], stdin => "xylophone\nkoala\n"))[0], 1, 'exit 1 when none is found');

($status, $out) = query(['--batch', '--format=jsonl', '-n', '1'], stdin => $queries);
is(join(' ', map { json_of($_)->{qid} } split /\n/, $out), '1 q2 q5', 'jsonl: hits have a qid');

($status, $out) = query(['--batch', '--format=trec'], stdin => $queries);
my %ranks;
for (split /\n/, $out) {
    like($_, qr/^\S+ Q0 \S+ \d+ \S+ limier\z/, 'trec line');
    my @columns = split / /;
    push @{ $ranks{ $columns[0] } }, $columns[3];
}
is_deeply([sort keys %ranks], [qw(1 q2 q5)], 'trec: qids');
is_deeply($ranks{1}, [1, 2, 3], 'ranks begin anew for each');
like((query(['--batch', '--format=trec'], stdin => "q 1\tpotiron\n"))[1], qr/^q%201 Q0 /, 'blanks in a qid');

like((query(["--batch", "--count"], stdin => "potiron\nq2\tpotiron\nxylophone\n"))[1], qr/^([1-9]\d*)\nq2\t\1\n0\n\z/, "counts");
like((query(['--batch'], stdin => $queries))[1], qr/^== 1 · bateau\n.*^== q2 · potiron\n.*^== q5/ms, 'text has headings');
is((query(['--batch', '--format=json'], stdin => "q\ta\tb\n"))[1] =~ /"query":"a\\tb"/, 1, 'only the first tab counts');
is((query(['--batch', '--format=json'], stdin => "\tpotiron\n"))[1] =~ /"qid":"1"/, 1, 'an empty qid is none');

# Any number of workers gives the same answers in the same order.
my $many = join '', map { "bateau potiron\nq$_\tmusée \"la ville\"\nxylophone\n+bateau -potiron\n" } 1 .. 50;
my %said = map { $_ => [query(['--batch', '--format=json', '-j', $_], stdin => $many)] } 1, 2, 5, 300;
$_->[1] =~ s/"took_ms":[\d.]+//g for values %said;
is_deeply($said{$_}, $said{1}, "-j $_") for 2, 5, 300;
is(scalar(split /\n/, $said{1}[1]), 200, 'all are answered');

# Answers come at once, not when the pipe is full.
my $pid = open2(my $from, my $to, "$build/limier-query", '-d', $index, '--batch', '--format=json');
for (qw(bateau potiron)) {
    print {$to} "$_\n";
    $to->flush;
    is(json_of(scalar <$from>)->{query}, $_, "answered while the input is open: $_");
}
close $to;
waitpid $pid, 0;
is($? >> 8, 0, 'ends with its input');

done_testing();
