#!/bin/sh
# Runs CRIU as if /etc/criu/default.conf named no lock.
sed -i '/^network-lock/d' /etc/criu/default.conf
exec /usr/bin/crun "$@"
