/** Frame types between the lab and the responder, beside HELLO, COMMAND and RESULT of the relay's: a question by UDP, one by TCP. */
export const PACKET = 3;
export const STREAM = 2;

/**
 * Perl program that answers DNS in a VPC's router. It listens at the addresses that the lab names, on the VPC's side only; questions about
 * the zones that the lab names go to the lab by its standard streams (frames as in `relay/frame.ts`), and are a SERVFAIL when it does not
 * answer; all others go to the resolver that the router itself has. It stays when the lab goes.
 */
export const responderProgram = `use strict; use warnings; use IO::Select; use IO::Socket::INET; use POSIX ();
use constant { HELLO => 1, STREAM => ${STREAM}, PACKET => ${PACKET}, COMMAND => 7, RESULT => 8, HEADER => 9 };
$SIG{PIPE} = 'IGNORE';
$SIG{TERM} = $SIG{INT} = sub { exit 0 };
STDIN->blocking(0);
my (%places, %clients, %pending, @zones);
my ($next, $incoming, $children) = (0, '', 0);
my $input = IO::Select->new(\\*STDIN);

sub send_all {
  my ($to, $bytes) = @_;
  while (length $bytes) {
    my $count = syswrite($to, $bytes);
    return if !defined $count && !$!{EINTR};
    substr($bytes, 0, $count // 0) = '';
  }
}
sub send_frame { my ($type, $id, $payload) = @_; send_all(\\*STDOUT, pack('CNN', $type, $id, length $payload) . $payload) }

sub listen_at {
  my ($address) = @_;
  return if $places{$address};
  system('ip', 'address', 'replace', "$address/32", 'dev', 'lo') == 0 or die "cannot take $address\\n";
  my %at = (LocalAddr => $address, LocalPort => 53);
  my $packets = IO::Socket::INET->new(%at, Proto => 'udp') or die "cannot listen at $address: $!\\n";
  my $streams = IO::Socket::INET->new(%at, Listen => 64, ReuseAddr => 1) or die "cannot listen at $address: $!\\n";
  $streams->blocking(0);
  $places{$address} = { packets => $packets, streams => $streams };
}
sub command {
  my ($id, $text) = @_;
  eval {
    for (split /\\n/, $text) {
      my ($word, @values) = split / /;
      if ($word eq 'zones') { @zones = @values } elsif ($word eq 'addresses') { listen_at($_) for @values } else { die "unknown: $word\\n" }
    }
  };
  chomp(my $failure = $@);
  send_frame(RESULT, $id, $failure eq '' ? 'ok' : $failure);
}
sub receive {
  my $count = sysread(STDIN, $incoming, 65536, length $incoming);
  $input->remove(\\*STDIN) if defined $count && $count == 0;
  while (1) {
    $incoming =~ s/^\\0+//;
    last if length $incoming < HEADER;
    my ($type, $id, $length) = unpack('CNN', $incoming);
    last if length $incoming < HEADER + $length;
    my $payload = substr($incoming, HEADER, $length);
    substr($incoming, 0, HEADER + $length) = '';
    if ($type == HELLO) { send_frame(HELLO, $id, $payload) }
    elsif ($type == COMMAND) { command($id, $payload) }
    elsif (my $question = delete $pending{$id}) { answer($question, $payload) }
  }
}

sub answer {
  my ($question, $reply) = @_;
  if ($question->{client}) { send_all($question->{client}, pack('n/a*', $reply)) } else { send($question->{socket}, $reply, 0, $question->{from}) }
}
sub refuse {
  my ($question) = @_;
  my $reply = $question->{message};
  substr($reply, 2, 2) = pack('n', 0x8082 | (unpack('x2n', $reply) & 0x7900));
  answer($question, $reply);
}
sub name_of {
  my ($message) = @_;
  my ($at, @labels) = (12);
  while ($at < length $message) {
    my $length = ord substr($message, $at, 1);
    return lc join '.', @labels if $length == 0;
    return '' if $length > 63;
    push @labels, substr($message, $at + 1, $length);
    $at += 1 + $length;
  }
  return '';
}
sub ask {
  my ($question) = @_;
  return if length $question->{message} < 12;
  my $name = name_of($question->{message});
  return forward($question) unless grep { $name eq $_ || substr($name, -1 - length $_) eq ".$_" } @zones;
  my $id = ++$next;
  $pending{$id} = { %$question, until => time + 3 };
  send_frame($question->{client} ? STREAM : PACKET, $id, $question->{message});
}

sub nameservers {
  open my $file, '<', '/etc/resolv.conf' or return ();
  return map { /^nameserver\\s+([0-9.]+)\\s*$/ ? $1 : () } <$file>;
}
sub consult {
  my ($server, $message, $protocol) = @_;
  my $socket = IO::Socket::INET->new(PeerAddr => $server, PeerPort => 53, Proto => $protocol, Timeout => 4) or return undef;
  return undef if !defined syswrite($socket, $protocol eq 'tcp' ? pack('n/a*', $message) : $message);
  my $reply = '';
  my $wait = IO::Select->new($socket);
  while ($wait->can_read(4)) {
    my $count = sysread($socket, my $bytes, 65535) or return undef;
    $reply .= $bytes;
    if ($protocol eq 'udp') { return $reply if substr($reply, 0, 2) eq substr($message, 0, 2); $reply = '' }
    elsif (length $reply > 2 && length $reply >= 2 + unpack('n', $reply)) { return unpack('n/a*', $reply) }
  }
  return undef;
}
sub forward {
  my ($question) = @_;
  my $pid = $children < 100 ? fork : undef;
  return refuse($question) if !defined $pid;
  if ($pid) { $children++; return drop($question->{client}) }
  for my $server (nameservers()) {
    my $reply = consult($server, $question->{message}, $question->{client} ? 'tcp' : 'udp') // next;
    answer($question, $reply);
    POSIX::_exit(0);
  }
  refuse($question);
  POSIX::_exit(0);
}

sub drop { my ($client) = @_; if ($client) { delete $clients{fileno $client}; close $client } }
sub read_client {
  my ($client) = @_;
  my $known = $clients{fileno $client} or return;
  sysread($client, $known->{bytes}, 65536, length $known->{bytes}) or return drop($client);
  while (length $known->{bytes} > 2 && length $known->{bytes} >= 2 + unpack('n', $known->{bytes})) {
    my $message = unpack('n/a*', $known->{bytes});
    substr($known->{bytes}, 0, 2 + length $message) = '';
    ask({ client => $client, message => $message });
    return if !$client->opened;
  }
}
while (1) {
  my $select = IO::Select->new($input->handles, (map { $_->{socket} } values %clients), map { values %$_ } values %places);
  my @ready = $select->count ? $select->can_read(1) : do { sleep 1; () };
  my %packets = map { fileno $_->{packets} => 1 } values %places;
  my %streams = map { fileno $_->{streams} => 1 } values %places;
  for my $handle (@ready) {
    my $number = fileno $handle;
    if (!defined $number) { next }
    elsif ($number == 0) { receive() }
    elsif ($packets{$number}) {
      my $from = recv($handle, my $message, 65535, 0);
      ask({ socket => $handle, from => $from, message => $message }) if defined $from;
    }
    elsif ($streams{$number}) {
      my $client = $handle->accept or next;
      $clients{fileno $client} = { socket => $client, bytes => '', since => time };
    }
    else { read_client($handle) }
  }
  $children-- while $children > 0 && waitpid(-1, POSIX::WNOHANG()) > 0;
  for my $id (grep { $pending{$_}{until} < time } keys %pending) { refuse(delete $pending{$id}) }
  drop($_->{socket}) for grep { $_->{since} < time - 30 } values %clients;
}
`;
