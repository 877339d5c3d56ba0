#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
# The locale chooses the language for eyes, and nothing of what scripts read.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Test::More;
use Tool;

add_articles();

# A catalogue of its own, so that nothing has to be installed.
my $catalogues = "$folder/locale";
write_file("$catalogues/fr/LC_MESSAGES/limier.mo", '');
my $made = system('msgfmt', '-o', "$catalogues/fr/LC_MESSAGES/limier.mo", "$source/po/fr.po") == 0;
my %french = (LANGUAGE => 'fr', LIMIER_LOCALEDIR => $catalogues);

SKIP: {
    skip('no msgfmt', 5) if !$made;
    my (undef, $help) = run(["$build/limier-query", '--help'], env => \%french);
    # The C library may take C.UTF-8 for C, which has no translations.
    skip('no translations in the locale C.UTF-8', 5) if $help !~ /Usage\xc2\xa0:/;
    like($help, qr/affiche cette aide/, 'French help');
    my ($status, $out, $err) = query(['xylophone'], env => \%french);
    like($err, qr/^rien trouvé/, 'French messages');
    ($status, $out, $err) = indexer(['add', 'articles'], env => \%french);
    like($err, qr/^4 inchangés/, 'French plural');
    ($status, $out, $err) = query(['--format=json', 'bateau'], env => \%french);
    like($out, qr/^\{"format_version":1,"query":"bateau","total":/, 'English keys');
    (undef, $out) = run(["$build/limier-query", '--help'], env => { %french, LC_ALL => 'C' });
    like($out, qr/^Usage: /, 'English in the locale C');
}

# A decimal comma.
SKIP: {
    my $made_locale = system('localedef -f UTF-8 -i fr_FR ./fr_FR.UTF-8 >/dev/null 2>&1') == 0;
    skip('no French locale can be made here', 3) if !$made_locale;
    my %comma = (LC_ALL => 'fr_FR.UTF-8', LOCPATH => $folder, LIMIER_LOCALEDIR => $catalogues);
    my (undef, $out) = query(['--format=json', 'bateau'], env => \%comma);
    my $answer = json_of($out);
    like($out, qr/"took_ms":\d+(\.\d+)?,/, 'JSON keeps its decimal point');
    cmp_ok($answer->{hits}[0]{score}, '>', 0, 'and its scores');
    (undef, $out) = query(['--format=trec', 'bateau'], env => \%comma);
    unlike($out, qr/,/, 'so does trec');
}

done_testing();
