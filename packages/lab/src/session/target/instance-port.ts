import type { Fleet } from '../../instance/fleet';
import type { Process, ProcessSpec } from '../../instance/process';

/** Carries one TCP connection over its standard streams; ends with status 3 and the reason where it cannot be opened. */
const RELAY = `use IO::Socket::INET;
my ($host, $port) = @ARGV;
my $socket = IO::Socket::INET->new(PeerAddr => $host, PeerPort => $port, Timeout => 10) or do { print STDERR "$host:$port: $@"; exit 3 };
sub copy {
  my ($from, $to) = @_;
  while (sysread($from, my $bytes, 65536)) {
    for (my $at = 0; $at < length $bytes;) {
      my $written = syswrite($to, $bytes, length($bytes) - $at, $at);
      return unless defined $written;
      $at += $written;
    }
  }
}
$SIG{PIPE} = 'IGNORE';
my $child = fork;
if ($child == 0) { copy(\\*STDIN, $socket); shutdown($socket, 1); exit 0 }
copy($socket, \\*STDOUT);
kill 'TERM', $child;`;

/** A connection to a port, as a process of an instance. */
export function portRelay(host: string, port: number): ProcessSpec {
  return { argv: ['perl', '-e', RELAY, host, String(port)] };
}

/** A connection to a port, as seen from the instance. */
export function connectToPort(fleet: Pick<Fleet, 'run'>, instanceId: string, host: string, port: number): Promise<Process> {
  return fleet.run(instanceId, portRelay(host, port));
}
