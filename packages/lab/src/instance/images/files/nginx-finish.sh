#!/bin/sh
# Run inside unpacked Debian packages: carves the stand-in for nginx:alpine into the folder given.
set -eu
target=$1
ldconfig

sh /carve.sh "$target" /usr/bin/busybox /usr/sbin/nginx /usr/bin/curl /usr/share/nginx/html/index.html
mkdir -p "$target/usr/bin" "$target/usr/sbin" "$target/etc/nginx/conf.d" "$target/etc/ssl/certs" "$target/run" "$target/tmp" \
  "$target/var/log/nginx" "$target/var/lib/nginx" "$target/root" "$target/proc" "$target/sys" "$target/dev"
chmod 1777 "$target/tmp"
ln -s usr/bin "$target/bin"
ln -s usr/sbin "$target/sbin"
for applet in $(/usr/bin/busybox --list); do
  [ -e "$target/usr/bin/$applet" ] || ln -s busybox "$target/usr/bin/$applet"
done
rm "$target/usr/bin/wget"
cp /wget.sh "$target/usr/bin/wget"
chmod 755 "$target/usr/bin/wget"
printf '%s\n' 'root:x:0:0:root:/root:/bin/sh' 'nginx:x:101:101:nginx:/nonexistent:/sbin/nologin' 'nobody:x:65534:65534:nobody:/:/sbin/nologin' \
  > "$target/etc/passwd"
printf 'root:x:0:\nnginx:x:101:\nnogroup:x:65534:\n' > "$target/etc/group"
printf 'hosts: files dns\n' > "$target/etc/nsswitch.conf"
cat /usr/share/ca-certificates/mozilla/*.crt > "$target/etc/ssl/certs/ca-certificates.crt"
ln -s /dev/stdout "$target/var/log/nginx/access.log"
ln -s /dev/stderr "$target/var/log/nginx/error.log"
