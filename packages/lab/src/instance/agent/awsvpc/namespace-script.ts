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
exec 9> /run/ecs-lab/awsvpc.lock
flock 9
if ! ip link show dev ecs-bridge > /dev/null 2>&1; then
  ip link add ecs-bridge type bridge
  ip address add 169.254.172.1/22 dev ecs-bridge
  ip link set ecs-bridge up
fi
inside ip route replace blackhole 169.254.0.0/16
inside iptables-restore
if ! inside ip link show dev eth0 > /dev/null 2>&1; then
  ip link del "eni$slot" 2> /dev/null || true
  ip link add link eth0 name "eni$slot" address "$mac" type macvlan mode bridge
  ip link set "eni$slot" netns "$pid"
  inside ip link set "eni$slot" name eth0
fi
if ! inside ip link show dev ${INNER_INTERFACE} > /dev/null 2>&1; then
  ip link del "ecsv$slot" 2> /dev/null || true
  ip link add "ecsv$slot" type veth peer name "ecst$slot"
  ip link set "ecst$slot" netns "$pid"
  inside ip link set "ecst$slot" name ${INNER_INTERFACE}
  # tasks reach their instance there, not each other
  ip link set "ecsv$slot" master ecs-bridge
  ip link set "ecsv$slot" type bridge_slave isolated on
  ip link set "ecsv$slot" up
fi
inside ip address replace "$inner" dev ${INNER_INTERFACE}
inside ip link set ${INNER_INTERFACE} up
inside ip route replace 169.254.170.2/32 via 169.254.172.1 dev ${INNER_INTERFACE}
inside ip address replace "$address" broadcast + dev eth0
inside ip link set eth0 up
inside ip route replace default via "$router" dev eth0
`;

/** Shell program that replaces the packet filter of the namespace of process $1 by its standard input. */
export const refilterNamespace = 'exec nsenter -t "$1" -n iptables-restore';
