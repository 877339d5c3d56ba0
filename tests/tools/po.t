#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
# The French catalogue is well formed and complete for the messages that are in the sources now.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Test::More;
use Tool;

for my $program (qw(xgettext msgfmt msgcmp msgattrib)) {
    plan(skip_all => "no $program") if (run([$program, '--version']))[0] != 0;
}

my ($status, $template, $err) = run(["$source/po/extract"]);
is($status, 0, 'the messages can be extracted') or diag($err);
write_file('limier.pot', $template);
cmp_ok(scalar(() = $template =~ /^msgid /mg), '>', 100, 'there are messages');

for my $catalogue (glob "$source/po/*.po") {
    my ($name) = $catalogue =~ m{([^/]+)\z};
    ($status, undef, $err) = run(['msgfmt', '--check', '-o', '/dev/null', $catalogue]);
    is($status, 0, "$name is well formed") or diag($err);
    ($status, undef, $err) = run(['msgcmp', $catalogue, 'limier.pot']);
    is($status, 0, "$name is complete: nothing untranslated, nothing fuzzy") or diag($err);
    is((run(['msgattrib', '--only-obsolete', $catalogue]))[1], '', "$name has nothing obsolete");
}

done_testing();
