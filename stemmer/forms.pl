#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
# Writes the table that stemmer/form.c searches: forms.pl VERBS WORDS > forms.inc
# Conjugates VERBS, adds WORDS, and lets each form be found without its accents too.
use strict;
use warnings;
use utf8;
use open qw(:std :encoding(UTF-8));
use Unicode::Normalize qw(NFD);

# Of each word; which words have lines of their own.
my (%readings, %fixed);

sub fold {
    my $word = NFD(lc shift);
    $word =~ s/\pM//g;
    $word =~ s/œ/oe/g;
    $word =~ s/æ/ae/g;
    return $word;
}

sub add {
    my ($form, $reading) = @_;
    my $list = $readings{$form} //= [];
    push @$list, $reading unless grep { $_ eq $reading } @$list;
}

# The lines of a table, their columns; its comments and empty lines left out.
sub rows {
    my ($file) = @_;
    open my $in, '<', $file or die "$file: $!\n";
    return map { chomp; [split /\t/] } grep { !/^(?:#|\s*$)/ } <$in>;
}

sub with { my ($stem, @endings) = @_; return map { $stem . $_ } @endings }

my %singular = (st => [qw(s s t)], xt => [qw(x x t)], s => ['s', 's', ''], e => [qw(e es e)]);

# Simple past and imperfect subjunctive, by their vowel.
sub past {
    my ($stem, $vowel) = @_;
    my ($long, $rest) = $vowel =~ /^(.)(n?)$/;
    return with($stem, qw(ai as a âmes âtes èrent asse asses ât assions assiez assent))
        if $vowel eq 'a';
    my $hat = { i => 'î', u => 'û', û => 'û', ï => 'ï' }->{$long};
    return with($stem . $long . $rest, qw(s t rent sse sses ssions ssiez ssent)),
        with($stem . $hat . $rest, qw(mes tes t));
}

sub conjugate {
    my ($infinitive, $present, $imperfect, $plural, $future, $past, $participle, $subjunctive, $also) = @_;
    my @forms = ($infinitive, split / /, $also);
    if ($present =~ /^(.+)\+(.+)$/) {
        push @forms, with($1, @{ $singular{$2} });
    }
    push @forms, with($imperfect, qw(ons ez ais ait ions iez aient ant)) if $imperfect;
    push @forms, with($plural, $subjunctive ? 'ent' : qw(e es ent)) if $plural;
    push @forms, with($future, qw(ai as a ons ez ont ais ait ions iez aient)) if $future;
    push @forms, past($1, $2) if $past =~ /^(.*)\+(.+)$/;
    push @forms, with($participle, '', 'e', 'es', $participle =~ /s$/ ? () : 's') if $participle;
    if ($subjunctive =~ m{^([^/]+)(?:/(.+))?$}) {
        push @forms, with($1, qw(e es ent)), with($2 // $1, qw(ions iez));
    }
    return @forms;
}

sub read_verbs {
    for my $row (rows(shift)) {
        my ($infinitive, $prefixes, @parts) = @$row;
        my $mark = $infinitive =~ s/^~// ? '' : '=';
        @parts = map { $_ // '-' } @parts[0 .. 7];
        @parts = map { $_ eq '-' ? '' : $_ } @parts;
        for my $prefix (map { $_ eq '-' ? '' : $_ } split / /, $prefixes) {
            for my $form (conjugate($infinitive, @parts)) {
                # A present participle is an adjective too, and goes with its feminine and its plural.
                add($prefix . $form, '.') if $mark && $parts[1] && $form eq "$parts[1]ant";
                add($prefix . $form, $mark . ($mark ? fold($prefix . $infinitive) : $prefix . $infinitive));
            }
        }
    }
}

# Forms of être and avoir are in most texts: who searches for the other word does not mean them.
sub weaken {
    for my $list (values %readings) {
        next if @$list < 2;
        s/^=(etre|avoir)$/!=$1/ for @$list[1 .. $#$list];
    }
}

# "=" is the word itself as a term, "+s" its plural, "+e" its feminine, and "-s" its singular.
sub expand {
    my ($reading, $word) = @_;
    return '=' . fold($word) if $reading eq '=';
    return $word . $1 if $reading =~ /^\+(.)$/;
    return substr($word, 0, -1) if $reading eq '-s';
    return $reading;
}

# The readings of a word are its own lines' only, unless "+" adds them to those of the verbs.
sub read_words {
    for my $row (rows(shift)) {
        my ($words, $readings) = @$row;
        my ($more, @list) = $readings =~ /^\+ (.+)/ ? (1, split / /, $1) : (0, split / /, $readings);
        for my $word (split / /, $words) {
            my @own = map { expand($_, $word) } @list;
            die "$word: twice\n" if !$more && $fixed{$word}++;
            $readings{$word} = [] if !$more;
            my @before = @{ $readings{$word} // [] };
            $readings{$word} = [@own, grep { my $old = $_; !grep { $_ eq $old } @own } @before];
        }
    }
}

# What is typed without accents has the readings of every form that folds to it.
sub add_folded {
    my %is_word = map { $_ => 1 } keys %readings;
    for my $form (sort keys %readings) {
        my $folded = fold($form);
        next if $fixed{$folded} || $is_word{$folded};
        add($folded, $_) for map { $_ eq '.' ? $form : $_ } @{ $readings{$form} };
    }
}

# SYNC: form_hash
sub hash_key {
    my ($bytes) = @_;
    my $hash = 2166136261;
    $hash = (($hash ^ ord) * 16777619) & 0xffffffff for split //, $bytes;
    return $hash;
}

# Strings one after the other, each with a NUL behind it: their offsets, and the C text.
sub pool {
    my ($at, %offset, @lines) = (0);
    for my $text (@_) {
        next if exists $offset{$text};
        $offset{$text} = $at;
        push @lines, "\t\"$text\\0\"\n";
        $at += 1 + length $text;
    }
    return (\%offset, join '', @lines);
}

sub encode { my $text = shift; utf8::encode($text); return $text }

sub write_table {
    my %list = map { encode($_) => encode(join ' ', @{ $readings{$_} }) } keys %readings;
    my @words = sort keys %list;
    my ($key_at, $keys) = pool(@words);
    my ($list_at, $lists) = pool(map { $list{$_} } @words);
    my $slots = 1;
    $slots *= 2 while $slots < 1.5 * @words;
    my @slot = (0) x $slots;
    for my $i (0 .. $#words) {
        my $hash = hash_key($words[$i]);
        my $at = $hash & ($slots - 1);
        $at = ($at + 1) & ($slots - 1) while $slot[$at];
        $slot[$at] = ($hash >> 16 << 16) | ($i + 1);
    }
    die "more forms than a slot can number\n" if @words > 0xfffe;
    print "/* Written by stemmer/forms.pl. */\n",
        "static const char keys[] =\n$keys;\n",
        "static const char lists[] =\n$lists;\n",
        "static const struct form forms[] = {\n",
        (map { "\t{$key_at->{$_}, $list_at->{$list{$_}}},\n" } @words), "};\n",
        "static const uint32_t slots[$slots] = {\n", (map { "\t$_,\n" } @slot), "};\n";
}

read_verbs($ARGV[0]);
read_words($ARGV[1]);
delete $readings{$_} for grep { "@{ $readings{$_} }" eq '-' } keys %readings;
add_folded();
weaken();
binmode STDOUT, ':raw';
write_table();
