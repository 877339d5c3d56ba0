#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
# Words with two readings: tests/data/readings.tsv, all of whose texts are articles of one index.
use strict;
use warnings;
use utf8;
use FindBin;
use lib $FindBin::Bin;
use Test::More;
use Tool;

binmode Test::More->builder->$_, ':utf8' for qw(output failure_output);
my $table = read_file("$source/tests/data/readings.tsv");
utf8::decode($table);
my @facts = map { [split /\t/] } grep { !/^(?:#|$)/ } split /\n/, $table;
my %name;
for my $text (map { @$_[1, 2] } @facts) {
    next if $name{$text};
    $name{$text} = sprintf 'texte-%02d.txt', scalar keys %name;
    utf8::encode(my $bytes = "$text\n");
    write_file($name{$text}, $bytes);
}
my ($status, undef, $err) = indexer(['add', '-q', sort values %name]);
is($status, 0, 'all texts are taken in') or diag($err);

for my $fact (@facts) {
    my ($query, $first, $second, $why) = @$fact;
    utf8::encode(my $bytes = $query);
    my (undef, $out) = query(['--format=paths', '-n', 50, '--', $bytes]);
    my @paths = map { s{.*/}{}r } split /\n/, $out;
    my %rank = map { $paths[$_] => $_ } 0 .. $#paths;
    my ($leads, $follows) = @rank{@name{$first, $second}};
    ok(defined $leads && defined $follows && $leads < $follows, "$query: $why")
        or diag("$first: ", $leads // 'not found', "\n$second: ", $follows // 'not found');
}

done_testing();
