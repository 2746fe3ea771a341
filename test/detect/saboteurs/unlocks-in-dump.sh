#!/bin/sh
# Takes the lock away while CRIU still dumps: a second action script, which CRIU runs before netlock's own.
case " $* " in
*' checkpoint '*)
	cat > /run/unlock <<'SCRIPT'
#!/bin/sh
[ "$CRTOOLS_SCRIPT_ACTION" = post-dump ] || exit 0
nsenter --net="/proc/$CRTOOLS_INIT_PID/ns/net" nft flush ruleset
SCRIPT
	chmod +x /run/unlock
	echo 'action-script /run/unlock' >> /etc/criu/default.conf
	;;
esac
exec /usr/bin/crun "$@"
