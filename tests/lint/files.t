#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
# Files: licence lines, sizes, widths, and a README in every room.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Test::More;
use Tree qw(root sources slurp);

my @ours = grep { $_ !~ m{^(?:COPYING|tests/data/corpus-|corpus/articles/)} }
    sources(qr{(?:\.(?:c|h|cc|hh|t|pm|pl|mk|am|ac|sh|tsv|po|in|[13])|^quickstart|^autogen\.sh|^\.ci/run|^tests/run)$});
my @generated = qw(Makefile.in aclocal.m4 config.h config.h.in);
my %skip = map { $_ => 1 } @generated;
@ours = grep { !$skip{$_} && !/^(?:build-aux|man\/.*\.1$)/ } @ours;
cmp_ok(scalar @ours, '>', 50, 'there are files to look at');

my $tag = 'SPDX-License-' . 'Identifier: GPL-2.0-or-later';
is_deeply([grep { !/\.pc\.in$/ && index(substr(slurp($_), 0, 400), $tag) < 0 } @ours], [],
    'every file says its licence');

my (@wide, @ends, @todo);
for my $file (grep { /\.(?:c|h|cc|hh|mk|am|ac|t|pm)$/ } @ours) {
    my $line = 0;
    for my $text (split /\n/, slurp($file)) {
        $line++;
        utf8::decode($text);
        1 while $text =~ s/^(.*?)\t/$1 . ' ' x (8 - length($1) % 8)/e;
        push @wide, "$file:$line" if length $text > 110 && $file =~ /\.(?:c|h|cc|hh)$/ && $file !~ /^tests/;
        push @ends, "$file:$line" if $text =~ /\s$/;
        push @todo, "$file:$line" if $text =~ /\b(?:TO${\''}DO|FIX${\''}ME|X${\''}XX)\b/;
    }
}
is_deeply(\@wide, [], 'lines can be read side by side');
is_deeply(\@ends, [], 'no blanks at ends of lines');
is_deeply(\@todo, [], 'nothing is left for later');

my @long = grep { (() = slurp($_) =~ /\n/g) > 500 } grep { /\.(?:c|h|cc|hh)$/ && !m{^tests/} } @ours;
is_deeply(\@long, [], 'no file is longer than one sees at a glance');

for my $room (qw(base xapian-c cli stemmer corpus store indexer query tests)) {
    my $lines = -e root() . "/$room/README.md" ? () = slurp("$room/README.md") =~ /\n/g : 0;
    ok($lines > 2 && $lines <= 15, "$room/README.md says what the room is for, in at most 15 lines");
}

done_testing();
