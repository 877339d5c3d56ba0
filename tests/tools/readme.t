#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
# The tour of README.md is true: its commands are run, and what they print is compared.
# The folder of the tour is /home/marie; the index is the default one. UPDATE=1 writes what is printed now.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Test::More;
use Tool;

my $readme = read_file("$source/README.md");
symlink "$source/corpus", "$folder/corpus" or die;
$ENV{PATH} = "$build:$ENV{PATH}";

sub answer_of {
    my ($command) = @_;
    my ($status, $out, $err) = run(['sh', '-c', $command]);
    s{\Q$folder\E}{/home/marie}g for $out, $err;
    return ($status, $out, $err);
}

my $ran = 0;
$readme =~ s{(^```console\n)(.*?)(^```$)}{
    my ($open, $body, $close) = ($1, $2, $3);
    my $now = '';
    while ($body =~ /^\$ ([^\n]*)\n((?:(?!\$ )[^\n]*\n)*)/mg) {
        my ($command, $shown) = ($1, $2);
        my ($status, $out, $err) = answer_of($command);
        is($status, 0, "README: $command") or diag($err);
        is($out, $shown, '… prints what it says') unless $ENV{UPDATE};
        $now .= "\$ $command\n$out";
        $ran++;
    }
    "$open$now$close";
}gmse;
cmp_ok($ran, '>=', 4, 'the tour has commands');
write_file("$source/README.md", $readme) if $ENV{UPDATE};

# The table of the query language: every example finds something, or at least is no error.
my ($table) = $readme =~ /\| you write \| you get \|\n(.*?)\n\n/s;
while ($table =~ /^\| (.*?) \|/mg) {
    my $examples = $1;
    while ($examples =~ /`([^`]+)`/g) {
        my ($status, undef, $err) = run(["$build/limier-query", '--format=json', $1]);
        cmp_ok($status, '<=', 1, "README: $1 is understood") or diag($err);
        unlike($err, qr/warning/, "… without a warning");
    }
}

# The program of examples/, from an empty folder.
my ($status, $out) = run(["$build/examples/embed", "$folder/demo.limier", 'crepe']);
is($status, 0, 'examples/embed runs');
like($out, qr/^1\. Réussir ses crêpes \(crepes\), bytes 0-\d+: /, '… and finds its article, accents or not');

done_testing();
