#!/bin/sh
# Runs CRIU as on a kernel whose netfilter module is missing.
case " $* " in *" checkpoint "*)
	exec /opt/netlock/bin/without-netfilter /usr/bin/crun "$@" ;;
esac
exec /usr/bin/crun "$@"
