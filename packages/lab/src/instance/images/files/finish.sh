#!/bin/sh
# Run inside an unpacked set of Debian packages: does what their installation scripts would have done.
set -eu

cp /usr/share/base-passwd/passwd.master /etc/passwd
cp /usr/share/base-passwd/group.master /etc/group
sed 's/^\([^:]*\):.*/\1:*:19000:0:99999:7:::/' /etc/passwd > /etc/shadow
sed 's/^\([^:]*\):.*/\1:*::/' /etc/group > /etc/gshadow
chgrp shadow /etc/shadow /etc/gshadow
chmod 640 /etc/shadow /etc/gshadow
groupadd --system docker

ldconfig
ln -sf mawk /usr/bin/awk
ln -sf less /usr/bin/pager
for command in iptables iptables-save iptables-restore ip6tables ip6tables-save ip6tables-restore; do
  ln -sf xtables-nft-multi "/usr/sbin/$command"
done
cat /usr/share/ca-certificates/mozilla/*.crt > /etc/ssl/certs/ca-certificates.crt
printf 'passwd: files\ngroup: files\nshadow: files\nhosts: files dns\nprotocols: files\nservices: files\n' > /etc/nsswitch.conf
cp /usr/share/base-files/profile /etc/profile
cp /etc/skel/.bashrc /root/.bashrc
printf 'if [ -f ~/.bashrc ]; then . ~/.bashrc; fi\n' > /root/.profile

printf 'auth required pam_unix.so nullok\n' > /etc/pam.d/common-auth
printf 'account required pam_unix.so\n' > /etc/pam.d/common-account
printf 'password required pam_unix.so obscure yescrypt\n' > /etc/pam.d/common-password
printf 'session required pam_unix.so\n' > /etc/pam.d/common-session
cp /etc/pam.d/common-session /etc/pam.d/common-session-noninteractive

rm -rf /usr/share/doc /usr/share/man /usr/share/locale /usr/share/info /usr/share/lintian
