#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
# The public headers: small, complete in themselves, for C and for C++.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Test::More;
use Tree qw(root slurp);

my $lines = () = slurp('include/limier.h') =~ /\n/g;
cmp_ok($lines, '<=', 400, 'limier.h is a window, not a floor');

my ($version) = slurp('include/limier.h') =~ /define LIM_VERSION "([^"]+)"/;
like(slurp('configure.ac'), qr/AC_INIT\(\[limier\], \[\Q$version\E\]\)/, 'header and build agree on the version');

for my $header ('include/limier.h', 'xapian-c/xapian-c.h') {
    for my $compiler (['c', $ENV{CC} // 'cc', '-std=c11'], ['c++', $ENV{CXX} // 'c++', '-std=c++17']) {
        my ($language, $command, $standard) = @$compiler;
        my $output = `$command -x $language $standard -Wall -Wextra -pedantic -fsyntax-only '${\root()}/$header' 2>&1`;
        $output =~ s/.*#pragma once in main file.*\n//g;
        is($?, 0, "$header is $language") or diag($output);
    }
}

done_testing();
