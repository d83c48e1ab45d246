#!/bin/sh
# Runs the user data given on standard input, once, and ends with its status.
cd /
script=/var/lib/cloud/instance/scripts/part-001
log=/var/log/cloud-init-output.log
(umask 077; cat > /var/lib/cloud/instance/user-data.txt; cp /var/lib/cloud/instance/user-data.txt "$script")
chmod 700 "$script"
"$script" >> "$log" 2>&1 < /dev/null
status=$?
if [ $status -ne 0 ]; then
  echo "ecs-lab: the user data ended with status $status" >> "$log"
  tail -n 5 "$log"
fi
exit $status
