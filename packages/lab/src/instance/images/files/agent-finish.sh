#!/bin/sh
# Run where the Debian packages are: carves the image of the ecs-agent container into the folder given.
set -eu
target=$1
perl_base=$(perl -e 'print grep { /perl-base$/ } @INC')
sh /carve.sh "$target" /usr/bin/perl "$perl_base"
mkdir -p "$target/etc" "$target/tmp" "$target/run" "$target/proc" "$target/sys" "$target/dev"
chmod 1777 "$target/tmp"
printf 'root:x:0:0:root:/:/agent\n' > "$target/etc/passwd"
printf 'root:x:0:\n' > "$target/etc/group"
if [ -e /agent.pl ]; then
  cp /agent.pl "$target/agent"
  chmod 755 "$target/agent"
  ln -s agent "$target/pause"
fi
