#!/bin/sh
# Names runc's configuration file although crun has one of its own.
rm -f /etc/criu/crun.conf
exec /usr/bin/crun "$@"
