/** Address at which AWS serves tasks their metadata and credentials. */
export const TASK_ENDPOINT = '169.254.170.2';
/** Port of the relay on the instance. */
export const RELAY_PORT = 51679;

/** Port at which the agent of an instance tells of itself; its connections are the relay's too. */
export const INTROSPECTION_PORT = 51678;

/**
 * Shell lines that open 169.254.170.2:80 on an instance and nothing else of 169.254.0.0/16. May run again at any time.
 * The address is a route of the local table only, so that `ip route` shows the same as without it.
 */
export const openTaskEndpoint = `set -e
ip route replace local ${TASK_ENDPOINT}/32 dev lo table local
echo 1 > /proc/sys/net/ipv4/conf/all/route_localnet
rule() {
  table=$1; chain=$2; shift 2
  iptables -w -t "$table" -C "$chain" "$@" 2>/dev/null || iptables -w -t "$table" -I "$chain" 1 "$@"
}
rule nat PREROUTING -d ${TASK_ENDPOINT}/32 -p tcp --dport 80 -j DNAT --to-destination 127.0.0.1:${RELAY_PORT}
rule nat OUTPUT -d ${TASK_ENDPOINT}/32 -p tcp --dport 80 -j REDIRECT --to-ports ${RELAY_PORT}
rule nat OUTPUT -o lo -p tcp --dport ${INTROSPECTION_PORT} -j REDIRECT --to-ports ${RELAY_PORT}
rule filter INPUT ! -i lo -d 127.0.0.0/8 -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP
`;
