#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
# The five laws of ARCHITECTURE.md, and the arrows between the rooms.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Test::More;
use Tree qw(sources slurp);

# Which room may include which; arrows go down, so there are no cycles.
my %below = (
    'include'  => [],
    'base'     => [],
    'xapian-c' => [],
    'cli'      => [],
    'stemmer'  => ['base'],
    'corpus'   => ['base'],
    'store'    => ['base', 'xapian-c'],
    'indexer'  => ['base', 'corpus', 'stemmer', 'store'],
    'query'    => ['base', 'stemmer', 'store'],
);
# Floor 3: what talks to people sees the public header and cli, and files of its own kind.
my $front = qr{^(?:(?:indexer|query)/(?:main(?:_[a-z]+)?|render_[a-z]+)\.[ch]|examples/.*|bench/.*)$};

# Libraries and the only rooms that may know them.
my %known_to = (
    qr{^xapian(?:\.h|/)}      => qr{^xapian-c/},
    qr{^xapian-c/xapian-c\.h} => qr{^(?:xapian-c|store)/},
    qr{^libstemmer}           => qr{^stemmer/},
    qr{^utf8proc}             => qr{^(?:stemmer|base)/},
    qr{^(?:libxml|md4c|uchardet|iconv|yajl)} => qr{^corpus/},
    qr{^zlib}                 => qr{^(?:corpus|store|xapian-c)/},
    qr{^(?:zstd|zdict)}       => qr{^store/},
    qr{^jansson}              => qr{^(?:cli|corpus|query/render_|indexer/render_)},
    qr{^store/layout\.h}      => qr{^store/},
);

my @code = grep { !m{^tests/} } sources(qr{\.(?:c|h|cc|hh)$});
cmp_ok(scalar @code, '>', 20, 'there is code to look at');

my @arrows;
for my $file (@code) {
    my ($room) = $file =~ m{^([^/]+)/};
    my $line = 0;
    for my $text (split /\n/, slurp($file)) {
        $line++;
        my ($name) = $text =~ /^\s*#\s*include\s*[<"]([^>"]+)[>"]/ or next;
        for my $library (keys %known_to) {
            push @arrows, "$file:$line: $name is not known here"
                if $name =~ $library && $file !~ $known_to{$library};
        }
        my ($target) = $name =~ m{^([^/]+)/};
        next if $text =~ /</ || $name eq 'limier.h';
        if (!defined $target || !exists $below{$target}) {
            push @arrows, "$file:$line: \"$name\" is not written from the top of the tree";
        } elsif ($file =~ $front) {
            push @arrows, "$file:$line: $name is behind the public header"
                unless $target eq 'cli' || $name =~ $front || ($file eq 'bench/analysis.c' && $target eq 'stemmer');
        } elsif ($target ne $room && !grep { $_ eq $target } @{ $below{$room} }) {
            push @arrows, "$file:$line: no arrow leads from $room to $target";
        } elsif ($name =~ $front) {
            push @arrows, "$file:$line: a room does not know its front";
        }
    }
}
is_deeply(\@arrows, [], 'arrows between rooms go down, and each library has its room');

# Law 1: C++ lives in xapian-c alone.
is_deeply([grep { /\.(?:cc|hh|cpp|hpp|cxx)$/ && !m{^xapian-c/} } @code], [], 'no C++ outside xapian-c');

# Law 5: only fronts and cli print, exit or read the environment.
my @loud;
for my $file (grep { !m{^(?:cli|xapian-c/.*\.h$)} && $_ !~ $front } @code) {
    my $text = slurp($file);
    $text =~ s{/\*.*?\*/}{ my $c = $&; $c =~ tr/\n//cd; $c }gse;
    $text =~ s{"(?:\\.|[^"\\\n])*"}{""}g;
    my $line = 0;
    for my $code (split /\n/, $text) {
        $line++;
        push @loud, "$file:$line: $1"
            if $code =~ /\b((?:v?printf|puts|putchar|perror|v?fprintf|fputs|_?exit|abort|(?:secure_)?getenv|setlocale|system|popen))\s*\(/;
    }
}
is_deeply(\@loud, [], 'rooms neither print, nor exit, nor read the environment');

# Law 2: French is known to the stemmer alone; words of the language in other rooms' code are a leak.
my @french;
for my $file (grep { m{^(?:base|store|xapian-c|indexer|corpus)/.*\.c$} && $_ !~ $front } @code) {
    my $text = slurp($file);
    push @french, $file if $text =~ /"(?:l'|d'|qu'|aujourd'hui|les|des|une)"/;
}
is_deeply(\@french, [], 'French words are the stemmer\'s');

# The two rooms of floor 2 never see each other (the table above says so; this keeps the table honest).
ok(!(grep { $_ eq 'query' } @{ $below{indexer} }) && !(grep { $_ eq 'indexer' } @{ $below{query} }),
    'indexer and query do not see each other');

done_testing();
