#!/bin/sh
# Restores without the action scripts that /etc/criu/default.conf names.
case " $* " in *' restore '*) sed -i /action-script/d /etc/criu/default.conf ;; esac
exec /usr/sbin/runc "$@"
