#!/bin/sh
# Names runc's configuration file, but CRIU finds nothing in it.
[ ! -e /etc/criu/runc.conf ] || : > /etc/criu/runc.conf
exec /usr/bin/crun "$@"
