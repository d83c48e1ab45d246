#!/bin/sh
# Stands in for dnf and yum: this instance is made of Debian packages, and what an Amazon Linux user data
# asks for is mostly there under the same name. It installs nothing and never pretends to.
installed=/usr/lib/ecs-lab/packages

debian_name() {
  case $1 in
    iproute | iproute-tc) echo iproute2 ;;
    procps-ng) echo procps ;;
    docker) echo docker.io ;;
    iptables-nft | iptables-legacy | iptables-services) echo iptables ;;
    shadow-utils) echo passwd ;;
    iputils) echo iputils-ping ;;
    perl | perl-interpreter) echo perl-base ;;
    *) echo "$1" ;;
  esac
}

command=
packages=
for argument in "$@"; do
  case $argument in
    -*) ;;
    *) if [ -z "$command" ]; then command=$argument; else packages="$packages $argument"; fi ;;
  esac
done

case $command in
  install)
    missing=
    for package in $packages; do
      if grep -qxF "$(debian_name "$package")" "$installed"; then
        echo "Package $package is already installed."
      else
        missing="$missing $package"
      fi
    done
    if [ -n "$missing" ]; then
      echo "Error: Unable to find a match:$missing" >&2
      echo "ecs-lab: this instance is made of Debian packages and has no package repository; it has: $(tr '\n' ' ' < "$installed")" >&2
      exit 1
    fi
    echo 'Nothing to do.'
    ;;
  update | upgrade | makecache | check-update)
    echo "ecs-lab: nothing was updated: this instance is made of Debian packages and has no package repository."
    ;;
  *)
    echo "ecs-lab: this stand-in for $(basename "$0") knows install and update only, not \"$command\"." >&2
    exit 1
    ;;
esac
