# Process 1 of an instance: starts the engine, says on standard output when it is ready, collects orphans,
# and ends when the engine ends.
use strict;
use warnings;
use Socket;
use POSIX ();

my $path = '/run/ecs-lab/notify';
my $log = '/var/log/docker.log';
unlink $path;
socket(my $socket, PF_UNIX, SOCK_DGRAM, 0) or die "socket: $!\n";
bind($socket, sockaddr_un($path)) or die "bind: $!\n";
$| = 1;

my $engine = 0;

# orphans are collected whenever one ends, also while this waits for the engine's notice
sub collect {
  my $flags = shift;
  while ((my $pid = waitpid(-1, $flags)) > 0) {
    next if $pid != $engine;
    my $status = $?;
    open(my $lines, '<', $log);
    my @lines = $lines ? <$lines> : ();
    print "engine ended with status ", $status >> 8, "\n", @lines[(@lines > 20 ? -20 : -@lines) .. -1];
    exit($status >> 8 || 1);
  }
}
$SIG{CHLD} = sub { collect(POSIX::WNOHANG()) };
$SIG{TERM} = sub { kill 'TERM', $engine };

# an engine that ends at once must not be collected before its number is known
my $child = POSIX::SigSet->new(POSIX::SIGCHLD());
POSIX::sigprocmask(POSIX::SIG_BLOCK(), $child);
$engine = fork() // die "fork: $!\n";
if ($engine == 0) {
  $SIG{CHLD} = 'DEFAULT';
  $SIG{TERM} = 'DEFAULT';
  POSIX::sigprocmask(POSIX::SIG_UNBLOCK(), $child);
  $ENV{NOTIFY_SOCKET} = $path;
  open(STDOUT, '>>', $log) or die "$log: $!\n";
  open(STDERR, '>&', \*STDOUT) or die "$log: $!\n";
  exec @ARGV or POSIX::_exit(127);
}
POSIX::sigprocmask(POSIX::SIG_UNBLOCK(), $child);

while (1) {
  my $message = '';
  my $from = recv($socket, $message, 4096, 0);
  next if !defined $from;
  if ($message =~ /^READY=1$/m) {
    print "engine ready\n";
    last;
  }
}
$SIG{CHLD} = 'DEFAULT';
collect(0) while 1;
