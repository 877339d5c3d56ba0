#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
# Whatever is typed, whatever a document or a name holds, whatever the pipe does.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Test::More;
use Tool;

# An escape sequence, C1 controls in UTF-8, a right-to-left override, bytes that are no UTF-8.
my $evil = "\e]0;pwned\a\e[31m\xc2\x9b31m\xe2\x80\xae\xe2\x81\xa6\x7f\x08";
my $raw  = qr/[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]/;

sub harmless { my ($bytes, $name) = @_; unlike($bytes, $raw, $name) or diag(unpack 'H*', $bytes) }
sub utf8_ok { my ($bytes, $name) = @_; ok(utf8::decode(my $copy = $bytes), $name) }

write_articles();
write_file("articles/ev\e[31mil\xc2\x9b\xff\n.txt", "Titre$evil\n\nUn bateau ${evil} hostile.\n\nUn autre bateau.\n");
write_file('evil.jsonl', qq({"id":"\\u001b]0;x\\u0007 \\u202e7","title":"\\u009b","text":"Le bateau \\u001b\\u202e hostile."}\n));
my ($status, $out, $err) = indexer(['add', 'articles', 'evil.jsonl']);
cmp_ok($status, '<=', 1, 'indexed');
harmless($err, 'the summary is harmless');

for my $format (qw(text json jsonl trec)) {
    ($status, $out, $err) = query(["--format=$format", '-n', '50', "hostile bateau $evil"]);
    is($status, 0, "$format: found");
    harmless($out, "$format: nothing raw");
    harmless($err, "$format: nothing raw on standard error");
    utf8_ok($out, "$format: valid UTF-8");
}
($status, $out) = query(['--format=paths', '-0', '-n', '50', 'bateau']);
like($out, qr/ev\e\[31mil\xc2\x9b\xff\n\.txt\0/, 'paths: as they are, for a program');
is(scalar(grep { m{^/} && !-e } split /\0/, $out), 0, 'so that they can be opened');

# On a terminal, which script(1) makes.
SKIP: {
    my $script = qx(script --version 2>/dev/null);
    skip('no script(1) from util-linux', 2) if $script !~ /util-linux/;
    skip('no terminals to be had here', 2) if (run(['script', '-qec', 'true', '/dev/null']))[0] != 0;
    my @shown = map { scalar run(['script', '-qec', shell_quote("$build/limier-query", '-d', $index, @$_), '/dev/null']) ? '' : read_file("$folder/.stdout") }
        ['--format=paths', '-n', '50', 'bateau'], ['--color=never', '-n', '50', 'bateau', $evil];
    tr/\r//d for @shown;
    like($shown[0], qr/␛\[31mil/, 'paths: visible on a terminal');
    harmless($shown[0], 'paths: harmless on a terminal');
}

# Names that cannot be read, commands and options that do not exist.
for (['add', "not\e[31mthere\n"], ["fro\e[31mb\n"], ["--fro\e[31mb\xff"], ['add', '--format', "\e[31m", 'x'],
    ['remove', "no\e[31mbody\n"], ['add', "-\e", 'x'])
{
    ($status, $out, $err) = indexer($_);
    cmp_ok($status, '>', 0, 'an error');
    harmless($err, 'shown harmlessly');
    unlike($err, qr/^(?!limier-index: |  |\d)/m, 'no line is smuggled in');
}
($status, $out) = indexer(['add', '--json', "not\xffthere\e.txt"]);
is(json_of($out)->{errors}[0]{path} =~ /not\x{fffd}there\e\.txt/, 1, 'JSON of a name that is no UTF-8');

# Nothing a person types is an error.
for ('"', '«', '(', ')', '((((((', '))))', '"bateau', 'bateau)', '(bateau', '+', '-', '*', '=', ':', 'titre:', 'ET', 'OU',
    'SAUF', 'ET OU SAUF', 'bateau ET', 'NOT', '""', '«»', '()', '-()', '+"', '=*', '***', "\xff\xfe", "bateau\xc3",
    '+-+-bateau', 'a:b:c:d', "'", "\\", '%s%n%s', '-n', ('(' x 3000) . 'bateau', ('-' x 500))
{
    ($status, $out, $err) = query(['--format=json', $_]);
    my $shown = substr(unpack('H*', $_), 0, 40);
    cmp_ok($status, '<=', 1, "no error: $shown") or diag($err);
    ok(eval { json_of($out) }, "JSON: $shown");
    harmless($err, "harmless: $shown");
}
($status, $out, $err) = query(['--format=json', '"bateau']);
is($status, 0, 'an open quote is searched as words');
like($err, qr/^limier-query: warning: ./, 'with a warning on standard error');
ok(scalar @{ json_of($out)->{warnings} }, 'and in the JSON');

# NUL in a query, very long queries
($status, $out) = query(['--batch', '--format=json'], stdin => "bateau\0hostile\n");
is(json_of($out)->{query}, "bateau\0hostile", 'NUL in a query');
my $long = 'bateau ' x 150_000;
($status, $out, $err) = query(['--batch', '--format=paths'], stdin => "$long\n");
is($status, 0, 'a query of 1 MB on standard input') or diag($err);
($status, $out, $err) = query(['--format=paths', ('bateau ' x 10_000) x 15]);
is($status, 0, 'a query of 1 MB as arguments') or diag($err);
($status, $out, $err) = query(['--batch', '--format=paths'], stdin => ('é' x 500_000) . "\n");
is($status, 1, 'a word of 1 MB') or diag($err);

# Output that cannot be written.
SKIP: {
    skip('no /dev/full', 6) if !-c '/dev/full';
    for (['bateau'], ['--format=json', 'bateau'], ['--help']) {
        ($status, $out, $err) = query($_, stdout => '/dev/full');
        is($status, 2, "full: @$_");
        like($err, qr/^limier-query: standard output: No space left on device\n  /, 'said so');
    }
}
my $many = join '', map { "q$_\tbateau\n" } 1 .. 2000;
write_file('many.tsv', $many);
my $pipe = shell_quote("$build/limier-query", '-d', $index, '--batch', '--format=json');
($status, $out, $err) = run(['bash', '-c', "$pipe <many.tsv | head -n 1; echo \${PIPESTATUS[0]}"]);
is($err, '', 'a closed pipe ends quietly');
like($out, qr/\n141\n\z/, 'by its signal');
($status, $out, $err) = run(['bash', '-c', "trap '' PIPE; $pipe <many.tsv | head -n 1"]);
is($err, '', 'even where the signal was ignored');
($status, $out, $err) = run(['sh', '-c', shell_quote("$build/limier-query", '-d', $index, 'bateau') . ' >&-']);
is($status, 2, 'closed standard output');
($status, $out, $err) = run(['sh', '-c', shell_quote("$build/limier-index", '-d', $index, 'check') . ' <&- >&- 2>&-']);
is($status, 0, 'all closed: no harm done to the index');
is((indexer(['check']))[0], 0, 'it is sound');

done_testing();
