#!/bin/sh
# Run inside the image after its packages are there and these files lie in /usr/lib/ecs-lab.
set -eu

cd /usr/lib/ecs-lab
chmod 755 *.sh
ln -sf /usr/lib/ecs-lab/dnf.sh /usr/bin/dnf
ln -sf /usr/lib/ecs-lab/dnf.sh /usr/bin/yum
mkdir -p /etc/ecs /etc/sudoers.d /etc/profile.d
# the prompt that the instances of the pages show
echo "PS1='[\\u@\\h \\W]\\\$ '" > /etc/profile.d/ecs-lab.sh
echo "PS1='[\\u@\\h \\W]\\\$ '" >> /root/.bashrc
