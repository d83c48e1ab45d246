#!/bin/sh
# listens on IPv6 too where the network has it, then becomes the command
set -e
if [ -e /proc/net/if_inet6 ] && ! grep -q '\[::\]' /etc/nginx/conf.d/default.conf; then
  sed -i 's/listen 80;/listen 80; listen [::]:80;/' /etc/nginx/conf.d/default.conf
fi
exec "$@"
