#!/bin/sh
# Copies programs with the libraries they load: carve <target folder> <file or folder>...
set -eu
target=$1
shift

copy() {
  mkdir -p "$target$(dirname "$1")"
  cp -aL "$1" "$target$1"
}

for path in "$@"; do
  if [ -d "$path" ]; then
    mkdir -p "$target$path"
    cp -a "$path/." "$target$path/"
    files=$(find "$path" -type f -name '*.so*')
  else
    copy "$path"
    files=$path
  fi
  for file in $files; do
    # a static program has no list of libraries
    for library in $(ldd "$file" 2>/dev/null | grep -o '/[^ ]*' || true); do
      [ -e "$target$library" ] || copy "$library"
    done
  done
done
