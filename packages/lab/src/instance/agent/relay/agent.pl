#!/usr/bin/perl
# Relay of a container instance. Every connection to 127.0.0.1:51679 is carried over this program's standard streams to the lab.
# Frame, both ways: type (1 byte), connection (4), length (4), payload of at most 16 KiB. A zero byte between frames is padding.
# A side sends data only against credit: both begin with a window of 64 KiB a connection, and CREDIT gives back what was consumed.
use strict;
use warnings;
use Errno qw(EAGAIN EINTR EWOULDBLOCK ENOENT EEXIST);
use IO::Handle;
use IO::Socket::INET;

use constant { HELLO => 1, OPEN => 2, DATA => 3, FINISH => 4, RESET => 5, CREDIT => 6, COMMAND => 7, RESULT => 8 };
use constant { WINDOW => 65536, CHUNK => 16384, HEADER => 9, BACKLOG => 1 << 20 };

# the other name of this program: holds the network namespace of an awsvpc task
if ($0 =~ m{/pause$}) {
  $SIG{TERM} = $SIG{INT} = sub { exit 0 };
  $SIG{CHLD} = 'IGNORE';
  sleep while 1;
}

my ($host, $port) = ('127.0.0.1', 51679);
if (($ARGV[0] // '') eq 'health') {
  exit(IO::Socket::INET->new(PeerAddr => $host, PeerPort => $port, Timeout => 2) ? 0 : 1);
}

my $listener = IO::Socket::INET->new(LocalAddr => $host, LocalPort => $port, Listen => 128, ReuseAddr => 1, Blocking => 0)
  or die "agent: cannot listen on $host:$port: $!\n";
$SIG{PIPE} = 'IGNORE';
$SIG{TERM} = $SIG{INT} = sub { exit 0 };
STDOUT->blocking(0);

my (%connections, $greeted);
my ($next, $incoming, $outgoing) = (0, '', '');

sub send_frame {
  my ($type, $id, $payload) = @_;
  $outgoing .= pack('CNN', $type, $id, length $payload) . $payload;
}

sub forget {
  my ($id) = @_;
  my $connection = delete $connections{$id} or return;
  close $connection->{socket};
}

sub would_block { return $! == EAGAIN || $! == EWOULDBLOCK || $! == EINTR }

# so many host ports in a row for bridge mode: upward from the last one given, around once; a port counts as free when it can be listened on
my %last_port;
sub free_ports {
  my ($protocol, $wanted, $range) = @_;
  my ($first, $last) = ($range // '') =~ /^(\d+)-(\d+)$/;
  if (!defined $first) {
    ($first, $last) = (49153, 65535);
    if (open my $file, '<', '/proc/sys/net/ipv4/ip_local_port_range') { ($first, $last) = split ' ', <$file> }
  }
  my $count = $last - $first + 1;
  my $previous = $last_port{$protocol} // 0;
  my $start = $previous >= $first && $previous < $last ? $previous + 1 : $first;
  my $row = 0;
  for my $step (0 .. $count + $wanted - 2) {
    my $candidate = $first + ($start - $first + $step) % $count;
    $row = 0 if $candidate == $first;     # a row does not go around
    my @listen = $protocol eq 'tcp' ? (Listen => 1, ReuseAddr => 1) : ();
    $row = IO::Socket::INET->new(LocalAddr => '0.0.0.0', LocalPort => $candidate, Proto => $protocol, @listen) ? $row + 1 : 0;
    next if $row < $wanted;
    $last_port{$protocol} = $candidate;
    return 'ok ' . ($candidate - $wanted + 1);
  }
  return $wanted == 1 ? 'a host port is unavailable' : "$wanted contiguous host ports are unavailable";
}

# task cgroups: the lab decides the files, this program only writes below /sys/fs/cgroup
sub run_command {
  for my $line (split /\n/, $_[0]) {
    my ($verb, $path, $value) = split / /, $line, 3;
    return free_ports($path, split / /, $value) if $verb eq 'ports' && $path =~ /^(tcp|udp)$/;
    return "refused: $line" if $path !~ m{^/sys/fs/cgroup/} || $path =~ m{\.\.};
    if ($verb eq 'mkdir') {
      mkdir $path or $! == EEXIST or return "mkdir $path: $!";
    } elsif ($verb eq 'rmdir') {
      for my $found (glob $path) { rmdir $found or $! == ENOENT or return "rmdir $found: $!" }
    } elsif ($verb eq 'write') {
      open my $file, '>', $path or return "open $path: $!";
      my $written = syswrite $file, $value;
      return "write $path: $!" unless defined $written && close $file;
    } else {
      return "unknown command: $line";
    }
  }
  return 'ok';
}

sub receive {
  my ($type, $id, $payload) = @_;
  my $connection = $connections{$id};
  if ($type == HELLO) {                   # a new lab: what an earlier one had open is lost
    forget($_) for keys %connections;
    $greeted = 1;
    $outgoing = '';
    return send_frame(HELLO, 0, $payload);
  }
  return send_frame(RESULT, $id, run_command($payload)) if $type == COMMAND;
  return unless $connection;
  if ($type == DATA) { $connection->{buffer} .= $payload }
  elsif ($type == FINISH) { $connection->{ending} = 1 }
  elsif ($type == RESET) { forget($id) }
  elsif ($type == CREDIT) { $connection->{credit} += unpack 'N', $payload }
}

sub parse {
  while (length $incoming) {
    if ($incoming =~ /^\0+/) { substr($incoming, 0, $+[0]) = ''; next }
    return if length $incoming < HEADER;
    my ($type, $id, $length) = unpack 'CNN', $incoming;
    return if length $incoming < HEADER + $length;
    my $payload = substr $incoming, HEADER, $length;
    substr($incoming, 0, HEADER + $length) = '';
    receive($type, $id, $payload);
  }
}

sub read_client {
  my ($id, $connection) = @_;
  my $most = $connection->{credit} < CHUNK ? $connection->{credit} : CHUNK;
  my $chunk;
  my $count = sysread $connection->{socket}, $chunk, $most;
  if (!defined $count) {
    return if would_block();
    send_frame(RESET, $id, '');
    return forget($id);
  }
  if ($count == 0) {
    $connection->{ended} = 1;
    return send_frame(FINISH, $id, '');
  }
  $connection->{credit} -= $count;
  send_frame(DATA, $id, $chunk);
}

sub write_client {
  my ($id, $connection) = @_;
  my $count = syswrite $connection->{socket}, $connection->{buffer};
  if (!defined $count) {
    return if would_block();
    send_frame(RESET, $id, '');
    return forget($id);
  }
  substr($connection->{buffer}, 0, $count) = '';
  send_frame(CREDIT, $id, pack 'N', $count);
}

while (1) {
  for my $id (keys %connections) {
    my $connection = $connections{$id};
    next unless $connection->{ending} && !length $connection->{buffer};
    shutdown $connection->{socket}, 1 unless $connection->{shut}++;
    forget($id) if $connection->{ended};
  }
  my ($readable, $writable) = ('', '');
  vec($readable, 0, 1) = 1;
  vec($readable, fileno $listener, 1) = 1 if $greeted && keys %connections < 512;
  vec($writable, 1, 1) = 1 if length $outgoing;
  for my $connection (values %connections) {
    my $fd = fileno $connection->{socket};
    vec($readable, $fd, 1) = 1 if !$connection->{ended} && $connection->{credit} > 0 && length $outgoing < BACKLOG;
    vec($writable, $fd, 1) = 1 if length $connection->{buffer};
  }
  next if select($readable, $writable, undef, undef) < 0;
  if (vec $writable, 1, 1) {
    my $count = syswrite STDOUT, $outgoing;
    if (defined $count) { substr($outgoing, 0, $count) = '' }
    elsif (!would_block()) { exit 1 }
  }
  if (vec $readable, fileno $listener, 1) {
    while (my $socket = $listener->accept) {
      $socket->blocking(0);
      $next = $next % 0x7fffffff + 1;
      $connections{$next} = { socket => $socket, buffer => '', credit => WINDOW };
      send_frame(OPEN, $next, $socket->peerhost // '');
    }
  }
  for my $id (keys %connections) {
    my $connection = $connections{$id};
    my $fd = fileno $connection->{socket};
    write_client($id, $connection) if vec($writable, $fd, 1) && length $connection->{buffer};
    read_client($id, $connection) if exists $connections{$id} && vec $readable, $fd, 1;
  }
  if (vec $readable, 0, 1) {
    my $count = sysread STDIN, $incoming, 65536, length $incoming;
    exit 0 if defined $count && $count == 0;
    parse();
  }
}
