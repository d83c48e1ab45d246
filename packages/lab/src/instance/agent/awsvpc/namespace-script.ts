/** Interface of a task's namespace to its instance, for task metadata and credentials. */
export const INNER_INTERFACE = 'ecs-eth0';

/**
 * Shell program that gives the namespace of process $1 an interface with address $4 (with prefix) and hardware address $3 in the instance's
 * subnet, $5 being the subnet's router, and a way to 169.254.170.2 from $6. $2 is a number of its own on the instance. Its standard input
 * is the packet filter, which holds before the interface is up. Can be repeated.
 */
export const openNamespace = `set -e
pid=$1 slot=$2 mac=$3 address=$4 router=$5 inner=$6
inside() { nsenter -t "$pid" -n "$@"; }
devices=$(cat "/proc/$pid/net/dev")
exec 9> /run/ecs-lab/awsvpc.lock
flock 9
if ! ip link show dev ecs-bridge > /dev/null 2>&1; then
  ip link add ecs-bridge type bridge
  ip address add 169.254.172.1/22 dev ecs-bridge
  ip link set ecs-bridge up
fi
inside iptables-restore
# one process for many commands: each of its own would take longer than what it does
discard() { if [ -e "/sys/class/net/$1" ]; then ip link del "$1"; fi; }
outer='' inner_names=''
case $devices in *" eth0:"*) ;; *)
  discard "eni$slot"
  outer="link add link eth0 name eni$slot address $mac type macvlan mode bridge
link set eni$slot netns $pid"
  inner_names="link set eni$slot name eth0"
esac
case $devices in *"${INNER_INTERFACE}:"*) ;; *)
  discard "ecsv$slot"
  # tasks reach their instance there, not each other
  outer="$outer
link add ecsv$slot type veth peer name ecst$slot
link set ecst$slot netns $pid
link set ecsv$slot master ecs-bridge
link set ecsv$slot type bridge_slave isolated on
link set ecsv$slot up"
  inner_names="$inner_names
link set ecst$slot name ${INNER_INTERFACE}"
esac
ip -batch - <<COMMANDS
$outer
COMMANDS
inside ip -batch - <<COMMANDS
route replace blackhole 169.254.0.0/16
$inner_names
address replace $inner dev ${INNER_INTERFACE}
link set ${INNER_INTERFACE} up
route replace 169.254.170.2/32 via 169.254.172.1 dev ${INNER_INTERFACE}
address replace $address broadcast + dev eth0
link set eth0 up
route replace default via $router dev eth0
COMMANDS
`;

/** Shell program that replaces the packet filter of the namespace of process $1 by its standard input. */
export const refilterNamespace = 'exec nsenter -t "$1" -n iptables-restore';
