#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Brings real French text: a dictionary from Debian, collective agreements and law from npm. Nothing is
# installed; what is there is not brought again, and what cannot be brought is left out with a line.
#   get-text.sh FOLDER    the files come to FOLDER/text, the packages to FOLDER/packages
set -eu
[ $# = 1 ] || {
    echo "usage: get-text.sh FOLDER" >&2
    exit 2
}
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1/packages" "$1/text"
root=$(cd "$1" && pwd)

# fetch SET COMMAND…: COMMAND fills the folder it stands in, the set is made of that and appears whole.
fetch() {
    set_name=$1
    shift
    [ ! -d "$root/text/$set_name" ] || return 0
    echo "bringing $set_name" >&2
    rm -rf "$root/packages/$set_name" "$root/$set_name.new"
    mkdir "$root/packages/$set_name"
    if (cd "$root/packages/$set_name" && "$@") >&2 &&
        python3 "$here/unpack_text.py" "$set_name" "$root/packages/$set_name" "$root/$set_name.new"; then
        mv "$root/$set_name.new" "$root/text/$set_name"
    else
        echo "get-text: $set_name is left out" >&2
    fi
    rm -rf "$root/packages/$set_name" "$root/$set_name.new"
}

from_debian() {
    command -v apt-get >/dev/null || {
        echo "get-text: no apt-get" >&2
        return 1
    }
    apt-get -qq -o APT::Sandbox::User=root download "$1" || {
        echo "get-text: does apt-get update help?" >&2
        return 1
    }
    dpkg -x "$1"_*.deb .
}

from_npm() {
    command -v npm >/dev/null || {
        echo "get-text: no npm (Debian package npm)" >&2
        return 1
    }
    npm pack --silent "$1" && tar xzf ./*.tgz
}

fetch littre from_debian stardict-xmlittre
fetch kali from_npm @socialgouv/kali-data@3.449.0
fetch legi from_npm @socialgouv/legi-data@2.513.0
