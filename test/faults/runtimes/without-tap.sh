#!/bin/sh
# Takes away what keeps the request.
case " $* " in *" checkpoint "*)
	rm -f /opt/netlock/tap/criu ;;
esac
exec /usr/bin/crun "$@"
