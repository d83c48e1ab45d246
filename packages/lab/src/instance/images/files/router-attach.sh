#!/bin/sh
# Gives the router one subnet's first address: router-attach <MAC of the interface> <address/prefix>
# Can be repeated.
set -eu

iptables -t nat -C POSTROUTING -o eth0 -j MASQUERADE 2>/dev/null || iptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE
iptables -t raw -C PREROUTING -d 169.254.0.0/16 -j DROP 2>/dev/null || iptables -t raw -A PREROUTING -d 169.254.0.0/16 -j DROP
ip route replace blackhole 169.254.0.0/16

for path in /sys/class/net/*; do
  if [ "$(cat "$path/address")" = "$1" ]; then
    interface=${path##*/}
    ip address flush dev "$interface" scope global
    ip address add "$2" broadcast + dev "$interface"
    exit 0
  fi
done
echo "the router has no interface $1" >&2
exit 1
