# SPDX-License-Identifier: GPL-2.0-or-later
# What the tests of the tools share: a fresh folder, the tools, and how they are run.
package Tool;

use strict;
use warnings;
use Cwd qw(abs_path);
use Exporter qw(import);
use File::Basename qw(dirname);
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use JSON::PP;

our @EXPORT = qw($source $build $folder $index run query indexer write_file read_file
    write_articles add_articles json_of shell_quote);

our $source = abs_path(dirname(__FILE__) . '/../..');
our $build  = abs_path($ENV{LIMIER_BUILD} // $source);
our $folder = tempdir('limier-XXXXXX', TMPDIR => 1, CLEANUP => 1);
our $index  = "$folder/index";

# The tests see the same world everywhere.
delete @ENV{qw(LIMIER_INDEX LIMIER_LOCALEDIR NO_COLOR COLUMNS LANG LANGUAGE)};
$ENV{LC_ALL} = 'C.UTF-8';
$ENV{TERM}   = 'xterm';
# As in tests/run, for a script that is run alone. SYNC: asan-options
$ENV{ASAN_OPTIONS} //= 'new_delete_type_mismatch=0';
chdir $folder or die "$folder: $!";
# The tests that take rights away from files or fill pipes must not wait for ever.
alarm 300;

sub write_file {
    my ($path, $bytes) = @_;
    make_path(dirname($path));
    open my $file, '>:raw', $path or die "$path: $!";
    print {$file} $bytes;
    close $file or die "$path: $!";
    return $path;
}

sub read_file {
    my ($path) = @_;
    open my $file, '<:raw', $path or die "$path: $!";
    local $/;
    my $bytes = <$file>;
    return $bytes // '';
}

# run([COMMAND, ARGUMENT...], stdin => BYTES, stdout => PATH, env => {...})
# gives (exit status, or 128 + signal; standard output; standard error) as bytes.
sub run {
    my ($command, %options) = @_;
    my ($in, $out, $err) = map { "$folder/.$_" } qw(stdin stdout stderr);
    write_file($in, $options{stdin} // '');
    my $pid = fork // die "fork: $!";
    if (!$pid) {
        my $where = $options{stdout} // $out;
        open STDIN,  '<',  $in    or die;
        open STDOUT, '>',  $where or die;
        open STDERR, '>',  $err   or die;
        %ENV = (%ENV, %{ $options{env} // {} });
        exec { $command->[0] } @$command or exit 127;
    }
    waitpid $pid, 0;
    my $status = $? & 127 ? 128 + ($? & 127) : $? >> 8;
    return ($status, $options{stdout} ? '' : read_file($out), read_file($err));
}

sub query   { my ($arguments, @rest) = @_; return run(["$build/limier-query",  '-d', $index, @$arguments], @rest) }
sub indexer { my ($arguments, @rest) = @_; return run(["$build/limier-index", '-d', $index, @$arguments], @rest) }

sub shell_quote {
    return join ' ', map { my $word = $_; $word =~ s/'/'\\''/g; "'$word'" } @_;
}

# Decodes strictly: dies unless bytes are one JSON value in valid UTF-8.
sub json_of {
    my ($bytes) = @_;
    return JSON::PP->new->utf8->decode($bytes);
}

# Four small articles of which three speak of a boat.
sub write_articles {
    write_file('articles/bateau.txt', <<'TEXT');
Le bateau de Douarnenez

Le bateau a quitté le port de Douarnenez à l'aube, chargé de filets et de caisses vides. Les marins
attendaient depuis trois jours que la tempête retombe et que la mer leur permette de sortir.

À midi, le bateau était déjà loin. Les sardines se font rares cette année, et chaque sortie compte pour
les familles du quartier, qui vivent toutes de la pêche et de la conserverie.
TEXT
    write_file('articles/chantier.txt', <<'TEXT');
Un chantier naval rouvre

Le chantier naval de Concarneau rouvre ses portes. Un premier bateau y sera construit dès le printemps,
avec des apprentis venus de toute la région.
TEXT
    write_file('articles/recette.md', <<'TEXT');
# La soupe au potiron

Éplucher le potiron, le couper en dés, le faire revenir dans le beurre avec un oignon. Mouiller avec du
bouillon et laisser cuire une demi-heure.
TEXT
    write_file('articles/musée.html', <<'TEXT');
<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Le musée de la mer</title>
<meta name="author" content="Maëlle Le Gall"><meta name="date" content="2021-11-16"></head>
<body><article><p>Le musée expose un bateau du siècle dernier, restauré par des bénévoles. La visite
est gratuite le dimanche.</p></article></body></html>
TEXT
    return;
}

# Indexes them; the tests cannot go on without.
sub add_articles {
    write_articles();
    my ($status, $out, $err) = indexer(['add', 'articles']);
    $status == 0 or die "limier-index add: exit $status\n$err";
    return;
}

1;
