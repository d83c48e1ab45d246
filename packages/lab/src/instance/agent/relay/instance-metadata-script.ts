/** Where AWS serves instances their metadata, and where such a request comes from when it reaches the relay. */
export const INSTANCE_METADATA = '169.254.169.254';

/**
 * Perl program for the network namespace that stands for the metadata service: carries each connection to the relay. The answer to a PUT
 * leaves with as many hops to live as its argument says, so that it ends in the instance itself or reaches a container. Returns when it listens.
 */
export const metadataProgram = `use strict; use warnings; use IO::Socket::INET; use POSIX ();
my ($hops) = @ARGV;
my $listener = IO::Socket::INET->new(LocalAddr => '${INSTANCE_METADATA}', LocalPort => 80, Listen => 64, ReuseAddr => 1) or die "listen: $!\\n";
exit 0 if fork() // die "fork: $!\\n";
POSIX::setsid();
$SIG{CHLD} = $SIG{PIPE} = 'IGNORE';
open(STDIN, '<', '/dev/null'); open(STDOUT, '>', '/dev/null'); open(STDERR, '>', '/dev/null');
sub live { setsockopt($_[0], 0, 2, pack('i', $_[1])) or exit 1 }
sub send_all {
  my ($to, $bytes) = @_;
  while (length $bytes) { my $count = syswrite($to, $bytes) // exit 1; substr($bytes, 0, $count) = '' }
}
while (1) {
  my $client = $listener->accept or next;
  next if fork() // next;
  close $listener;
  my $relay = IO::Socket::INET->new(PeerAddr => '169.254.170.2', PeerPort => 80, LocalAddr => '${INSTANCE_METADATA}') or exit 1;
  while (1) {
    my $ready = '';
    vec($ready, fileno $_, 1) = 1 for $client, $relay;
    select($ready, undef, undef, undef);
    if (vec $ready, fileno $relay, 1) {
      sysread($relay, my $bytes, 65536) or exit 0;
      send_all($client, $bytes);
    }
    if (vec $ready, fileno $client, 1) {
      sysread($client, my $bytes, 65536) or exit 0;
      live($client, $bytes =~ /^PUT / ? $hops : 64) if $bytes =~ /^[A-Z]+ /;
      send_all($relay, $bytes);
    }
  }
}
`;

/** Shell program that starts the above, given on standard input, with the hop limit $1. May run again at any time. */
export const openInstanceMetadata = `set -e
if ! ip -n imds link show dev imds1 > /dev/null 2>&1; then
  ip netns del imds 2> /dev/null || true
  ip netns add imds
  ip link add imds0 type veth peer name imds1 netns imds
  ip address add 169.254.169.252/32 dev imds0
  ip link set imds0 up
  ip -n imds link set lo up
  ip -n imds address add ${INSTANCE_METADATA}/32 dev imds1
  ip -n imds link set imds1 up
  ip -n imds route add 169.254.169.252/32 dev imds1
  ip -n imds route add default via 169.254.169.252 dev imds1
fi
# in the local table: routes look as they do without it
ip route replace unicast ${INSTANCE_METADATA}/32 dev imds0 table local
if [ -z "$(ip netns pids imds)" ]; then
  cat > /run/ecs-lab/imds.pl
  ip netns exec imds perl /run/ecs-lab/imds.pl "$1"
fi
`;

/** Shell program that ends what the one above has started; the namespace stays. */
export const closeInstanceMetadata = `ip route del ${INSTANCE_METADATA}/32 dev imds0 table local 2> /dev/null || true
while pids=$(ip netns pids imds 2> /dev/null) && [ -n "$pids" ]; do
  kill $pids 2> /dev/null || true
  sleep 0.05
done
exit 0
`;
