# SPDX-License-Identifier: GPL-2.0-or-later
# The files of the project, as the lint tests see them.
package Tree;
use strict;
use warnings;
use File::Find;
use Exporter 'import';
our @EXPORT_OK = qw(root sources slurp);

# The top of the source tree.
sub root { $ENV{LIMIER_SOURCE} // do { require FindBin; "$FindBin::Bin/../.." } }

# Paths, relative to the top, of the files whose path matches a pattern; build folders left out.
sub sources {
    my ($pattern) = @_;
    my (@found, $top);
    $top = root();
    find({ no_chdir => 1, wanted => sub {
        return if $File::Find::name eq $top;
        my $path = substr($File::Find::name, length($top) + 1);
        if (-d && $path =~ m{^(\.git|_build|_inst|build[^/]*|autom4te\.cache|m4|limier-\d[^/]*)$|/\.(libs|deps)$}) {
            $File::Find::prune = 1;
            return;
        }
        push @found, $path if -f && !-l && $path =~ $pattern;
    } }, $top);
    return sort @found;
}

sub slurp {
    my ($path) = @_;
    open my $in, '<:raw', root() . "/$path" or die "$path: $!\n";
    local $/;
    return <$in> // '';
}

1;
