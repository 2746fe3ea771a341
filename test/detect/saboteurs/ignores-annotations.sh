#!/bin/sh
# Ignores the annotation org.criu.config.
case " $* " in *' run '*) sed -i 's/org\.criu\.config/org.example.config/' /cell/bundle/config.json ;; esac
exec /usr/bin/crun "$@"
