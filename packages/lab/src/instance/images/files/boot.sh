#!/bin/sh
# First process of an instance: boot <address/prefix> <gateway> <host name> <region>
# Without arguments the instance has no VPC address (used while its image is made).
set -eu

# before anything else can run: 169.254.169.254 would be the metadata of the real machine
ip route add blackhole 169.254.0.0/16
if [ -e /proc/net/if_inet6 ]; then
  ip -6 route add blackhole fd00:ec2::/32
  # engines switch IPv6 off; ::1 is on every instance, eth0 stays without: it would lead to the machine itself
  echo 0 > /proc/sys/net/ipv6/conf/lo/disable_ipv6
fi

if [ $# -ge 3 ]; then
  ip address flush dev eth0 scope global
  ip address add "$1" broadcast + dev eth0
  ip route add default via "$2" dev eth0
  # listed after eth0, as on an instance of AWS; the engine takes the bridge that it finds
  own=$(cat /sys/class/net/eth0/ifindex)
  peer=$(cat /sys/class/net/eth0/iflink)
  ip link add docker0 address "02:42:$(cut -d: -f3- /sys/class/net/eth0/address)" index $(((own > peer ? own : peer) + 1)) type bridge
  # the engine's own entry names the address that was just taken away
  printf '127.0.0.1 localhost\n::1 localhost ip6-localhost\n%s %s.ec2.internal %s\n' "${1%/*}" "$3" "$3" > /etc/hosts
fi

if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
  mount -o remount,bind,rw /sys/fs/cgroup
  # a cgroup with processes of its own cannot hand controllers down
  mkdir -p /sys/fs/cgroup/init
  while read -r pid; do
    echo "$pid" > /sys/fs/cgroup/init/cgroup.procs || true
  done < /sys/fs/cgroup/cgroup.procs
  sed 's/^/+/; s/ / +/g' /sys/fs/cgroup/cgroup.controllers > /sys/fs/cgroup/cgroup.subtree_control
else
  for folder in /sys/fs/cgroup/*; do
    if mountpoint -q "$folder"; then
      mount -o remount,bind,rw "$folder"
    fi
  done
fi

# images that every instance has; laid out for overlay2, so only where that works
data=/var/lib/docker
if [ -d /usr/lib/ecs-lab/seed ] && [ ! -e "$data/image" ]; then
  mkdir -p "$data/try/lower" "$data/try/upper" "$data/try/work" "$data/try/merged"
  if mount -t overlay overlay -o "lowerdir=$data/try/lower,upperdir=$data/try/upper,workdir=$data/try/work" "$data/try/merged"; then
    umount "$data/try/merged"
    cp -a /usr/lib/ecs-lab/seed/. "$data/"
  fi
  rm -rf "$data/try"
fi

mkdir -p /etc/ecs /run/ecs-lab /var/lib/cloud/instance/scripts
AWS_REGION=${4:-us-east-1}
AWS_CONTAINER_CREDENTIALS_FULL_URI=http://127.0.0.1:51679/instance-credentials
export AWS_REGION AWS_CONTAINER_CREDENTIALS_FULL_URI
exec perl /usr/lib/ecs-lab/init.pl \
  dockerd --host unix:///var/run/docker.sock --bip 172.17.0.1/16 --exec-opt native.cgroupdriver=cgroupfs --log-level warn
