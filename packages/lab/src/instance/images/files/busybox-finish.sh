#!/bin/sh
# Run inside unpacked Debian packages: carves the stand-in for busybox into the folder given.
set -eu
target=$1
ldconfig

# not the static one: its shell runs applets without looking for files, and its wget crashes on -T
sh /carve.sh "$target" /bin/busybox
mkdir -p "$target/bin" "$target/etc" "$target/home" "$target/root" "$target/tmp" "$target/usr/bin" "$target/var" \
  "$target/proc" "$target/sys" "$target/dev"
chmod 1777 "$target/tmp"
for applet in $(/bin/busybox --list); do
  [ -e "$target/bin/$applet" ] || ln -s busybox "$target/bin/$applet"
done
rm "$target/bin/wget"
cp /wget.sh "$target/bin/wget"
chmod 755 "$target/bin/wget"
printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/home:/bin/false\n' > "$target/etc/passwd"
printf 'root:x:0:\nnogroup:x:65534:\n' > "$target/etc/group"
