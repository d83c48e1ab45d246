#!/bin/sh
# wget of the stand-ins: Debian's busybox is built without wget's time-out and crashes on -T, so the whole run gets that long here.
seconds=
left=$#
while [ "$left" -gt 0 ]; do
  argument=$1
  shift
  left=$((left - 1))
  case $argument in
    -T | -[qSc]T | -[qSc][qSc]T)
      rest=${argument%T}
      seconds=${1:-}
      [ "$left" -eq 0 ] || { shift; left=$((left - 1)); }
      ;;
    -T* | -[qSc]T* | -[qSc][qSc]T*)
      rest=${argument%%T*}
      seconds=${argument#*T}
      ;;
    *) rest=$argument ;;
  esac
  [ "$rest" = - ] && [ "$argument" != - ] || set -- "$@" "$rest"
done
case $seconds in
  '') exec busybox wget "$@" ;;
  *[!0-9]*) echo "wget: invalid number '$seconds'" >&2; exit 1 ;;
esac
status=0
busybox timeout "$seconds" busybox wget "$@" || status=$?
case $status in
  124 | 143) echo 'wget: download timed out' >&2; exit 1 ;;
esac
exit $status
