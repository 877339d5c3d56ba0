#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
# What is broken is named, with its reason; everything else is indexed, and nothing that was there is lost.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Test::More;
use Tool;

# A run of add as JSON: exit status, the summary, reasons by file name.
sub add {
    my @arguments = @_;
    my ($status, $out, $err) = indexer(['add', '--json', '-q', @arguments]);
    my $summary = json_of($out);
    my %reason = map { ((split m{/}, $_->{path})[-1] => $_) } @{ $summary->{errors} };
    return ($status, $summary, \%reason, $err);
}

sub count { my (undef, $out) = query(['--count', @_]); chomp $out; return $out }

sub compressed {
    my ($path, $bytes) = @_;
    write_file("$folder/.plain", $bytes);
    system("gzip -c '$folder/.plain' >'$path'") == 0 or die;
    return read_file($path);
}

# Ten broken files among whole ones.
write_articles();
my $whole = 4;
mkdir "$folder/articles/broken";
my $broken = "$folder/articles/broken";
write_file("$broken/empty.txt", '');
write_file("$broken/blank.txt", "\n \n\t\n");
write_file("$broken/image.txt", "\x89PNG\r\n\x1a\n" . "\0" x 100);
write_file("$broken/program.txt", "\x7fELF" . join '', map { chr($_ % 256) } 1 .. 3000);
my $zipped = compressed("$folder/whole.gz", "Un article compressé qui parle de girafe.\n" x 2000);
write_file("$broken/cut.txt.gz", substr($zipped, 0, length($zipped) / 2));
system("head -c 300000000 /dev/zero | tr '\\0' 'a' | gzip -1 >'$broken/bomb.txt.gz'") == 0 or die;
write_file("$broken/lines.jsonl", qq({"id":"un","title":"Un","text":"Le renard court."}\n)
    . qq({"id":"deux","title":\n) . qq({"title":"sans nom","text":"x"}\n) . qq([1,2]\n)
    . qq({"id":"trois","title":"Trois","text":"Le renard dort."}\n));
{
    open my $out, '>', "$broken/giant.txt" or die;
    print $out 'mot ' x 1_000_000 for 1 .. 50;
    close $out;
}
write_file("$broken/latin.txt", "Un \xe9l\xe9phant et un z\xe8bre se prom\xe8nent dans la savane, o\xf9 l'herbe est br\xfbl\xe9e.\n");
write_file("$broken/mixed.txt", "L’hippopotame d’Élodie a été très étonné par les \xff\xfe bêtes étrangères du zoo à côté.\n");
write_file("$broken/nul.txt", "Le crocodile dort au bord de l'eau, immobile, en plein soleil.\n" x 200 . "un\0deux\n");
write_file("$broken/unclosed.html", '<html><body><div><p>Une <b>pieuvre<p>nage <i>vite</div></span><table><td>mer');
write_file("$broken/deep.html", '<div>' x 20000 . '<p>Un lama des Andes.</p>');
symlink '..', "$broken/loop";
symlink '/etc', "$broken/outside";
symlink 'nowhere', "$broken/dangling";

my ($status, $summary, $reason, $err) = add('articles');
is($status, 1, 'some documents are skipped');
for my $name (qw(empty.txt blank.txt image.txt program.txt cut.txt.gz bomb.txt.gz giant.txt)) {
    ok($reason->{$name}, "$name is reported") or next;
    ok(length $reason->{$name}{reason} > 4, "… because: $reason->{$name}{reason}");
}
like($reason->{'empty.txt'}{reason}, qr/empty/, 'an empty file is called so');
like($reason->{'image.txt'}{reason}, qr/PNG|binary/, 'an image is called so');
like($reason->{'cut.txt.gz'}{reason}, qr/gzip/, 'a cut gzip file is called so');
like($reason->{'bomb.txt.gz'}{reason}, qr/max-file/, 'a bomb runs into the ceiling, which can be raised');
like($reason->{'giant.txt'}{reason}, qr/max-file/, 'so does a 200 MB line');
my @lines = sort map { $_->{line} // 0 } grep { $_->{path} =~ /lines\.jsonl/ } @{ $summary->{errors} };
is_deeply(\@lines, [2, 3, 4], 'broken JSON lines are named by number');
unlike("@{[map { $_->{path} } @{ $summary->{errors} }]}", qr/loop|outside|dangling/, 'links are passed over');
is($summary->{added}, $whole + 2 + 5, 'everything else is in');
is(count('bateau'), 3, 'the whole articles are found');
is(count('renard'), 2, 'and the whole lines of a broken file');
is(count($_), 1, "$_ is found") for qw(éléphant hippopotame pieuvre lama);
cmp_ok(count('crocodile'), '>', 1, 'so is what stands around a NUL');
is(count('root'), 0, 'nothing outside was read');

# Again: the same problems, nothing else changes.
($status, $summary, $reason) = add('articles');
is($status, 1, 'the same files are still broken');
is($summary->{$_}, 0, "$_ none the second time") for qw(added replaced removed);
is($summary->{unchanged}, $whole + 2 + 5, 'all the rest is unchanged');

# What was good and breaks keeps what the index had of it.
write_file("$folder/articles/recette.md", '');
($status, $summary, $reason) = add('articles');
is($status, 1, 'an emptied file is skipped');
ok($reason->{'recette.md'}, '… and reported');
is($summary->{removed}, 0, '… and not taken out');
is(count('potiron'), 1, '… and still found');

# A line beyond the ceiling inside JSON lines is one line lost, not a file.
{
    open my $out, '>', "$folder/long.jsonl" or die;
    print $out qq({"id":"avant","text":"Une tortue avance."}\n{"id":"long","text":");
    print $out 'mot ' x 1_000_000 for 1 .. 50;
    print $out qq("}\n{"id":"apres","text":"Une tortue recule."}\n);
    close $out;
}
($status, $summary) = add('long.jsonl');
is($status, 1, 'a 200 MB JSON line is skipped');
is($summary->{errors}[0]{line}, 2, '… by its number');
is(count('tortue'), 2, '… and what stands around it is found');

# Paths that are not there.
($status, $summary, $reason) = add('nulle-part.txt');
is($status, 1, 'a missing path is a problem');
ok($reason->{'nulle-part.txt'}, '… that is named');

# As another user: what cannot be read is named.
SKIP: {
    skip 'only root can become somebody else', 3 if $> != 0;
    mkdir "$folder/private" or die;
    write_file("$folder/private/open.txt", "Une autruche court dans la plaine.\n");
    write_file("$folder/private/closed.txt", "Un secret bien gardé.\n");
    mkdir "$folder/private/locked" or die;
    chmod 0, "$folder/private/closed.txt", "$folder/private/locked";
    chmod 0755, $folder, "$folder/private";
    mkdir "$folder/theirs" or die;
    chown 65534, 65534, "$folder/theirs";
    my ($code, $out) = run(['perl', '-e', '$) = "65534 65534"; $( = 65534; $< = $> = 65534; exec @ARGV',
        "$build/limier-index", '-d', "$folder/theirs/index", 'add', '--json', '-q', "$folder/private"]);
    skip 'the build folder is closed to others', 3 if $out eq '';
    my $theirs = json_of($out);
    is($code, 1, 'unreadable files are skipped');
    is($theirs->{added}, 1, '… the readable one is in');
    is_deeply([sort map { (split m{/}, $_->{path})[-1] } @{ $theirs->{errors} }], ['closed.txt', 'locked'],
        '… the others are named, a closed folder too');
}

# JSON lines that end in the middle: what is there is in, and the next run looks again.
{
    my $lines = join '', map { qq({"id":"ligne $_","text":"Le hérisson numéro $_ a ) . ($_ * 7919 % 10007) . qq( piquants."}\n) }
        1 .. 9000;
    my $all = compressed("$folder/lines.jsonl.gz", $lines);
    my @lines = ('-d', "$folder/lines.lim", 'add', '--json', '-q', "$folder/lines.jsonl.gz");
    write_file("$folder/lines.jsonl.gz", substr($all, 0, length($all) * 0.9));
    my $old = time - 1000;
    utime $old, $old, "$folder/lines.jsonl.gz";
    my ($code, $out) = run(["$build/limier-index", @lines]);
    my $first = json_of($out);
    is($code, 1, 'JSON lines that are cut are told of');
    cmp_ok($first->{added}, '>', 1000, '… what comes before is in');
    ($code, $out) = run(["$build/limier-index", @lines]);
    my $second = json_of($out);
    is($code, 1, '… they are not taken for known');
    is($second->{added} + $second->{replaced} + $second->{removed}, 0, '… nor is what is in touched');
    is($second->{unchanged}, $first->{added}, '… it stays');
    is_deeply($second->{errors}, $first->{errors}, '… and the reason is the same');
    write_file("$folder/lines.jsonl.gz", $all);
    ($code, $out) = run(["$build/limier-index", @lines]);
    is_deeply([$code, json_of($out)->{added}, json_of($out)->{unchanged}], [0, 9000 - $first->{added},
        $first->{added}], '… when it is whole again, the rest is added');
    ($code, $out) = run(["$build/limier-index", @lines]);
    is_deeply([$code, json_of($out)->{unchanged}], [0, 9000], '… and the file is known');
}

# Queries that nobody would type.
for my $case (['"jamais fermé', 'an open quote'], ['((((bateau', 'open parentheses'], ['bateau))))', 'closing ones'],
    ['ET OU SAUF', 'operators alone'], ['+ - " ( ) * =', 'marks alone'], ["bateau\x01\x1b[31m", 'control characters'],
    ["\xff\xfe bateau", 'bytes that are no UTF-8'], ['titre:', 'a field alone'], ['(' x 5000 . 'bateau', 'depth'],
    ['bateau ' x 150_000, 'a megabyte'], [join(' ', map { "mot$_" } 1 .. 100_000), 'a megabyte of words']) {
    my ($query, $what) = @$case;
    my ($code, $out, $error) = run(["$build/limier-query", '-d', $index, '--batch', '--format=json'],
        stdin => "$query\n");
    ok($code <= 1, "$what: no error") or diag("exit $code: $error");
    unlike($error, qr/[\x00-\x08\x0b-\x1f\x7f]/, "$what: nothing raw on the terminal");
}

done_testing();
