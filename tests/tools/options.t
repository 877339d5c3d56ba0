#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
# How the tools are called: options, help, mistakes.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Test::More;
use Tool;

add_articles();

for my $tool (qw(limier-query limier-index)) {
    my ($status, $out, $err) = run(["$build/$tool", '--help']);
    is($status, 0, "$tool --help");
    like($out, qr/^Usage: $tool .*--version/s, "$tool --help shows usage and options");
    is($err, '', "$tool --help is silent on stderr");
    ($status, $out) = run(["$build/$tool", '--version']);
    is($status, 0, "$tool --version");
    like($out, qr/^$tool \d+\.\d+\.\d+\n\z/, "$tool --version shows one line");
    ($status, $out, $err) = run(["$build/$tool", '--hepl']);
    is($status, 2, "$tool: an unknown option is an error");
    is($out, '', "$tool: and leaves stdout alone");
    like($err, qr/^$tool: unknown option --hepl; did you mean --help\?\n  \S/, "$tool: with the nearest");
    ($status, $out, $err) = run(["$build/$tool"]);
    is($status, 2, "$tool without anything");
    like($err, qr/^$tool: .* missing\n  .*--help/, "$tool without anything tells what is missing");
    ($status, $out, $err) = run(["$build/$tool", '--print-man']);
    like($out, qr/^\.TH \U$tool\E 1 .*^\.SH SYNOPSIS\n.*^\.SH OPTIONS\n/ms, "$tool writes its manual");
    unlike($out, qr/[^\n -~]/, 'in ASCII');
}

# Every option of the help is in the manual and in the completion.
for my $tool (qw(limier-query limier-index)) {
    my (undef, $help) = run(["$build/$tool", '--help']);
    my (undef, $man)  = run(["$build/$tool", '--print-man']);
    my (undef, $bash) = run(["$build/$tool", '--print-completion']);
    $man =~ s/\\-/-/g;
    my @names = $help =~ /^  (?:-\S, |    )(--[a-z-]+)/mg;
    cmp_ok(scalar @names, '>', 7, "$tool has options");
    is_deeply([grep { $man !~ /\\fB\Q$_\E\\fR/ } @names], [], "$tool: the manual has them");
    is_deeply([grep { $bash !~ /\Q$_\E/ } @names], [], "$tool: the completion has them");
}

# In a query a leading minus excludes.
my @words = (
    [['-libye', 'bateau'], 0], [['bateau', '-danse'], 0], [['bateau', '-bateau'], 1],
    [['-n', '2', 'bateau'], 0], [['-n2', 'bateau'], 0], [['bateau', '-n', '2'], 0],
    [['-n', 'bateau'], undef], [['--', 'bateau'], 0], [['bateau', '--', '--batch'], 0],
    [['--number=2', 'bateau'], 0], [['bateau', '-'], 0], [['bateau', '---'], 0], [[''], 1],
);
for (@words) {
    my ($arguments, $expected) = @$_;
    my ($status, undef, $err) = query($arguments);
    $status = undef if !defined $expected && $status < 2;
    is($status, $expected, "limier-query @$arguments") or diag($err);
}
my (undef, $out) = query(['-n', '1', '--format=jsonl', 'bateau']);
is(scalar(split /\n/, $out), 1, '-n counts');
($_) = query(['--format=jsonl', '-n', '1', '--offset=99', 'bateau']);
is($_, 1, 'nothing beyond the end');

for (['--number=x', 'a'], ['-n', '99999999999999999999', 'a'], ['--format=xml', 'a'], ['--batch', 'a'],
    ['--batch=1'], ['--group=author', 'a'], ['--rank=best', 'a'], ['--color=red', 'a'], ['--count=3', 'a'],
    ['a', '--offset'])
{
    my ($status, $out, $err) = query($_);
    is($status, 2, "limier-query @$_");
    like($err, qr/^limier-query: .+\n  .+\n\z/, 'says why and what next');
    is($out, '', 'and shows nothing');
}

for (['frobnicate'], ['ad', 'x'], ['add'], ['remove'], ['status', 'x'], ['status', '--dry-run'],
    ['add', '-z', 'x'], ['add', '-j', 'x', 'y'], ['add', '--format=pdf', 'x'], ['add', '--memory'])
{
    my ($status, $out, $err) = indexer($_);
    is($status, 2, "limier-index @$_");
    like($err, qr/^limier-index: .+\n  .+\n\z/, 'says why and what next');
}
like((indexer(['ad', 'x']))[2], qr/did you mean "add"\?/, 'the nearest command is suggested');
like((indexer(['add', '--help']))[1], qr/add PATH.*--dry-run/s, 'a command has its own help');
like((run(["$build/limier-index", '--help', 'status']))[1], qr/status\n.*--json/s, 'before it too');
unlike((indexer(['status', '--help']))[1], qr/--dry-run/, 'without what is not its own');

# Where the index is.
($_) = run(["$build/limier-query", 'bateau'], env => { LIMIER_INDEX => $index });
is($_, 0, '$LIMIER_INDEX');
($_) = run(["$build/limier-query", '--index', $index, 'bateau'], env => { LIMIER_INDEX => '/nowhere' });
is($_, 0, '-d goes before $LIMIER_INDEX');
my ($status, undef, $err) = run(["$build/limier-query", 'bateau']);
is($status, 2, './.limier, which is not there');
like($err, qr/^limier-query: .*\.limier/, 'and is named');
rename $index, '.limier';
($_) = run(["$build/limier-query", 'bateau']);
is($_, 0, './.limier');
($_) = run(["$build/limier-index", 'status', '-d', '.limier']);
is($_, 0, 'options after the command');

# Colours.
rename '.limier', $index;
unlike((query(['bateau']))[1], qr/\033/, 'no colour in a pipe');
like((query(['--color=always', 'bateau']))[1], qr/\033\[1m/, 'unless asked for');
unlike((query(['--color=never', 'bateau']))[1], qr/\033/, 'never');

done_testing();
