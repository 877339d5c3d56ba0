#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
# An index that is missing, newer, damaged, locked, on a full disk, or whose writer was killed.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use File::Copy;
use Test::More;

# In a mount namespace of its own, if there is one to be had: however the test ends, no small disk is left behind.
BEGIN {
    if (!$ENV{LIMIER_OWN_MOUNTS}) {
        $ENV{LIMIER_OWN_MOUNTS} = system('unshare -m true 2>/dev/null') == 0 ? 'yes' : 'no';
        exec 'unshare', '-m', $^X, $0 if $ENV{LIMIER_OWN_MOUNTS} eq 'yes';
    }
}
use Tool;

sub copy_index {
    my ($name) = @_;
    system('cp', '-a', $index, "$folder/$name") == 0 or die;
    return "$folder/$name";
}

sub tool { my ($tool, $where, @arguments) = @_; return run(["$build/limier-$tool", '-d', $where, @arguments]) }

add_articles();
my $manifest = read_file("$index/XAPIANDB");

# Missing.
my ($status, $out, $err) = tool('query', "$folder/rien", 'bateau');
is($status, 2, 'no index is an error');
like($err, qr{\Q$folder\E/rien}, '… that names it');
like($err, qr/limier-index/, '… and the next step');
is((tool('index', "$folder/rien", $_))[0], 2, "$_ without an index fails") for qw(status check optimize rebuild);
ok(!-e "$folder/rien", 'nobody made one');

# Newer.
my $newer = copy_index('newer');
(my $changed = $manifest) =~ s/format[ =](\d+)/format 9999/ or die "no format version in the manifest\n";
write_file("$newer/XAPIANDB", $changed);
($status, undef, $err) = tool('query', $newer, 'bateau');
is($status, 2, 'a newer format is refused');
like($err, qr/newer|upgrade/i, '… and called so') or diag($err);
is((tool('index', $newer, 'add', 'articles'))[0], 2, 'nor is it written to');

# A damaged manifest: cut at every line, or changed in the middle.
my $cut = copy_index('cut');
for my $length (0, 1, 20, int(length($manifest) / 2), length($manifest) - 2) {
    write_file("$cut/XAPIANDB", substr($manifest, 0, $length));
    ($status, undef, $err) = tool('query', $cut, 'bateau');
    is($status, 2, "a manifest of $length bytes is refused");
    like($err, qr/XAPIANDB|damaged/, '… and named');
}

# Damaged segments never crash a search, and check finds them.
my ($segment) = map { m{([^/]+)$} } glob "$index/seg-*";
srand 1910;
my $found = 0;
my @files = grep { -s } map { m{([^/]+)$} } glob "$index/$segment/*";
my @cases = map { my $file = $_; map { [$file, $_] } 'cut', 'zero', 'noise', 'gone' } @files;
for my $case (@cases) {
    my ($file, $how) = @$case;
    my $where = copy_index("damaged-$file-$how");
    my $path = "$where/$segment/$file";
    my $bytes = read_file($path);
    if ($how eq 'cut') { $bytes = substr($bytes, 0, length($bytes) / 2) }
    if ($how eq 'zero') { substr($bytes, 0, 200) = "\0" x 200 }
    if ($how eq 'noise') { substr($bytes, int rand(length $bytes), 1) = chr int rand 256 for 1 .. 400 }
    $how eq 'gone' ? unlink $path : write_file($path, $bytes);
    my ($code) = tool('query', $where, '--format=json', 'bateau');
    ok($code <= 2, "$file $how: a search ends by itself") or diag("exit $code");
    ($code) = tool('index', $where, 'check');
    is($code, 2, "$file $how: check finds it");
    system('rm', '-rf', $where);
}

# A second writer is told who holds the lock.
SKIP: {
    pipe my $read, my $write or die;
    my $pid = fork // die;
    if (!$pid) {
        close $read;
        open my $lock, '>>', "$index/lock" or die;
        flock $lock, 2 or die;
        print $write "locked\n";
        close $write;
        sleep 60;
        exit;
    }
    close $write;
    <$read>;
    ($status, undef, $err) = indexer(['add', 'articles']);
    is($status, 2, 'a second writer is refused');
    like($err, qr/lock|writ/i, '… and told why');
    is((query(['bateau']))[0], 0, 'readers do not wait');
    is((indexer(['add', '-q', '--dry-run', 'articles']))[0], 0, 'nor does who only wants to know what would be done');
    kill 'KILL', $pid;
    waitpid $pid, 0;
    is((indexer(['add', '-q', 'articles']))[0], 0, 'a dead holder holds nothing');
}

# A full disk: the index stays as it was.
SKIP: {
    my $small = "$folder/small";
    mkdir $small;
    skip 'no right to mount a small disk', 6
        if $ENV{LIMIER_OWN_MOUNTS} ne 'yes' || system("mount -t tmpfs -o size=3m tmpfs '$small' 2>/dev/null") != 0;
    is((tool('index', "$small/index", 'add', '-q', 'articles'))[0], 0, 'a few articles fit');
    my $text = '';
    $text .= join(' ', map { sprintf 'mot%x', int rand 2**30 } 1 .. 12) . ".\n\n" for 1 .. 20_000;
    write_file('large/large.txt', $text);
    ($status, undef, $err) = tool('index', "$small/index", 'add', 'large');
    is($status, 2, 'a large one does not');
    like($err, qr/space/i, '… and the disk is named') or diag($err);
    is((tool('query', "$small/index", 'bateau'))[0], 0, 'what was there is found');
    is((tool('index', "$small/index", 'check'))[0], 0, '… and sound');
    my @left = grep { m{/[^/]*(?:\.tmp-|\.new)[^/]*$} } glob "$small/index/*";
    is_deeply(\@left, [], 'nothing is left behind');
    system("umount '$small'");
}

# kill -9 at some moments of an add: the old state or the new one, and the next run completes. Many more such
# moments are in tests/indexer/test_crash.c.
my $text = '';
write_file("many/article-$_.txt", "Un article\n\n" . join(' ', map { sprintf 'mot%x', int rand 2**24 } 1 .. 400) . " bateau.\n")
    for 1 .. 300;
for my $ms (20, 80, 180) {
    my $where = copy_index("killed-$ms");
    my $pid = fork // die;
    if (!$pid) {
        open STDERR, '>', '/dev/null';
        exec "$build/limier-index", '-d', $where, 'add', '-q', 'many' or exit 127;
    }
    select undef, undef, undef, $ms / 1000;
    kill 'KILL', $pid;
    # The libtool wrapper execs the tool, so the process is the tool itself.
    waitpid $pid, 0;
    my ($code, $count) = tool('query', $where, '--count', 'bateau');
    chomp $count;
    ok($count == 3 || $count == 303, "killed after $ms ms: all or nothing is visible") or diag("$count");
    is((tool('index', $where, 'check'))[0], 0, '… the index is sound');
    is((tool('index', $where, 'add', '-q', 'many'))[0], 0, '… the next run completes');
    is((tool('query', $where, '--count', 'bateau'))[1], "303\n", '… all is found');
    is_deeply([grep { m{/[^/]*(?:\.tmp-|\.new)[^/]*$} } glob "$where/*"], [], '… the rubbish is swept');
    system('rm', '-rf', $where);
}

done_testing();
