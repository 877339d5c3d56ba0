#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
# The shared libraries show what their headers declare: nothing more, nothing less.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Test::More;
use Tree qw(root slurp);

my $build = $ENV{LIMIER_BUILD} // root();

for my $case (['limier', 'include/limier.h', 'lim_', 'LIM_API'], ['xapian-c', 'xapian-c/xapian-c.h', 'xc_', 'XC_API']) {
    my ($library, $header, $prefix, $mark) = @$case;
    my $file = "$build/.libs/lib$library.so";
    ok(-e $file, "lib$library is built") or next;
    # Typeinfo and inline functions of the C++ library are weak and have to stay visible.
    my @shown = sort map { (split)[2] } grep { / [TDBR] / } `nm -D --defined-only '$file'`;
    my $text = slurp($header);
    $text =~ s{/\*.*?\*/}{}gs;
    $text =~ s/^\s*#.*$//mg;
    my @declared = sort($text =~ /\b$mark\b[^;(]*?\b($prefix\w+)\s*\(/g);
    is_deeply(\@shown, \@declared, "lib$library exports what $header declares");
}

done_testing();
