#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
# What a run keeps of an article is a few bytes, whatever the length of its id: seen by how memory grows.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Test::More;
use Time::HiRes qw(sleep);
use Tool;

plan skip_all => 'the system does not tell what a process takes' if !-r "/proc/$$/status";
my ($binary) = grep { -r $_ } "$build/.libs/limier-index", "$build/limier-index";
plan skip_all => 'a sanitizer takes memory of its own' if read_file($binary) =~ /__[at]san_init/;

# The most memory that a command has had, in KB. It only grows, so what is read last before it ends is close to
# what it was.
sub peak {
    my @command = @_;
    my $peak = 0;
    my $pid = fork // die "fork: $!";
    if (!$pid) {
        open STDOUT, '>', '/dev/null' or die;
        exec { $command[0] } @command or exit 127;
    }
    while (waitpid($pid, 1) == 0) {
        my $status = -r "/proc/$pid/status" ? read_file("/proc/$pid/status") : '';
        $peak = $1 if $status =~ /^VmHWM:\s*(\d+)/m;
        sleep 0.002;
    }
    is($?, 0, "$command[-2] does its work");
    return $peak;
}

sub write_lines {
    my ($name, $n) = @_;
    my $long = 'a-rather-long-beginning-of-an-id-' x 4;
    my $lines = join '', map { sprintf qq({"id":"%s%d-%d","text":"mot"}\n), $long, $_, $_ * 2654435761 % 4294967296 }
        1 .. $n;
    return write_file("$folder/$name.jsonl", $lines);
}

my ($few, $many) = (30_000, 180_000);
my %peak;
for my $n ($few, $many) {
    my $file = write_lines($n, $n);
    my @tool = ("$build/limier-index", '-d', "$folder/$n.lim");
    my @add = ('add', '-q', '-j1', '--memory=16');
    $peak{new}{$n}    = peak(@tool, @add, $file);
    $peak{again}{$n}  = peak(@tool, @add, $file);
    $peak{remove}{$n} = peak(@tool, 'remove', '-q', $file);
}

# Of 150,000 articles more. With the ids in memory it was 41 to 45 MB.
for my $run (qw(new again remove)) {
    my $growth = $peak{$run}{$many} - $peak{$run}{$few};
    cmp_ok($growth, '<', 12_000, "$run: memory hardly grows with the number of articles")
        or diag(explain($peak{$run}));
}

done_testing();
